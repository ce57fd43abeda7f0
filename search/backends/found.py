"""From entries that match to what the reader is shown: each work once, in order, with the counts of its facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.backends import base
from search.backends.base import Hit, SearchResults
from search.backends.values import LANGUAGE_NUMBERS, LANGUAGES, Codes, Ids, Mask, Rows, Values, date_of, title_number
from search.query import SearchQuery, Sort

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Matches:
    """Entries that have the words, and how well. `is_rough`: the scores only say which are worth a closer look.

    `is_least`: there are more, which were not looked at; with `is_least_around` those fail one of the choices.
    `is_narrowed`: what fails more than one of them was not looked for.
    """

    ids: Ids
    scores: Numbers
    is_least: bool = False
    is_rough: bool = False
    is_least_around: bool = False
    is_narrowed: bool = False

    def around(self, wider: "Matches") -> "Matches":
        """With what fails but one of the choices: it is counted for that one, or its translation fails none."""
        return replace(self.and_also(wider), is_least_around=wider.is_least, is_narrowed=True)

    def and_also(self, other: "Matches") -> "Matches":
        """With those of the other that are new, behind these."""
        new = other.only(~np.isin(other.ids, self.ids, assume_unique=True))
        return replace(self, ids=np.concatenate([self.ids, new.ids]), scores=np.concatenate([self.scores, new.scores]))

    def only(self, kept: Mask) -> "Matches":
        return replace(self, ids=self.ids[kept], scores=self.scores[kept])

    def first(self, number: int) -> "Matches":
        return replace(self, ids=self.ids[:number], scores=self.scores[:number])


class Found:
    """What is shown of what matches or is near, as rows of the values. `_place` says for each match where it is among
    them, `_misses` how many of the chosen facets one fails."""

    def __init__(
        self, query: SearchQuery, matches: Matches, values: Values, hidden: Sequence[int], codes: Codes
    ) -> None:
        self._query, self._values, self._codes = query, values, codes
        near = np.array([*query.near], np.int64)
        matches = matches.and_also(Matches(near, np.zeros(len(near))))
        self._is_hidden = is_hidden = values.at(np.array(hidden, np.int64))
        rows, known = values.rows_of(matches.ids)
        seen = ~is_hidden[rows]
        rows, self._matches = rows[seen], matches.only(known).only(seen)  # one that is not known is gone
        self._match_rows, twins = rows, values.twin_rows[rows]
        foreign = values.packed["language"][rows] != LANGUAGE_NUMBERS[query.shown_language]
        shown = np.where(foreign & ~is_hidden[twins], twins, rows)
        self._is_translation = shown != rows
        self._rows, self._place = _once(shown, len(values.ids))
        self.ids, self._packed, twins = values.ids[self._rows], values.packed[self._rows], values.twin_rows[self._rows]
        self._has_twin = (twins != self._rows) & ~is_hidden[twins]
        self._other = self._packed["language"] != LANGUAGE_NUMBERS[query.shown_language]
        self._fails = {name: ~self._has(name, chosen) for name, chosen in query.facets.items() if chosen}
        self._misses = sum(self._fails.values(), np.zeros(len(self.ids), np.int64))
        self._score(self._matches.scores)

    def promising(self, number: int) -> Ids:
        """The matches behind the first of them."""
        first = np.zeros(len(self.ids), bool)
        first[self._order()[:number]] = True
        return self._matches.ids[first[self._place] & (self._matches.scores > 0)]

    def rescore(self, better: Mapping[int, float]) -> None:
        self._score(self._replaced(self._matches.scores, better))

    def results(self) -> SearchResults:
        fits = self._misses == 0
        return SearchResults(
            hits=self._hits(self._order()[: base.RANKED]),
            total=int(fits.sum()),
            in_other_languages=int((fits & self._other).sum()),
            by_words=int((fits & (self._scores > 0)).sum()),
            counts=self._counts(),
            is_least=self._matches.is_least or self._may_fit_by_translation(),
            least_in=frozenset(name for name in self._fails if name != "language" and self._is_least_in(name)),
        )

    def _is_least_in(self, name: str) -> bool:
        return self._matches.is_least_around or self._may_fit_by_translation(but=name)

    def _may_fit_by_translation(self, but: str = "") -> bool:
        """Whether any entry, not shown itself and not looked for, fails the choices where its translation fails none;
        of the choices without one of them, if that is named."""
        if not self._matches.is_narrowed:
            return False
        fits, twins = ~self._is_hidden, self._values.twin_rows
        for name, chosen in self._query.facets.items():
            if chosen and name not in ("language", but):
                fits &= self._values.having(self._wanted(name, chosen))
        foreign = self._values.packed["language"] != LANGUAGE_NUMBERS[self._query.shown_language]
        return bool((foreign & ~self._is_hidden & ~fits & fits[twins]).any())

    def _score(self, scores: Numbers) -> None:
        """Half of its words' score where the translation is shown."""
        self._scores = self._best(np.where(self._is_translation, scores / 2, scores))

    def _best(self, numbers: Numbers) -> Numbers:
        best = np.zeros(len(self.ids))
        np.maximum.at(best, self._place, numbers)
        return best

    @cached_property
    def _exact(self) -> Mask:
        matches_itself = np.zeros(len(self.ids), bool)
        matches_itself[self._place[~self._is_translation]] = True
        return matches_itself & (self._packed["title"] == title_number(self._query.title_key))

    def _order(self) -> Rows:
        """Of those that fit; ties by the highest id, in whose order the rows are."""
        keys = {
            Sort.RELEVANCE: [-self._scores, ~self._exact],
            Sort.DATE: [~self._packed["date"]],  # which puts NO_DATE, the least of all numbers, last
            Sort.RATING: [-self._packed["rating"]],
        }
        fitting = np.flatnonzero(self._misses == 0)[::-1]
        by = [*keys[self._query.sort], self._other]
        return fitting[np.lexsort([key[fitting] for key in by])]

    def _hits(self, rows: Rows) -> list[Hit]:
        packed = self._packed[rows]
        columns = self.ids, self._scores, self._exact, self._other, self._near
        return [
            Hit(*values, None if rating != rating else rating, date_of(date))  # NaN is not itself
            for *values, rating, date in zip(
                *(column[rows].tolist() for column in columns),
                packed["rating"].tolist(),
                packed["date"].tolist(),
                strict=True,
            )
        ]

    @cached_property
    def _near(self) -> Numbers:
        near = {pk: each.similarity for pk, each in self._query.near.items()}
        return self._best(self._replaced(np.zeros(len(self._matches.ids)), near))

    def _replaced(self, numbers: Numbers, better: Mapping[int, float]) -> Numbers:
        """These of the matches, with the better ones of some of them."""
        rows, known = self._values.rows_of(np.array(list(better), np.int64))
        there = np.full(len(self._values.ids), np.nan)
        there[rows] = np.array(list(better.values()), np.float64)[known]
        mine = there[self._match_rows]
        return np.where(np.isnan(mine), numbers, mine)

    def _has(self, name: str, values: Sequence[str]) -> Mask:
        if name == "language":
            return np.isin(self._packed["language"], [LANGUAGE_NUMBERS[value] for value in values])
        return self._values.having(self._wanted(name, values))[self._rows]

    def _wanted(self, name: str, values: Sequence[str]) -> list[int]:
        return [self._codes[name, value] for value in values if (name, value) in self._codes]

    def _counts(self) -> dict[str, dict[str, int]]:
        """A facet's own choice does not narrow its counts."""
        counts: dict[str, dict[str, int]] = {}
        numbers = {name: self._values.counts(self._rows[self._fits_but(name)]) for name in self._fails}
        others = self._values.counts(self._rows[self._misses == 0])
        for (name, value), code in self._codes.items():
            by_code = numbers.get(name, others)
            if code < len(by_code) and by_code[code]:
                counts.setdefault(name, {})[value] = by_code[code]
        if languages := self._by_language(self._fits_but("language")):
            counts["language"] = languages
        return counts

    def _fits_but(self, name: str) -> Mask:
        return self._misses - self._fails.get(name, 0) == 0

    def _by_language(self, kept: Mask) -> dict[str, int]:
        """A work counts in each of the two languages it can be had in, whichever is shown."""
        own = np.bincount(self._packed["language"][kept], minlength=len(LANGUAGES))
        twins = np.bincount(self._packed["language"][kept & self._has_twin], minlength=len(LANGUAGES))
        return {code: int(number) for code, number in zip(LANGUAGES, own + twins[::-1], strict=True) if number}


def _once(rows: Rows, number: int) -> tuple[Rows, Rows]:
    """Each of these once, in order, and for each of them where it is there; of so many rows as there are."""
    there = np.zeros(number, bool)
    there[rows] = True
    place = np.cumsum(there) - 1
    return np.flatnonzero(there), place[rows]
