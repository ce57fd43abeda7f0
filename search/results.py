"""What a reader gets for a query: entries, checked once more, with their words marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from cms.searchable import sources
from cms.taxonomy.models import Topic
from search.backends import get_engine
from search.backends.base import SearchResults
from search.domain import changes
from search.excerpts import excerpt, highlight, included_stems
from search.models import SearchEntry, SearchFacet
from search.query import SearchQuery

TOPICS = 2  # shown with a result
ROUNDS = 3  # how often a page is asked for again because something on it was not public any more


@dataclass(frozen=True)
class Result:
    entry: SearchEntry
    title: SafeString
    excerpt: SafeString
    label: str | Promise
    topics: list[str | Promise]


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
        topics = self._topics()
        return [self._result(entry, topics[entry.pk]) for entry in self._entries]

    @cached_property
    def page(self) -> Page:
        return Paginator(range(self.found.total), self.query.size).get_page(self.query.page)

    def _ask(self) -> None:
        for _round in range(ROUNDS):
            self.found = self._of_a_page_there_is(get_engine().search(self.query))
            entries = SearchEntry.objects.in_bulk(self.found.ids)
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

    def _topics(self) -> dict[int, list[str | Promise]]:
        """The first topics of each entry in the reader's language, in two queries for all."""
        labels = dict(Topic.options())
        values = SearchFacet.objects.filter(entry__in=self._entries, name="topic").order_by("pk")
        found = defaultdict(list)
        for entry, value in values.values_list("entry", "value"):
            if value in labels and len(found[entry]) < TOPICS:
                found[entry].append(labels[value])
        return found

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


def _still_public(entries: Sequence[SearchEntry]) -> set[int]:
    """The ids of those entries whose object everyone may see at this moment."""
    public = set()
    for kind in {entry.kind for entry in entries} & sources().keys():
        ids = {entry.object_id for entry in entries if entry.kind == kind}
        seen = set(sources()[kind].public().filter(pk__in=ids).order_by().values_list("pk", flat=True))
        public |= {entry.pk for entry in entries if entry.kind == kind and entry.object_id in seen}
    return public
