"""PostgreSQL: for each entry the positions of its stems, as a tsvector made here, with the same stems as in SQLite."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import Remembered
from search.backends import base
from search.backends.entry_values import Row
from search.backends.found import Matches
from search.backends.sql import Asked, SQLEngine, facet_token, rarities, tokens
from search.backends.tsvector import tsvector, word
from search.backends.values import CHECKED, CODE, PACKED, Ids, Values
from search.models import Clock, EntryValues, SearchEntry
from search.query import SearchQuery

FORGET = "DELETE FROM search_entryvalues WHERE entry_id = ANY(%s::bigint[])"
WRITE = """
COPY search_entryvalues (entry_id, work, language, twin, version, packed, codes, vector) FROM STDIN (FORMAT binary)
"""
TYPES = ["bigint", "uuid", "varchar", "bigint", "bigint", "bytea", "bytea", "bytea"]  # a tsvector is made of bytes here
# By default 4 MB each: a few hundred entries.
WAIT = "SET gin_pending_list_limit = '32MB'; SET work_mem = '32MB'"
TAKE = "SELECT gin_clean_pending_list('search_entryvalues_vector'); RESET gin_pending_list_limit; RESET work_mem"
# All in one value for each column: so one row is read, not a hundred thousand.
VALUES = """
SELECT (SELECT coalesce(max(version), 0) FROM search_clock WHERE name = %s),
    (SELECT coalesce(sum(version %% %s + 1), 0)::bigint FROM search_entryvalues),
    string_agg(int8send(entry_id) || int8send(version) || int8send(twin), ''),
    string_agg(packed, ''), string_agg(codes, '')
FROM search_entryvalues WHERE version > %s
"""
VERSIONS = "SELECT string_agg(int8send(entry_id) || int8send(version), '') FROM search_entryvalues"
NEWEST = "SELECT search_newest(%s::tsquery, %s, (SELECT max(entry_id) - %s FROM search_entryvalues))"
STANDING = "SELECT search_standing(%s::tsquery, %s::bigint[])"
NUMBERS = "SELECT search_number(word::tsquery, %s) FROM unnest(%s::text[]) AS word"
# Weights of D, C, B, A: body, unused, summary, title. 1 divides by the logarithm of the length.
RANK = "ts_rank('{0.1, 0.2, 0.4, 1.0}', vector, %s::tsquery, 1)"
SCORES = "SELECT entry_id, {rank} FROM search_entryvalues WHERE entry_id = ANY(%s::bigint[])"
ROUGHLY, ROUGHLY_IN_TITLE = 1e-9, 2e-9  # below any score by ts_rank
LATELY = 30_000  # entries: where so many of them match as are looked at, older ones need not be looked for
EVER = 2**62  # where a facet narrows it, so many are seldom among the newest: then to look for these alone is in vain
PHRASES = 5_000  # entries that have all words of a phrase: whether side by side is looked at by reading each vector
SOME = 1_000  # of them, which may be enough where not all are counted anyway
PHRASE = re.compile(r"\('[^']*'(?: <-> '[^']*')+\)")
NOWHERE = "'-'"  # is no word


class Match(NamedTuple):
    """What is asked as a tsquery. The index knows no phrases: it finds what has all their words, which is at most
    what matches, and what matches whether or not they stand side by side, which is at least that."""

    words: str
    at_most: str
    at_least: str


class PostgreSQLEngine(SQLEngine):
    AND, OR = " & ", " | "
    known_ids = "SELECT entry_id FROM search_entryvalues"

    def phrase(self, tokens: Sequence[str]) -> str:
        """Quoted: nothing typed is ever read as syntax."""
        return f"({' <-> '.join(map(_quoted, tokens))})"

    def titled(self, tokens: Sequence[str]) -> str:
        return f"({' & '.join(_quoted(f't{token}') for token in tokens)})"

    def newest(self, asked: Asked, in_title: bool = False) -> Matches:
        most, score = (base.RANKED, ROUGHLY_IN_TITLE) if in_title else (base.COUNTED, ROUGHLY)
        match, lately = self._match(asked, in_title), EVER if asked.narrowed else LATELY
        ids = self._newest(match.at_least, most, lately)
        is_least = len(ids) > most
        if match.at_most != match.at_least and not is_least:
            doubtful = np.setdiff1d(self._newest(match.at_most, most, lately), ids, assume_unique=True)
            looked_at = min(most, PHRASES)
            is_least = len(ids) + len(doubtful) > most or len(doubtful) > looked_at
            standing = self._standing(match, doubtful[:looked_at], base.RANKED if is_least else looked_at)
            ids = np.sort(np.concatenate([ids, standing]))[::-1]
        ids = ids[:most]
        return Matches(ids, np.full(len(ids), score), is_least, is_rough=True)

    def numbers(self, asked: Sequence[Asked]) -> list[int]:
        at_most = [self._match(each).at_most for each in asked]
        return [number for (number,) in self._fetch(NUMBERS, [base.COUNTED + 1, at_most])]

    def scores(self, query: SearchQuery, ids: Ids) -> dict[int, float]:
        ranked = [(self._asked(query).words, 1.0)]
        if query.any_word:  # ts_rank knows nothing of how rare a word is
            ranked = self._by_rarity_of(query)
        rank = " + ".join(f"{weight} * {RANK}" for _words, weight in ranked)
        params = [*(words for words, _weight in ranked), _array(ids)]
        return dict(self._fetch(SCORES.format(rank=rank), params))

    def read_values(self, since: int) -> tuple[Values, int]:
        version, checksum, triples, packed, codes = self._fetch(VALUES, [Clock.VALUES, CHECKED, since])[0]
        ids, versions, twins = _numbers(triples).reshape(-1, 3).T
        return Values(
            version, ids, versions, twins, np.frombuffer(packed or b"", PACKED), np.frombuffer(codes or b"", CODE)
        ), checksum

    def read_versions(self) -> tuple[Ids, Ids]:
        ids, versions = self._ids(VERSIONS, []).reshape(-1, 2).T
        return ids, versions

    def write(self, entries: Sequence[SearchEntry], rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor, connection.wrap_database_errors:
            cursor.execute(FORGET, [[row.entry_id for row in rows]])
            with cursor.copy(WRITE) as copy:
                copy.set_types(TYPES)
                for entry, row in zip(entries, rows, strict=True):
                    copy.write_row((*row[:-1], row.packed_codes, _vector(entry, row.codes)))

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Many entries wait for the index, which takes them together: each word once. Searches look through those that
        wait, which takes 10 to 20 ms."""
        with connection.cursor() as cursor:
            cursor.execute(WAIT)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(TAKE)

    def forget(self, entry_ids: Sequence[int]) -> None:
        EntryValues.objects.filter(pk__in=entry_ids).delete()

    def _by_rarity_of(self, query: SearchQuery) -> list[tuple[str, float]]:
        terms = self.terms(query)
        return list(zip([term.words for term in terms], rarities(self.numbers(terms)), strict=True))

    def _match(self, asked: Asked, in_title: bool = False) -> "Match":
        title, words = (asked.title, asked.words) if in_title else ("", asked.words)
        if in_title and not PHRASE.search(words):
            words = ""  # what is in the title is there
        match = self._both(title, words, asked.narrowed)
        loosely = self._both(title or PHRASE.sub(_loosely, words), asked.narrowed)
        excluded = f"{self.AND}!{asked.excluded}" if asked.excluded else ""
        return Match(
            match + excluded,
            loosely + PHRASE.sub(NOWHERE, excluded),
            PHRASE.sub(NOWHERE, match) + PHRASE.sub(_loosely, excluded),
        )

    def _both(self, *parts: str) -> str:
        return self.AND.join(part for part in parts if part)

    def _newest(self, match: str, most: int, lately: int) -> Ids:
        """In their order, and more than so many where there are more."""
        return np.sort(self._ids(NEWEST, [match, most, lately]))[::-1]

    def _standing(self, match: Match, doubtful: Ids, enough: int) -> Ids:
        """Those that have the phrases. Where more of the newest have them than are enough, the others are left."""
        newest = self._ids(STANDING, [match.words, _array(doubtful[:SOME])])
        if len(newest) > enough or len(doubtful) <= SOME:
            return newest
        return np.concatenate([newest, self._ids(STANDING, [match.words, _array(doubtful[SOME:])])])

    def _ids(self, sql: str, params: list[Any]) -> Ids:
        return _numbers(self._fetch(sql, params)[0][0])

    def _fetch(self, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def _numbers(written: bytes | None) -> Ids:
    return np.frombuffer(written or b"", ">i8").astype(np.int64)


def _array(ids: Ids) -> str:
    """As PostgreSQL writes one."""
    return f"{{{','.join(map(str, ids.tolist()))}}}"


def _vector(entry: SearchEntry, codes: Sequence[int]) -> bytes:
    """Each stem with where it stands, those of the title once more by themselves."""
    remembered = _WORDS[entry.language]
    title, summary, body = (list(remembered.of_all(text.split())) for text in (entry.title, entry.summary, entry.body))
    titled = (b"t" + stem for stem in title)
    return tsvector(
        [("A", title), ("B", summary), ("D", body)], [*titled, *(word(facet_token(code)) for code in codes)]
    )


def _words(written: str, language: str) -> list[bytes]:
    return [word(token) for token in tokens(written, language)]


_WORDS = {language: Remembered(_words, language) for language in LANGUAGES}


def _loosely(phrase: re.Match[str]) -> str:
    return phrase[0].replace("<->", "&")


def _quoted(token: str) -> str:
    return f"'{token}'"
