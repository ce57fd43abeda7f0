"""What a reader gets for a query: entries, checked once more, with their words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from django.core.paginator import Page, Paginator
from django.urls import translate_url
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import override

from cms import memory
from cms.searchable import sources
from search import second_look, spelling
from search.ahead import ahead
from search.backends import get_engine
from search.backends.base import Hit, SearchResults
from search.details import Details, details_of
from search.domain import changes
from search.excerpts import excerpt, highlight, included_stems
from search.models import SearchEntry
from search.near import SURE, Nearness, near
from search.query import SearchQuery, Sort
from search.ranking import Group, grouped, ranked
from search.synonyms import expanded
from search.translations import Missing

PAGE_SIZE = 20
FEW = 3  # results: where there are fewer, another word may be meant
TRIED = 3  # words that may be meant instead of one
MOST_MISTAKES = 4  # in one question: what is tried for each is a search
ROUNDS = 3  # how often a page is asked for again because something on it was not public any more


@dataclass(frozen=True)
class Result:
    """`related`: it has none of the words, but means something near. `missing`: in the reader's language."""

    entry: SearchEntry
    group: Group
    title: SafeString
    title_language: str
    excerpt: SafeString
    url: str
    url_language: str
    label: str | Promise
    details: Details
    position: int  # among all that is found
    related: bool
    missing: Missing | None = None


class ResultPage:
    """One page of what is found; a number beyond the last gives the last. Where nothing has all the words, any will do.

    What an engine returns is looked at again: something that is not public any more, though nothing told of it, is
    noted, which hides it, and the engine is asked again, so that no number tells of it either.

    `corrections` are right words for wrong ones, by which it was searched too; `meant` are words that may be meant
    instead of rare ones. Each of them finds something: where all words are found together, that shows it. A `plain`
    page is by the words alone, as they are; one that is `like` another asks the same with other choices, and
    understands it in the same way.
    """

    def __init__(
        self, query: SearchQuery, number: int = 1, *, plain: bool = False, like: "ResultPage | None" = None
    ) -> None:
        self.query, self.found, self._number = query, SearchResults(), number
        self.corrections: dict[str, str] = {}
        self.meant: dict[str, str] = {}
        self._nearness = Nearness()
        self._shown: list[tuple[Group, Hit, SearchEntry]] = []
        self.page = self._page([])
        if query and plain:
            self._answer(query)
        elif query and like:
            self.corrections, self._nearness = like.corrections, like._nearness
            self._answer(spelling.corrected(query, self.corrections))
        elif query:
            self._answer_as_meant(query)

    def _answer_as_meant(self, query: SearchQuery) -> None:
        words = spelling.Spelling(query)
        tried = _likely(words.unknown())
        self._answer_with({wrong: right[0] for wrong, right in tried.items()}, query)
        if self.corrections and not self._shows_all_words:
            finding = self._finding(tried)
            if finding != self.corrections:
                self._answer_with(finding, query)
        if not self.corrections and self.found.by_words < FEW and not query.facets:
            self.meant = self._finding(_likely(words.rare()))

    def _answer_with(self, corrections: dict[str, str], query: SearchQuery) -> None:
        self.corrections = corrections
        self._nearness = near(replace(query, text=spelling.replaced(query.text, corrections)))
        self._answer(spelling.corrected(query, corrections))

    @property
    def _shows_all_words(self) -> bool:
        """In something that was looked at again."""
        return not self.query.any_word and any(hit.score for _group, hit, _entry in self._shown)

    def _answer(self, query: SearchQuery) -> None:
        self.query = replace(expanded(query), near=self._nearness.found)
        self._ask()
        if not self.found.by_words and len(query.terms) > 1 and not query.any_word:
            self.query = self.query.relaxed()
            self._count_worded() if self._nearness.looked else self._ask()

    def _finding(self, tried: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """The likeliest word for each, if a search for it finds something at this moment."""
        right = {wrong: next(filter(self._finds, words), "") for wrong, words in tried.items()}
        return {wrong: word for wrong, word in right.items() if word}

    def _finds(self, word: str) -> bool:
        return bool(ResultPage(SearchQuery.parse(word, self.query.language), plain=True).found.by_words)

    def _count_worded(self) -> None:
        """What is near and has most of the words is enough, or very near; what has but one of them would be noise."""
        enough = sum(hit.id in self._nearness.worded or hit.near >= SURE for hit in self.found.hits)
        self.found = replace(self.found, by_words=enough)

    @cached_property
    def results(self) -> list[Result]:
        details = details_of([entry for _group, _hit, entry in self._shown])
        shown = enumerate(self._shown, self.page.start_index())
        return [self._result(group, hit, entry, details[entry.pk], at) for at, (group, hit, entry) in shown]

    def _ask(self) -> None:
        for _round in range(ROUNDS):
            self.found = get_engine().search(self.query)
            self.page = self._page(self.found.hits)
            hits = list(self.page)
            entries = SearchEntry.objects.in_bulk([hit.id for _group, hit in hits])
            self._shown = [(group, hit, entries[hit.id]) for group, hit in hits if hit.id in entries]
            public = second_look.still_public(list(entries.values()))
            hidden = [entry for entry in entries.values() if entry.pk not in public]
            if not hidden:
                return
            for kind in {entry.kind for entry in hidden}:
                changes.note(kind, [entry.object_id for entry in hidden if entry.kind == kind])
            memory.forget()
        self._shown = [each for each in self._shown if each[1].id in public]
        left = [hit for _group, hit, _entry in self._shown]
        self.found = SearchResults(left, len(left), by_words=sum(bool(hit.score) for hit in left))
        self.page = self._page(left)  # too much is wrong for any number to be right

    def _page(self, hits: Sequence[Hit]) -> Page:
        """Of groups and hits."""
        if self.query.sort is Sort.RELEVANCE:
            to_come = ahead(self.query.text, [hit.id for hit in hits])
            in_order = ranked(hits, self._nearness.scores, to_come)
        else:
            in_order = grouped(hits)
        return Paginator(in_order, PAGE_SIZE).get_page(self._number)

    def _result(self, group: Group, hit: Hit, entry: SearchEntry, details: Details, position: int) -> Result:
        stems = included_stems(self.query, entry.language)
        place = self.query.near.get(entry.pk)
        found = excerpt(entry.summary, entry.body, stems, entry.language, place.start if place else None)
        title_language = entry.title_language or entry.language
        source = sources()[entry.kind]
        url_language = self.query.language if source.in_every_language else entry.language
        return Result(
            entry,
            group,
            highlight(entry.title, included_stems(self.query, title_language), title_language),
            title_language,
            found.html,
            _address(entry, found.start, url_language),
            url_language,
            source.label_of_one,
            details,
            position,
            related=not hit.score and hit.id not in self._nearness.worded,
        )


def _likely(found: Mapping[str, Sequence[spelling.Candidate]]) -> dict[str, list[str]]:
    """For the first wrong words, those that may be right, the likeliest first."""
    nearest = ((wrong, [each.word for each in candidates[:TRIED]]) for wrong, candidates in found.items())
    return dict(islice((each for each in nearest if each[1]), MOST_MISTAKES))


def _address(entry: SearchEntry, start: int | None, language: str) -> str:
    """In this language; an address is understood in the one in which it is written."""
    url = entry.url_at(start)
    if language == entry.language:
        return url
    with override(entry.language):
        return translate_url(url, language)
