"""PostgreSQL: for each entry the positions of its stems, as a tsvector made here, with the same stems as in SQLite."""

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from django.db import connection

from search.backends import base, values
from search.backends.found import Matches
from search.backends.sql import Asked, SQLEngine, facet_token, tokens
from search.backends.values import CODE, PACKED, Ids, Row, Values
from search.models import EntryValues, SearchEntry
from search.query import SearchQuery

INDEX = """
INSERT INTO search_entryvalues (entry_id, work, language, twin, packed, codes, vector)
SELECT new.entry_id, new.work, new.language, new.twin, new.packed, new.codes, new.vector::tsvector
FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::bigint[], %s::bytea[], %s::bytea[], %s::text[])
    AS new (entry_id, work, language, twin, packed, codes, vector)
ON CONFLICT (entry_id) DO UPDATE SET work = excluded.work, language = excluded.language, twin = excluded.twin,
    packed = excluded.packed, codes = excluded.codes, vector = excluded.vector
"""
# All in one value for each column: so one row is read, not ten thousand.
VALUES = """
SELECT string_agg(int8send(entry_id) || int8send(twin), ''), string_agg(packed, ''), string_agg(codes, '')
FROM search_entryvalues WHERE entry_id = ANY(%s)
"""
# Weights of D, C, B, A: body, unused, summary, title. 1 divides by the logarithm of the length.
RANK = "ts_rank('{0.1, 0.2, 0.4, 1.0}', vector, %s::tsquery, 1)"
SCORES = "SELECT entry_id, {rank} FROM search_entryvalues WHERE entry_id = ANY(%s)"
ROUGHLY, ROUGHLY_IN_TITLE = 1e-9, 2e-9  # below any score by ts_rank


class PostgreSQLEngine(SQLEngine):
    AND, OR = " & ", " | "
    known_ids = "SELECT entry_id FROM search_entryvalues"

    def phrase(self, tokens: Sequence[str]) -> str:
        """Quoted: nothing typed is ever read as syntax."""
        return f"({' <-> '.join(map(_quoted, tokens))})"

    def titled(self, tokens: Sequence[str]) -> str:
        return f"({' & '.join(_quoted(f't{token}') for token in tokens)})"

    def newest(self, asked: Asked, in_title: bool = False) -> Matches:
        words = f"{asked.title}{self.AND}{asked.words}" if in_title else asked.words
        wanted = self.AND.join(part for part in (words, asked.narrowed) if part)
        excluded = f" & !{asked.excluded}" if asked.excluded else ""
        *columns, is_least = self._fetch(
            "SELECT * FROM search_newest(%s::tsquery, %s::tsquery, %s)",
            [wanted + excluded, wanted.replace("<->", "&") + excluded, base.COUNTED],
        )[0]
        found = _values(*columns)
        score = ROUGHLY_IN_TITLE if in_title else ROUGHLY
        return Matches(found, np.full(len(found.ids), score), is_least, is_rough=True)

    def scores(self, query: SearchQuery, ids: Ids) -> dict[int, float]:
        ranked = [(self._asked(query).words, 1.0)]
        if query.any_word:  # ts_rank knows nothing of how rare a word is
            ranked = self._by_rarity_of(query)
        rank = " + ".join(f"{weight} * {RANK}" for _words, weight in ranked)
        params = [*(words for words, _weight in ranked), ids.tolist()]
        return dict(self._fetch(SCORES.format(rank=rank), params))

    def read_values(self, ids: Ids) -> Values:
        return _values(*self._fetch(VALUES, [ids.tolist()])[0])

    def write(self, entries: Sequence[SearchEntry], rows: Sequence[Row]) -> None:
        whole = [
            (*row[:-1], row.packed_codes, _vector(entry, row.codes)) for entry, row in zip(entries, rows, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(INDEX, [list(column) for column in zip(*whole, strict=True)])

    def forget(self, entry_ids: Sequence[int]) -> None:
        EntryValues.objects.filter(pk__in=entry_ids).delete()

    def _by_rarity_of(self, query: SearchQuery) -> list[tuple[str, float]]:
        words = [self._asked(query, term).words for term in query.included(query.language)]
        every = values.number()
        numbers = self._fetch("SELECT search_number(word::tsquery) FROM unnest(%s::text[]) AS word", [words])
        return [(word, log(1 + every / max(1, number))) for word, (number,) in zip(words, numbers, strict=True)]

    def _fetch(self, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def _values(numbers: bytes | None, packed: bytes | None, codes: bytes | None) -> Values:
    pairs = np.frombuffer(numbers or b"", ">i8").astype(np.int64)
    return Values(pairs[0::2], pairs[1::2], np.frombuffer(packed or b"", PACKED), np.frombuffer(codes or b"", CODE))


def _vector(entry: SearchEntry, codes: Sequence[int]) -> str:
    """A tsvector as text: each stem with where it stands, those of the title once more by themselves."""
    title, summary, body = (tokens(text, entry.language) for text in (entry.title, entry.summary, entry.body))
    after_title = len(title) + 2  # one place is left free, so that no phrase goes from one to the other
    after_summary = after_title + len(summary) + 1
    return " ".join(
        [
            *[f"{token}:{place}A" for place, token in enumerate(title, 1)],
            *[f"{token}:{place}B" for place, token in enumerate(summary, after_title)],
            *[f"{token}:{place}" for place, token in enumerate(body, after_summary)],
            *[f"t{token}" for token in title],
            *map(facet_token, codes),
        ]
    )


def _quoted(token: str) -> str:
    return f"'{token}'"
