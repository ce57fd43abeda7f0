"""Describes everything that can be found again; visitors keep finding it meanwhile."""

from django.core.management.base import BaseCommand, CommandError

from cms.searchable import sources
from search.domain import comparing, vocabulary


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("kind", nargs="*", help="Only these kinds: " + ", ".join(sources()))

    def handle(self, *args, kind, **options):
        unknown = set(kind) - set(sources())
        if unknown:
            raise CommandError(f"Unknown kind: {', '.join(sorted(unknown))}. There are: {', '.join(sources())}.")
        for name in kind or sources():
            self._rebuild(name)
        vocabulary.recount()

    def _rebuild(self, kind):
        done = 0
        for number in comparing.rebuild(kind):
            done += number
            self.stdout.write(f"\r{kind}: {done}", ending="")
            self.stdout.flush()
        self.stdout.write(f"\r{kind}: {done}")
