from django.db import migrations, models
from django.utils import timezone


def begin_now(apps, schema_editor):
    """Nobody is told at once of all that came before this could be told."""
    apps.get_model("feedback", "Subscription").objects.update(progress_told_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0019_offers"),
    ]

    operations = [
        migrations.AddField(
            model_name="need",
            name="reopened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="need",
            name="reopened_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("decided", "A member decided so"),
                    ("page_gone", "The page that answered it is not public any more"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="progress_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(begin_now, migrations.RunPython.noop),
    ]
