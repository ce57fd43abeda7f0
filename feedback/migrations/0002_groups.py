"""What each group does with what people said."""

from django.db import migrations

from cms.accounts.grants import grant
from cms.accounts.groups import EDITORS, MODERATORS, WORKING_GROUP


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_initial"),
        ("accounts", "0003_groups"),
    ]
    operations = [
        grant(
            "feedback",
            {
                WORKING_GROUP: [
                    ("need", "work_queue"),
                    ("meeting", "record_meetings"),
                    ("findingimport", "import_findings"),
                ],
                EDITORS: [("need", "view_queue"), ("promises", "change_promises")],
                MODERATORS: [("comment", "moderate_comments")],
            },
        )
    ]
