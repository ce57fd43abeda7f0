"""Bring an installation up to date in one process: each start of Django costs seconds."""

import hashlib
import time
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.caching import renew_all
from cms.ops.health import unapplied_migrations
from cms.ops.loading import freeze


class Command(BaseCommand):
    help = "Compile messages, migrate, collect static files, set up the site; with --demo load the demo content too."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true")

    def handle(self, *, demo, **options):
        self.started = time.monotonic()
        self.say("Compiling the Spanish messages")
        call_command("compilepo", verbosity=0, stdout=StringIO())
        self.migrate()
        self.collect_static()
        self.say("Setting up languages, pages and words")
        call_command("setup_commons", verbosity=0)
        if demo:
            self.load_demo()
        renew_all()  # the database may be another one

    def migrate(self):
        if todo := unapplied_migrations():
            self.say(f"Migrating the database ({todo} migrations)")
            freeze()  # what is loaded stays: without it, the collector looks through it again and again
            call_command("migrate", verbosity=0, interactive=False)

    def collect_static(self):
        stamp, now = Path(settings.STATIC_ROOT, ".collected"), static_fingerprint()
        if settings.DEBUG or (stamp.exists() and stamp.read_text() == now):
            return
        self.say("Collecting, naming and compressing static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now)

    def load_demo(self):
        self.say("Loading the demo content (what is there already stays as it is)")
        call_command("load_demo", verbosity=0)
        with (settings.VAR_DIR / "demo-accounts.txt").open("w") as file:
            call_command("demo_accounts", stdout=file)

    def say(self, text):
        self.stdout.write(f"== {time.monotonic() - self.started:5.1f} s  {text}")
        self.stdout.flush()


def static_fingerprint():
    """Changes whenever a file of ours, or a package that may bring files, does."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for file in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()
