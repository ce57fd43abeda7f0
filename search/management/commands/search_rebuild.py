"""Describes everything that can be found again, and fills a new index where a search engine outside of the database has
one. Visitors keep finding everything meanwhile, and what changes is not lost."""

from django.core.management.base import BaseCommand, CommandError

from cms.ops.loading import freeze
from cms.searchable import sources
from search.backends import database_engine, engines
from search.domain import comparing, vocabulary
from search.management import progress


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("kind", nargs="*", help="Only these kinds, in the index there is: " + ", ".join(sources()))

    def handle(self, *args, kind, **options):
        unknown = set(kind) - set(sources())
        if unknown:
            raise CommandError(f"Unknown kind: {', '.join(sorted(unknown))}. There are: {', '.join(sources())}.")
        freeze()  # what is made here would have the garbage collector look through all that is loaded
        with database_engine().filling():
            for name in kind or sources():
                progress.show(self.stdout, name, comparing.rebuild(name))
        vocabulary.recount()
        if not kind:
            for engine in engines():
                progress.show(self.stdout, engine.name, engine.rebuild())
