import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_rating_spread"),
        ("feedback", "0029_figures"),
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
