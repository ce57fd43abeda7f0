"""What an engine returns is asked once more of the tables themselves, whatever it says."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.db.models import QuerySet

from cms.searchable import sources
from search.models import SearchEntry


def still_public(entries: Sequence[SearchEntry]) -> set[int]:
    """The ids of those entries whose object everyone may see at this moment."""
    by_gate: dict[Callable[[], QuerySet], list[SearchEntry]] = defaultdict(list)
    for entry in entries:
        if source := sources().get(entry.kind):
            by_gate[source.gate or source.public].append(entry)
    return {pk for gate, found in by_gate.items() for pk in _let_through(gate(), found)}


def _let_through(public: QuerySet, entries: Sequence[SearchEntry]) -> set[int]:
    ids = {entry.object_id for entry in entries}
    seen = set(public.filter(pk__in=ids).order_by().values_list("pk", flat=True))
    return {entry.pk for entry in entries if entry.object_id in seen}
