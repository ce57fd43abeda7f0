from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0028_comments_followed_and_queued")]

    operations = [
        migrations.AddField("need", "replied_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("need", "answered_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("needevent", "promised_on", models.DateField(blank=True, null=True)),
        migrations.AddField("needevent", "promise_kept", models.BooleanField(null=True)),
    ]
