from collections import defaultdict

from django.db import migrations, models

from cms.intake.text import folded


def fill(apps, schema_editor):
    """As `priority.refresh` stores them from now on."""
    need_model, said = apps.get_model("feedback", "Need"), defaultdict(list)
    for need, text in apps.get_model("feedback", "Signal").objects.values_list("need", "text").iterator():
        said[need].append(text)
    needs = list(need_model.objects.only("title"))
    for need in needs:
        need.words = " ".join(sorted({*folded(" ".join([need.title, *said[need.pk]])).split()}))
    need_model.objects.bulk_update(needs, ["words"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0012_sort_and_split")]

    operations = [
        migrations.AddField(
            model_name="need",
            name="words",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
