"""Editors answer what comes by the contact form."""

from django.db import migrations

from cms.accounts.grants import grant
from cms.accounts.groups import EDITORS

VERBS = ["view", "change"]


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
        ("accounts", "0003_groups"),
    ]
    operations = [grant("contact", {EDITORS: [("contactmessage", f"{verb}_contactmessage") for verb in VERBS]})]
