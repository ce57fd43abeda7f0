"""Compares what each search engine has with what can be found, names what differs, and puts it right with --repair."""

from django.core.management.base import BaseCommand, CommandError

from search.backends import engines
from search.domain import checking
from search.models import SearchEntry

NAMED = 20  # of each sort


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="Put right what differs.")

    def handle(self, *args, repair, **options):
        wrong = [engine.name for engine in engines() if not self._check(engine, repair)]
        if wrong:
            raise CommandError(f"Not as it should be: {', '.join(wrong)}.")

    def _check(self, engine, repair):
        """Whether all is right in the end."""
        found = checking.differences(engine)
        self._name(engine, found)
        if found and repair:
            checking.repair(engine, found)
            found = checking.differences(engine)
            self.stdout.write(f"{engine.name}: {'some of it still differs' if found else 'repaired'}")
        return not found

    def _name(self, engine, found):
        if not found:
            self.stdout.write(f"{engine.name}: nothing differs")
        for what, ids in (("missing", found.missing), ("other", found.other), ("superfluous", found.superfluous)):
            if ids:
                self.stdout.write(f"{engine.name}, {what}: {len(ids)}")
            entries = SearchEntry.objects.in_bulk(sorted(ids)[:NAMED])
            for pk in sorted(ids)[:NAMED]:
                self.stdout.write(f"    {entries.get(pk, f'entry {pk}, which is gone')}")
