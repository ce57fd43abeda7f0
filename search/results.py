"""What a reader gets for a query: entries, checked once more, with their words marked."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from cms.searchable import sources
from cms.taxonomy.models import Topic
from search.backends import get_engine
from search.backends.base import Hit, SearchResults
from search.domain import changes
from search.excerpts import excerpt, highlight, included_stems
from search.models import SearchEntry
from search.near import Nearness, near
from search.query import SearchQuery, Sort
from search.ranking import ranked
from search.synonyms import expanded

PAGE_SIZE = 20
TOPICS = 2  # shown with a result
ROUNDS = 3  # how often a page is asked for again because something on it was not public any more


@dataclass(frozen=True)
class Result:
    """`related`: it has none of the words, but means something near."""

    entry: SearchEntry
    title: SafeString
    excerpt: SafeString
    url: str
    label: str | Promise
    topics: list[str]
    related: bool


class ResultPage:
    """One page of what is found; a number beyond the last gives the last. Where nothing has all the words, any will do.

    What an engine returns is looked at again: something that is not public any more, though nothing told of it, is
    noted, which hides it, and the engine is asked again, so that no number tells of it either.
    """

    def __init__(self, query: SearchQuery, number: int = 1) -> None:
        self.query, self.found, self._number = expanded(query), SearchResults(), number
        self._nearness = Nearness()
        self._shown: list[tuple[Hit, SearchEntry]] = []
        self.page = self._page([])
        if not query:
            return
        self._nearness = near(query)
        self.query = replace(self.query, near=self._nearness.found)
        self._ask()
        if not self.found.by_words and len(query.terms) > 1 and not query.any_word:
            self.query = self.query.relaxed()
            self._count_worded() if self._nearness.looked else self._ask()

    def _count_worded(self) -> None:
        """What is near and has most of the words is enough; what has but one of them would be noise."""
        worded = sum(hit.id in self._nearness.worded for hit in self.found.hits)
        self.found = replace(self.found, by_words=worded)

    @cached_property
    def results(self) -> list[Result]:
        topics = dict(Topic.options())
        return [self._result(hit, entry, _names(entry, topics)) for hit, entry in self._shown]

    def _ask(self) -> None:
        for _round in range(ROUNDS):
            self.found = get_engine().search(self.query)
            self.page = self._page(self.found.hits)
            hits = list(self.page)
            entries = SearchEntry.objects.with_topics().in_bulk([hit.id for hit in hits])
            self._shown = [(hit, entries[hit.id]) for hit in hits if hit.id in entries]
            public = _still_public(list(entries.values()))
            hidden = [entry for entry in entries.values() if entry.pk not in public]
            if not hidden:
                return
            for kind in {entry.kind for entry in hidden}:
                changes.note(kind, [entry.object_id for entry in hidden if entry.kind == kind])
        self._shown = [(hit, entry) for hit, entry in self._shown if hit.id in public]
        left = [hit for hit, _entry in self._shown]
        self.found = SearchResults(left, len(left), by_words=sum(bool(hit.score) for hit in left))
        self.page = self._page(left)  # too much is wrong for any number to be right

    def _page(self, hits: Sequence[Hit]) -> Page:
        if self.query.sort is Sort.RELEVANCE:
            hits = [hit for _group, hit in ranked(hits, self._nearness.scores, self._nearness.worded)]
        return Paginator(hits, PAGE_SIZE).get_page(self._number)

    def _result(self, hit: Hit, entry: SearchEntry, topics: list[str | Promise]) -> Result:
        stems = included_stems(self.query, entry.language)
        place = self.query.near.get(entry.pk)
        found = excerpt(entry.summary, entry.body, stems, entry.language, place.start if place else None)
        return Result(
            entry,
            highlight(entry.title, stems, entry.language),
            found.html,
            entry.url_at(found.start),
            sources()[entry.kind].label_of_one,
            topics,
            related=not hit.score and hit.id not in self._nearness.worded,
        )


def _names(entry: SearchEntry, topics: dict[str, str]) -> list[str]:
    """Of the first topics of an entry, in the reader's language."""
    slugs = sorted((entry.topics or "").split(","))
    return [topics[slug] for slug in slugs if slug in topics][:TOPICS]


def _still_public(entries: Sequence[SearchEntry]) -> set[int]:
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
