"""Words that nobody uses, and what was meant. Only what everyone may see at this moment has a say in it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from time import monotonic

from django.db.models import QuerySet

from cms.core.bilingual import LANGUAGES
from cms.meaning.encoder import encoder
from cms.meaning.glossary import glossary
from cms.meaning.stopwords import STOPWORDS
from cms.meaning.terms import LIGHT
from cms.meaning.words import WORD, fold, stem, words
from search.backends import database_engine
from search.domain import vocabulary
from search.edits import Words, forgiven
from search.models import KnownWord, SearchEntry
from search.queries.hidden import hidden
from search.query import SearchQuery
from search.synonyms import glossaries

MOST_KEPT_BACK = 50  # entries; while more than that wait to be described, nothing is corrected
MUCH_MORE = 10  # times as many entries have a word that may be meant instead of one that is in use
KEPT = 3600  # seconds until a process reads all words again, to forget those that are gone
_NEVER = frozenset().union(*STOPWORDS.values(), *LIGHT.values())
Plain = tuple[str, str]  # a folded word and its language
Counts = Mapping[Plain, Counter[str]]  # in how many entries it stands, by how it is written


@dataclass(frozen=True)
class Candidate:
    """A word near one that was typed."""

    distance: int
    word: str  # as it is written
    language: str
    entries: int  # that have it, and that everyone may see


class Spelling:
    """What can be said of the words of a query. A word of the glossary is right, whether it is in use or not."""

    def __init__(self, query: SearchQuery) -> None:
        self._language = query.language
        self._asked = _asked(query)
        self._kept_back = _kept_back() if self._asked else []
        used = self._counts(KnownWord.objects.filter(stem__in=_stems(self._asked))) if self._asked else {}
        self._used = {word: _entries_of(word, used) for word in self._asked}

    def unknown(self) -> dict[str, list[Candidate]]:
        """Words that nothing has, with those near them, the likeliest first."""
        new = [word for word in self._asked if not self._used[word]]
        return self._near([word for word in new if not any(lines.has(word) for lines in glossaries())])

    def rare(self) -> dict[str, list[Candidate]]:
        """Words that something has, with those near them that far more has."""
        near = self._near([word for word in self._asked if self._used[word]])
        likely = {word: [each for each in near[word] if each.entries >= MUCH_MORE * self._used[word]] for word in near}
        return {word: found for word, found in likely.items() if found}

    def _near(self, asked: Collection[str]) -> dict[str, list[Candidate]]:
        asked = [word for word in asked if not encoder.knows(word)]
        if not asked or len(self._kept_back) > MOST_KEPT_BACK:
            return {}
        near = _near_known(asked)
        plain = {other for found in near.values() for _distance, other in found}
        counts = _by_word(self._counts(KnownWord.objects.filter(plain__in=plain)))
        found = {word: self._candidates(near[word], counts) for word in asked}
        return {word: sorted(filter(partial(self._is_near, word), found[word]), key=self._rank) for word in asked}

    def _is_near(self, word: str, each: Candidate) -> bool:
        """One mistake less for a word of the other language."""
        return each.distance <= forgiven(word) - (each.language != self._language)

    def _candidates(
        self, near: Iterable[tuple[int, str]], counts: Mapping[str, Mapping[str, Counter[str]]]
    ) -> Iterator[Candidate]:
        for distance, plain in near:
            for language, written in counts.get(plain, {}).items():
                word = min(written, key=lambda word: (-written[word], word))
                yield Candidate(distance, word, language, written.total())
            if plain not in counts and plain in glossary().single_words:
                yield Candidate(distance, *glossary().single_words[plain], entries=0)

    def _rank(self, each: Candidate) -> tuple[int, bool, bool, int, str]:
        return each.distance, not each.entries, each.language != self._language, -each.entries, each.word

    def _counts(self, rows: "QuerySet[KnownWord]") -> Counts:
        counts: dict[Plain, Counter[str]] = defaultdict(Counter)
        for row in rows:
            entries = row.entries - sum((row.word, row.language) in words for words in self._kept_back)
            if entries > 0:
                counts[row.plain, row.language][row.word] += entries
        return counts


def corrected(query: SearchQuery, instead: Mapping[str, str]) -> SearchQuery:
    """With the right word beside each wrong one."""
    terms = [
        replace(term, also=(*term.also, *(tuple(words(instead[way[0]])) for way in term.ways if _is_one(way, instead))))
        for term in query.terms
    ]
    return replace(query, terms=tuple(terms))


def replaced(text: str, instead: Mapping[str, str]) -> str:
    """What was typed, with the right words in the place of the wrong ones."""
    return WORD.sub(lambda match: instead.get(fold(match[0]), match[0]), text)


def literal(text: str, wrong: Collection[str]) -> str:
    """What was typed, so that these words are meant as they are."""
    return WORD.sub(lambda match: f'"{match[0]}"' if fold(match[0]) in wrong else match[0], text)


def _is_one(way: tuple[str, ...], instead: Mapping[str, str]) -> bool:
    return len(way) == 1 and way[0] in instead


def _asked(query: SearchQuery) -> list[str]:
    """Single words that can be wrong: not those in quotation marks, nor those that are left out."""
    ways = [way for term in query.terms if not (term.excluded or term.quoted) for way in term.ways]
    single = dict.fromkeys(way[0] for way in ways if len(way) == 1)
    return [word for word in single if word.isalpha() and forgiven(word) and word not in _NEVER]


def _stems(plain: Iterable[str]) -> set[str]:
    return {stem(word, language) for word in plain for language in LANGUAGES}


def _entries_of(word: str, used: Counts) -> int:
    """With another ending it is the same word."""
    return sum(
        written.total() for (plain, language), written in used.items() if stem(plain, language) == stem(word, language)
    )


def _by_word(counts: Counts) -> dict[str, dict[str, Counter[str]]]:
    found: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for (plain, language), written in counts.items():
        found[plain][language] = written
    return found


def _kept_back() -> list[set[vocabulary.Word]]:
    """The words of entries that are not to be shown at this moment, though they are counted."""
    ids = hidden(database_engine().name).ids
    if len(ids) > MOST_KEPT_BACK:
        return [set()] * len(ids)  # too many to read
    return [
        vocabulary.words_of(*texts) for texts in SearchEntry.objects.filter(pk__in=ids).values_list(*vocabulary.TEXTS)
    ]


class _Copy:
    """All words in the memory of this process: for looking only, since the rows say which are in use now."""

    def __init__(self) -> None:
        self.words, self._last, self._until = Words(), 0, monotonic() + KEPT
        self.words.add(glossary().single_words)

    @property
    def is_old(self) -> bool:
        return monotonic() > self._until

    def add_new(self) -> None:
        rows = KnownWord.objects.filter(pk__gt=self._last).order_by("pk").values_list("pk", "plain")
        new = list(rows)
        if new:
            self._last = new[-1][0]
            self.words.add(plain for _pk, plain in new)


_copies: list[_Copy] = []
_lock = Lock()


def _near_known(asked: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    with _lock:
        if not _copies or _copies[0].is_old:
            _copies[:] = [_Copy()]
        _copies[0].add_new()
        return {word: _copies[0].words.near(word) for word in asked}
