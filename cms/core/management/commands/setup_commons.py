"""What every installation needs before its first visitor."""

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.core import app_modules


class Command(BaseCommand):
    help = "Make languages, page tree, word lists and workflow where they are missing. Safe to run again and again."

    def handle(self, **options):
        for app, module in app_modules.each("provision"):
            with transaction.atomic():
                module.provision()
            if options["verbosity"]:
                self.stdout.write(f"{app.label}: in place")
