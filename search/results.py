"""What a reader gets for a query: entries, checked once more, with their words marked."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from cms.searchable import sources
from cms.taxonomy.models import Topic
from search.backends import get_engine
from search.backends.base import SearchResults
from search.domain import changes
from search.excerpts import excerpt, highlight, included_stems
from search.models import SearchEntry
from search.query import SearchQuery

TOPICS = 2  # shown with a result
ROUNDS = 3  # how often a page is asked for again because something on it was not public any more


@dataclass(frozen=True)
class Result:
    entry: SearchEntry
    title: SafeString
    excerpt: SafeString
    label: str | Promise
    topics: list[str]


class ResultPage:
    """One page of what is found; a number beyond the last gives the last. Where nothing has all the words, any will do.

    What an engine returns is looked at again: something that is not public any more, though nothing told of it, is
    noted, which hides it, and the engine is asked again, so that no number tells of it either.
    """

    def __init__(self, query: SearchQuery) -> None:
        self.query, self.found, self._entries = query, SearchResults(), []
        if not query:
            return
        self._ask()
        if not self.found.total and len(query.terms) > 1 and not query.any_word:
            self.query = query.relaxed()
            self._ask()

    @cached_property
    def results(self) -> list[Result]:
        topics = dict(Topic.options())
        return [self._result(entry, _names(entry, topics)) for entry in self._entries]

    @cached_property
    def page(self) -> Page:
        return Paginator(range(self.found.total), self.query.size).get_page(self.query.page)

    def _ask(self) -> None:
        for _round in range(ROUNDS):
            self.found = self._of_a_page_there_is(get_engine().search(self.query))
            entries = SearchEntry.objects.with_topics().in_bulk(self.found.ids)
            self._entries = [entries[pk] for pk in self.found.ids if pk in entries]
            public = _still_public(self._entries)
            hidden = [entry for entry in self._entries if entry.pk not in public]
            if not hidden:
                return
            for kind in {entry.kind for entry in hidden}:
                changes.note(kind, [entry.object_id for entry in hidden if entry.kind == kind])
        self._entries = [entry for entry in self._entries if entry.pk in public]
        self.found = SearchResults(total=len(self._entries))  # too much is wrong for any number to be right

    def _of_a_page_there_is(self, found: SearchResults) -> SearchResults:
        last = max(1, -(-found.total // self.query.size))
        if self.query.page <= last:
            return found
        self.query = replace(self.query, page=last)
        return get_engine().search(self.query)

    def _result(self, entry: SearchEntry, topics: list[str | Promise]) -> Result:
        stems = included_stems(self.query, entry.language)
        return Result(
            entry,
            highlight(entry.title, stems, entry.language),
            self._excerpt(entry, stems),
            sources()[entry.kind].label_of_one,
            topics,
        )

    def _excerpt(self, entry: SearchEntry, stems: set[str]) -> SafeString:
        if self.found.excerpts is not None:
            return mark_safe(self.found.excerpts.get(entry.pk, ""))  # noqa: S308  (the engine's promise)
        return excerpt(entry.summary, entry.body, stems, entry.language)


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
