from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_need_linked_at")]

    operations = [
        migrations.RenameField("need", "answer_en", "response_en"),
        migrations.RenameField("need", "answer_es", "response_es"),
        migrations.AlterField(
            "need",
            "response_en",
            models.TextField(blank=True, max_length=2000, verbose_name="public response (English)"),
        ),
        migrations.AlterField(
            "need",
            "response_es",
            models.TextField(blank=True, max_length=2000, verbose_name="public response (Spanish)"),
        ),
    ]
