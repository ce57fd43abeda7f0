"""Compile our message catalogs without GNU gettext, which a fresh machine does not have."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po to .mo where the source is newer."

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            for source in Path(folder).rglob("*.po"):
                target = source.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                    polib.pofile(str(source)).save_as_mofile(str(target))
                    self.stdout.write(f"{source} compiled")
