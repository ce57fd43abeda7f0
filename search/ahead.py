"""Who asks for the next one means what is still to come, not what was said of it."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from cms.meaning.words import words
from cms.searchable import sources
from search.models import SearchEntry

NEXT = frozenset({"next", "upcoming", "proximo", "proxima", "proximos", "proximas"})  # folded


def ahead(text: str, ids: Collection[int]) -> Collection[int]:
    """Of these entries those that take place and are not over; what has no date yet is to come."""
    if NEXT.isdisjoint(words(text)):
        return ()
    kinds = [kind for kind, source in sources().items() if source.takes_place]
    to_come = Q(date=None) | Q(date__date__gte=timezone.localdate())
    return set(SearchEntry.objects.filter(to_come, pk__in=ids, kind__in=kinds).values_list("pk", flat=True))
