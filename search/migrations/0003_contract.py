from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]

    operations = [
        migrations.RemoveField("searchentry", "changed_at"),
        migrations.RemoveField("searchentry", "facets"),
        migrations.RenameField("searchentry", "indexed_at", "described_at"),
        migrations.AddField(
            "searchentry", "digest", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddField(
            "searchentry", "version", models.PositiveBigIntegerField(db_index=True, default=0), preserve_default=False
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("version", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="RemovedEntry",
            fields=[
                ("entry_id", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("version", models.PositiveBigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.PositiveBigIntegerField()),
                ("hides", models.BooleanField(default=True)),
            ],
            options={"indexes": [models.Index(fields=["kind", "object_id"], name="search_change_object")]},
        ),
        migrations.CreateModel(
            name="SearchFacet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=120)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.deletion.CASCADE,
                        related_name="facets",
                        to="search.searchentry",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name", "value", "entry"], name="search_facet_value")],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "name", "value"), name="one_facet_value_per_entry")
                ],
            },
        ),
    ]
