import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_rating_spread"),
        ("feedback", "0028_comments_followed_and_queued"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="work",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="core.work"
            ),
        ),
    ]
