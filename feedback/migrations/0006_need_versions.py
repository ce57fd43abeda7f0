import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0005_work_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="need",
            options={
                "default_permissions": (),
                "permissions": [("work_queue", "Can work the needs queue"), ("view_queue", "Can read the needs queue")],
                "verbose_name": "need",
                "verbose_name_plural": "needs",
            },
        ),
        migrations.AlterModelOptions(
            name="needevent",
            options={
                "ordering": ["at", "version", "pk"],
                "verbose_name": "change of a need",
                "verbose_name_plural": "changes of needs",
            },
        ),
        migrations.RenameField(
            model_name="needevent",
            old_name="why",
            new_name="note",
        ),
        migrations.AddField(
            model_name="need",
            name="announcement",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="need",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="needevent",
            name="actor",
            field=models.CharField(
                choices=[
                    ("person", "former member"),
                    ("site", "by itself"),
                    ("asker", "answered by the one who asked"),
                ],
                default="site",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="from_assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("moved", "Moved"),
                    ("reopened", "Reopened"),
                    ("assigned", "Assigned"),
                    ("handed_over", "Handed over"),
                    ("given_back", "Given back"),
                    ("linked", "Page linked"),
                    ("page_gone", "The page that answers it was deleted"),
                    ("about_gone", "The page it is about was deleted"),
                    ("merged", "Merged"),
                    ("unmerged", "Merge undone"),
                    ("corrected", "Public text corrected"),
                    ("noted", "Note"),
                ],
                default="moved",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="other",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="feedback.need",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="page",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.WAGTAIL_PAGE_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="page_title",
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name="needevent",
            name="reason_en",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needevent",
            name="reason_es",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needevent",
            name="response_en",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needevent",
            name="response_es",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needevent",
            name="to_assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
