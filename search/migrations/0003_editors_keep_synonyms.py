"""Editors keep the words that mean the same."""

from django.db import migrations

from cms.accounts.grants import grant
from cms.accounts.groups import EDITORS

VERBS = ["add", "change", "delete", "view"]


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_full_text"),
        ("accounts", "0003_groups"),
    ]
    operations = [grant("search", {EDITORS: [("synonyms", f"{verb}_synonyms") for verb in VERBS]})]
