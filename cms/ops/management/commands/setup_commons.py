"""What every installation needs before its first visitor."""

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.ops.app_modules import modules_named


class Command(BaseCommand):
    help = "Make languages, page tree, word lists and workflow where they are missing. Safe to run again and again."

    def handle(self, **options):
        for app, module in modules_named("defaults"):
            with transaction.atomic():
                module.ensure_defaults()
            if options["verbosity"]:
                self.stdout.write(f"{app.label}: in place")
