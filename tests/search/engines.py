"""An engine outside the database, as small as the contract allows: a copy of what it was given, behind a clock."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from cms.meaning.words import stem, words
from search.backends.base import RANKED, Engine, Hit, SearchResults
from search.models import Clock, RemovedEntry, SearchChange, SearchEntry
from search.query import Sort


@dataclass
class Copy:
    entry: SearchEntry
    stems: set
    facets: dict = field(default_factory=dict)

    def fits(self, facets, but=None):
        return all(self.facets.get(name, set()) & set(values) for name, values in facets.items() if name != but)


class MemoryEngine(Engine):
    name = "memory"
    copies: dict[int, Copy] = {}

    def index(self, entries):
        for entry in entries:
            if entry.pk not in self.copies or self.copies[entry.pk].entry.version <= entry.version:
                self.copies[entry.pk] = Copy(entry, _stems(entry), _facets(entry))

    def remove(self, entry_ids):
        for pk in entry_ids:
            self.copies.pop(pk, None)

    def search(self, query):
        found = [copy for pk, copy in self.copies.items() if pk not in self._hidden() and _finds(copy, query)]
        fitting = [copy for copy in found if copy.fits(query.facets)]
        fitting.sort(key=lambda copy: _order(copy.entry, query))
        return SearchResults(
            hits=[_hit(copy, query) for copy in fitting[:RANKED]],
            total=len(fitting),
            in_other_languages=sum(copy.entry.language != query.shown_language for copy in fitting),
            by_words=sum(_matches(copy, query) for copy in fitting),
            counts=_counts(found, query),
        )

    def _hidden(self):
        """What the docstring of Engine says: by ids, since this engine knows nothing of the rows."""
        version = Clock.objects.read(self.name)
        hiding = Q(version__gt=version) | Q(expires_at__lte=timezone.now())
        for kind, pk in SearchChange.objects.filter(hides=True).values_list("kind", "object_id"):
            hiding |= Q(kind=kind, object_id=pk)
        gone = RemovedEntry.objects.filter(version__gt=version).values_list("pk", flat=True)
        return {*SearchEntry.objects.filter(hiding).values_list("pk", flat=True), *gone}


def _stems(entry):
    return {stem(word, entry.language) for word in words(f"{entry.title} {entry.summary} {entry.body}")}


def _facets(entry):
    facets = {"kind": {entry.kind}, "language": {entry.language}}
    for facet in entry.facets.all():
        facets.setdefault(facet.name, set()).add(facet.value)
    return facets


def _finds(copy, query):
    return copy.entry.pk in query.near or _matches(copy, query)


def _matches(copy, query):
    def has(words):
        return all(stem(word, copy.entry.language) in copy.stems for word in words)

    return all(any(map(has, term.ways)) for term in query.included(copy.entry.language))


def _hit(copy, query):
    entry = copy.entry
    near = query.near[entry.pk].similarity if entry.pk in query.near else 0.0
    exact, other = entry.title_key == query.title_key, entry.language != query.shown_language
    return Hit(entry.pk, float(_matches(copy, query)), exact, other, near, entry.rating, entry.date)


def _order(entry, query):
    date = -entry.date.timestamp() if query.sort is Sort.DATE and entry.date else 0
    return entry.language != query.shown_language, entry.title_key != query.title_key, date, -entry.pk


def _counts(found, query):
    counts = {}
    for name in {name for copy in found for name in copy.facets}:
        left = [copy for copy in found if copy.fits(query.facets, but=name)]
        if left:
            counts[name] = Counter(value for copy in left for value in copy.facets.get(name, ()))
    return counts
