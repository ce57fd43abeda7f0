from django.db import migrations, models

from cms.intake.text import folded


def fill(apps, schema_editor):
    """As `priority.refresh` stores it from now on."""
    need_model = apps.get_model("feedback", "Need")
    needs = list(need_model.objects.only("title"))
    for need in needs:
        need.folded_title = folded(need.title)
    need_model.objects.bulk_update(needs, ["folded_title"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0014_votes")]

    operations = [
        migrations.AddField(
            model_name="need",
            name="folded_title",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
