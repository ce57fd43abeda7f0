"""What the two databases share: which entries match, and their order among so many as are looked at.

The commonest words are in nearly every entry. Of more than COUNTED matches, so many are looked at: titles that have
the words, then the newest.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import combinations
from math import log
from typing import ClassVar

import numpy as np
from django.db import connection, transaction

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import stem, words
from search.backends import base, entry_values, values
from search.backends.base import Engine, SearchResults
from search.backends.entry_values import Row
from search.backends.found import Found, Matches
from search.backends.values import Codes, Ids, Values
from search.models import SearchEntry
from search.queries.hidden import hidden as hidden_entries
from search.query import SearchQuery, Sort, Term, Words

LONGEST = 60  # letters of a word; what follows does not matter
TITLE = 3  # how much more a word weighs in a title, where the database does not rank


@dataclass(frozen=True)
class Asked:
    """In the syntax of one database: what has the words, what has them in its title, what must not be there, and how
    it is narrowed."""

    words: str
    title: str
    excluded: str = ""
    narrowed: str = ""


class SQLEngine(Engine):
    name = "database"
    AND: ClassVar[str]
    OR: ClassVar[str]
    known_ids: str  # SQL

    def search(self, query: SearchQuery) -> SearchResults:
        codes = values.known_codes()
        matches = self._matches(query, codes)
        if not len(matches.ids) and not query.near:
            return SearchResults([])
        found = self._found(query, matches, codes)
        if matches.is_rough and query.sort is Sort.RELEVANCE:
            found.rescore(self.scores(query, found.promising(base.RANKED)))
        return found.results()

    def index(self, entries: Sequence[SearchEntry]) -> None:
        if entries:
            with self.writing():
                self.write(entries, entry_values.rows(entries))

    def remove(self, entry_ids: Sequence[int]) -> None:
        if entry_ids:
            with self.writing():
                entry_values.part(entry_ids)
                self.forget(entry_ids)

    def known(self) -> dict[int, str]:
        with connection.cursor() as cursor:
            cursor.execute(self.known_ids)
            return {pk: "" for (pk,) in cursor.fetchall()}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One at a time: what is read within is written before anybody writes what is newer."""
        with transaction.atomic():
            entry_values.lock()
            yield

    @abstractmethod
    def phrase(self, tokens: Sequence[str]) -> str:
        """What has these side by side."""

    @abstractmethod
    def titled(self, tokens: Sequence[str]) -> str:
        """What has them in the title."""

    @abstractmethod
    def newest(self, asked: Asked, in_title: bool = False) -> Matches:
        """The newest COUNTED; of those that have the words in the title the newest RANKED."""

    @abstractmethod
    def numbers(self, asked: Sequence[Asked]) -> list[int]:
        """How many have each of these, up to one more than COUNTED."""

    @abstractmethod
    def read_values(self, since: int) -> tuple[Values, int]:
        """See Reader."""

    @abstractmethod
    def read_versions(self) -> tuple[Ids, Ids]:
        """See Reader."""

    @abstractmethod
    def write(self, entries: Sequence[SearchEntry], rows: Sequence[Row]) -> None:
        """Add or replace the words and the values of these."""

    @abstractmethod
    def forget(self, entry_ids: Sequence[int]) -> None:
        """Delete both."""

    def scores(self, query: SearchQuery, ids: Ids) -> dict[int, float]:
        """Of these matches, where `newest` gives rough ones."""
        return {}

    def terms(self, query: SearchQuery) -> list[Asked]:
        """Each by itself."""
        return [self._asked(query, term) for term in query.included(query.language)]

    def _matches(self, query: SearchQuery, codes: Codes) -> Matches:
        """All are looked at where they are few, whatever is chosen: a translation may have other values."""
        asked = self._asked(query)
        chosen = self._chosen(query, codes)
        if not chosen:
            return self._looked_at(query, asked)
        if len(chosen) == 1:
            newest = self.newest(asked)
            if not newest.is_least:
                return self._with_titles(asked, newest)
        else:
            # What fails but one facet is among the counts of that facet, and nothing else.
            all_but_one = [self._all(others) for others in combinations(chosen, len(chosen) - 1)]
            newest = self.newest(replace(asked, narrowed=self._any(all_but_one)))
            if not newest.is_least and not self._are_many(asked):
                return self._looked_at(query, asked)
        fitting = replace(asked, narrowed=self.AND.join(chosen))
        if newest.is_rough and not newest.is_least:  # all that fits is among them
            return replace(self.newest(fitting, in_title=True), is_least=False).around(newest)
        return self._looked_at(query, fitting).around(newest)

    def _are_many(self, asked: Asked) -> bool:
        return self.numbers([asked])[0] > base.COUNTED

    def _looked_at(self, query: SearchQuery, asked: Asked) -> Matches:
        if query.any_word and len(query.included(query.language)) > 1 and self._are_many(asked):
            return self._by_rarity(query, asked)
        return self._with_titles(asked, self.newest(asked))

    def _with_titles(self, asked: Asked, newest: Matches) -> Matches:
        if len(newest.ids) <= base.RANKED:
            return newest
        both = self.newest(asked, in_title=True).and_also(newest)
        return replace(both.first(base.COUNTED), is_least=newest.is_least)

    def _by_rarity(self, query: SearchQuery, asked: Asked) -> Matches:
        """Words that are everywhere must not drown the others: each counts for as much as it is rare, and those that
        are everywhere are looked for together."""
        terms = [replace(term, excluded=asked.excluded, narrowed=asked.narrowed) for term in self.terms(query)]
        numbers = self.numbers(terms)
        weighed = list(zip(terms, rarities(numbers), strict=True))
        common = [each for each, number in zip(weighed, numbers, strict=True) if number > base.COUNTED]
        rare = [each for each, number in zip(weighed, numbers, strict=True) if number <= base.COUNTED]
        found = []
        if common:
            anywhere, in_title = zip(*((term.words, term.title) for term, _weight in common), strict=True)
            if len(common) > 1:
                together = replace(asked, words=self._all(anywhere), title=self._all(in_title))
                rare.append((together, sum(weight for _term, weight in common)))
            found.append((self.newest(replace(asked, words=self._any(anywhere))), min(weight for _, weight in common)))
        found += [(self.newest(term), weight) for term, weight in rare]
        found += [(self.newest(term, in_title=True), weight * TITLE) for term, weight in [*rare, *common]]
        return _summed(found)

    def _found(self, query: SearchQuery, matches: Matches, codes: Codes) -> Found:
        return Found(query, matches, values.current(self), hidden_entries(self.name).ids, codes)

    # --- What is asked, in the syntax of the database ---

    def _asked(self, query: SearchQuery, only: Term | None = None) -> Asked:
        def in_each(write: Callable[[Sequence[str]], str]) -> str:
            written = [self._included(query, only, language, write) for language in LANGUAGES]
            return self._any([part for part in written if part])

        excluded = [
            self.phrase(self._tokens(way, language))
            for term in query.excluded()
            for way in term.ways
            for language in LANGUAGES
        ]
        return Asked(in_each(self.phrase), in_each(self.titled), self._any(excluded) if excluded else "")

    def _included(
        self, query: SearchQuery, only: Term | None, language: str, write: Callable[[Sequence[str]], str]
    ) -> str:
        terms = [term for term in query.included(language) if only is None or term.words == only.words]
        joined = (self.OR if query.any_word else self.AND).join(
            self._any([write(self._tokens(way, language)) for way in term.ways]) for term in terms
        )
        return f"({joined})" if joined else ""

    def _chosen(self, query: SearchQuery, codes: Codes) -> list[str]:
        """One for each facet, but for the language: what is shown in one depends on the translations."""
        return [
            self._any([self.phrase([facet_token(codes.get((name, value), 0))]) for value in wanted])
            for name, wanted in query.facets.items()
            if wanted and name != "language"
        ]

    def _any(self, parts: Sequence[str]) -> str:
        return f"({self.OR.join(parts)})"

    def _all(self, parts: Sequence[str]) -> str:
        return f"({self.AND.join(parts)})"

    @staticmethod
    def _tokens(way: Words, language: str) -> list[str]:
        return [token(word, language) for word in way]


def rarities(numbers: Sequence[int]) -> list[float]:
    """Of words that so many entries have."""
    every = values.number()
    return [log(1 + every / max(1, number)) for number in numbers]


def _summed(found: Sequence[tuple[Matches, float]]) -> Matches:
    """The best COUNTED by the weights of those they are among."""
    together = np.concatenate([matches.ids for matches, _weight in found])
    weights = np.repeat([weight for _matches, weight in found], [len(matches.ids) for matches, _weight in found])
    ids, places = np.unique(together, return_inverse=True)
    sums = np.bincount(places, weights)
    best = np.argsort(-sums, kind="stable")[: base.COUNTED]
    return Matches(ids[best], sums[best], is_least=True)


def token(word: str, language: str) -> str:
    """A folded word as it is indexed: words of different languages never meet, nor do words and facets."""
    return language + stem(word[:LONGEST], language)


def tokens(text: str, language: str) -> list[str]:
    return [token(word, language) for word in words(text)]


def facet_token(code: int) -> str:
    return f"f{code}"
