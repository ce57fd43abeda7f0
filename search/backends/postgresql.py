"""PostgreSQL: for each entry the positions of its stems, as a tsvector made here, with the same stems as in SQLite."""

import re
from collections import defaultdict
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from django.db import connection

from search.backends import base, values
from search.backends.found import Matches
from search.backends.sql import Asked, SQLEngine, facet_token, tokens
from search.backends.values import CODE, PACKED, Ids, Values
from search.models import SearchEntry
from search.query import SearchQuery

INDEX = """
INSERT INTO search_vector (entry_id, vector)
SELECT new.id, new.vector::tsvector FROM unnest(%s::bigint[], %s::text[]) AS new (id, vector)
ON CONFLICT (entry_id) DO UPDATE SET vector = excluded.vector
"""
# Packed by the database: so one value is read, not ten thousand rows.
VALUES = """
SELECT string_agg(int8send(entry_id) || int8send(twin), ''), string_agg(packed, ''), string_agg(codes, '')
FROM search_entryvalues WHERE entry_id = ANY(%s)
"""
# Weights of D, C, B, A: body, unused, summary, title. 1 divides by the logarithm of the length.
RANK = "ts_rank('{0.1, 0.2, 0.4, 1.0}', vector, %s::tsquery, 1)"
SCORES = "SELECT entry_id, {rank} FROM search_vector WHERE entry_id = ANY(%s)"
ROUGHLY, ROUGHLY_IN_TITLE = 1e-9, 2e-9  # below any score by ts_rank
POSITIONS = 255  # of one stem, as many as PostgreSQL keeps


class PostgreSQLEngine(SQLEngine):
    AND, OR = " & ", " | "

    def phrase(self, tokens: Sequence[str]) -> str:
        """Quoted: nothing typed is ever read as syntax."""
        return f"({' <-> '.join(map(_quoted, tokens))})"

    def titled(self, tokens: Sequence[str]) -> str:
        return f"({' & '.join(_quoted(f't{token}') for token in tokens)})"

    def newest(self, asked: Asked, in_title: bool = False) -> Matches:
        words = f"{asked.title}{self.AND}{asked.words}" if in_title else asked.words
        wanted = self.AND.join(part for part in (words, asked.narrowed) if part)
        excluded = f" & !{asked.excluded}" if asked.excluded else ""
        found, is_least = self._fetch(
            "SELECT * FROM search_newest(%s::tsquery, %s::tsquery, %s)",
            [wanted + excluded, wanted.replace("<->", "&") + excluded, base.COUNTED],
        )[0]
        ids = np.frombuffer(found or b"", ">i8").astype(np.int64)
        score = ROUGHLY_IN_TITLE if in_title else ROUGHLY
        return Matches(ids, np.full(len(ids), score), is_least, is_rough=True)

    def scores(self, query: SearchQuery, ids: Ids) -> dict[int, float]:
        ranked = [(self._asked(query).words, 1.0)]
        if query.any_word:  # ts_rank knows nothing of how rare a word is
            ranked = self._by_rarity_of(query)
        rank = " + ".join(f"{weight} * {RANK}" for _words, weight in ranked)
        params = [*(words for words, _weight in ranked), ids.tolist()]
        return dict(self._fetch(SCORES.format(rank=rank), params))

    def read_values(self, ids: Ids) -> Values:
        pairs, packed, codes = self._fetch(VALUES, [ids.tolist()])[0]
        numbers = np.frombuffer(pairs or b"", ">i8").astype(np.int64)
        return Values(
            numbers[0::2], numbers[1::2], np.frombuffer(packed or b"", PACKED), np.frombuffer(codes or b"", CODE)
        )

    def write_words(self, entries: Sequence[SearchEntry], codes: dict[int, list[int]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                INDEX, [[entry.pk for entry in entries], [_vector(entry, codes[entry.pk]) for entry in entries]]
            )

    def remove_words(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector WHERE entry_id = ANY(%s)", [list(entry_ids)])

    def _by_rarity_of(self, query: SearchQuery) -> list[tuple[str, float]]:
        words = [self._asked(query, term).words for term in query.included(query.language)]
        every = values.number()
        numbers = self._fetch("SELECT search_number(word::tsquery) FROM unnest(%s::text[]) AS word", [words])
        return [(word, log(1 + every / max(1, number))) for word, (number,) in zip(words, numbers, strict=True)]

    def _fetch(self, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def _vector(entry: SearchEntry, codes: Sequence[int]) -> str:
    """A tsvector as text: each stem with where it stands, those of the title once more by themselves."""
    positions: dict[str, list[str]] = defaultdict(list)
    position = 0
    title = tokens(entry.title, entry.language)
    for weight, found in (
        ("A", title),
        ("B", tokens(entry.summary, entry.language)),
        ("", tokens(entry.body, entry.language)),
    ):
        position += 1  # so that no phrase goes from one to the other
        for token in found:
            position += 1
            positions[token].append(f"{position}{weight}")
    placed = [f"{token}:{','.join(places[:POSITIONS])}" for token, places in positions.items()]
    return " ".join([*placed, *{f"t{token}" for token in title}, *map(facet_token, codes)])


def _quoted(token: str) -> str:
    return f"'{token}'"
