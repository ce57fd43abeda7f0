from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0030_page_of_an_offer"),
    ]

    operations = [
        migrations.AlterField(
            model_name="findingrow",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Can be imported"),
                    ("invalid", "With a mistake"),
                    ("imported", "Imported"),
                    ("known", "Known already, not imported twice"),
                    ("corrected", "Known already, its weight corrected"),
                    ("undone", "Undone"),
                    ("kept", "Stays"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
