"""Editors keep the site settings."""

from django.db import migrations

from cms.accounts.grants import grant
from cms.accounts.groups import EDITORS


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0003_groups"),
    ]
    operations = [grant("core", {EDITORS: [("sitesettings", "change_sitesettings")]})]
