"""The sample content of the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.ops.app_modules import modules_named
from cms.ops.demo import Context


class Command(BaseCommand):
    help = "Load the sample content. What was loaded once is never touched again, so nothing edited is lost."

    def handle(self, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Sample content and its accounts belong on a demo: set DEMO=1 to allow it.")
        context = Context(write=self.stdout.write if options["verbosity"] else lambda line: None)
        for app, module in modules_named("demo.load"):
            context.write(f"{app.verbose_name}: loading ...")
            with transaction.atomic():
                module.load(context)
