"""The accounts of the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.accounts.demo import DOMAIN, PASSWORD, SHOWN
from cms.accounts.demo_guard import close_demo_accounts
from cms.accounts.models import User

WHAT = {
    "editor": "Editor",
    "working-group": "Working Group member",
    "moderator": "Moderator",
    "reader": "Member who reads Spanish",
    "admin": "Administrator",
}


class Command(BaseCommand):
    help = "Print the demo accounts and their password; --close locks them all before a site goes public."

    def add_arguments(self, parser):
        parser.add_argument("--close", action="store_true", help="deactivate every demo account")

    def handle(self, *, close, **options):
        if close:
            self.stdout.write(f"{close_demo_accounts()} demo accounts closed.")
            return
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("This is not a demo: it has no accounts with known passwords.")
        people = User.objects.select_related("region").in_bulk([f"{key}{DOMAIN}" for key in SHOWN], field_name="email")
        for key in SHOWN:
            if person := people.get(f"{key}{DOMAIN}"):
                where = f" ({person.region.name})" if key == "working-group" and person.region else ""
                self.stdout.write(f"  {person.email:<28}{person.display_name:<24}{WHAT[key]}{where}")
        self.stdout.write(f"\n  Password of each: {PASSWORD}")
