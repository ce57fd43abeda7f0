"""What a reader gets for a question: entries, checked once more, with their words marked."""

from dataclasses import dataclass
from functools import cached_property

from cms.core.searchable import sources
from search.backends import get_backend
from search.excerpts import excerpt, highlight, wanted_stems
from search.models import SearchEntry


@dataclass(frozen=True)
class Hit:
    entry: SearchEntry
    title: str  # safe HTML, as is the excerpt
    excerpt: str
    label: str


class Answers:
    """Behaves as the list a Paginator wants; two queries of the backend, then one for each kind on the page."""

    def __init__(self, question, language, kind=""):
        self.question, self.language, self.kind = question, language, kind
        self.hidden = []  # entries that turned out not to be public any more

    @cached_property
    def _counts(self):
        return get_backend().counts(self.question, self.language) if self.question else []

    def count(self):
        return sum(count.number for count in self._counts if self.kind in ("", count.kind))

    def __getitem__(self, page):
        ids = get_backend().hits(self.question, self.language, self.kind, page.start, page.stop) if self.count() else []
        found = SearchEntry.objects.in_bulk(ids)
        entries = [found[pk] for pk in ids if pk in found]
        public = _still_public(entries)
        self.hidden += [entry for entry in entries if entry.pk not in public]
        return [self._hit(entry) for entry in entries if entry.pk in public]

    def total(self):
        """After the page was read: without what is hidden."""
        return self.count() - len(self.hidden)

    def kinds(self):
        """Kind, label and number for the facet, the most frequent first."""
        hidden = [entry.kind for entry in self.hidden]
        numbers = {kind: -hidden.count(kind) for kind in hidden}
        for count in self._counts:
            numbers[count.kind] = numbers.get(count.kind, 0) + count.number
        rows = [(kind, source.label, numbers[kind]) for kind, source in sources().items() if numbers.get(kind, 0) > 0]
        return sorted(rows, key=lambda row: -row[2])

    def in_other_languages(self):
        other = sum(c.number for c in self._counts if c.other_language and self.kind in ("", c.kind))
        return other - sum(entry.language != self.language for entry in self.hidden)

    def _hit(self, entry):
        stems = wanted_stems(self.question, entry.language)
        return Hit(
            entry,
            highlight(entry.title, stems, entry.language),
            excerpt(entry.summary, entry.body, stems, entry.language),
            sources()[entry.kind].label_of_one,
        )


def _still_public(entries):
    """The ids of those entries whose object everyone may see at this moment."""
    public = set()
    for kind in {entry.kind for entry in entries} & sources().keys():
        ids = {entry.object_id for entry in entries if entry.kind == kind}
        seen = set(sources()[kind].public().filter(pk__in=ids).order_by().values_list("pk", flat=True))
        public |= {entry.pk for entry in entries if entry.kind == kind and entry.object_id in seen}
    return public
