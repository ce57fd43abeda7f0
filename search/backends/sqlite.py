"""SQLite: an FTS5 table of stems made here, since SQLite itself stems English only."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from search.backends import base
from search.backends.found import Matches
from search.backends.sql import Asked, SQLEngine, facet_token, tokens
from search.backends.values import Ids, Values
from search.models import SearchEntry

# Column weights: title, summary, body, facets.
NEWEST = """
SELECT rowid, -bm25(search_fts, 10.0, 4.0, 1.0, 0.0) FROM search_fts WHERE search_fts MATCH %s
ORDER BY rowid DESC LIMIT %s
"""
VALUES = """
SELECT entry_id, twin, packed, codes FROM search_entryvalues WHERE entry_id IN (SELECT value FROM json_each(%s))
"""
INSERT = "INSERT INTO search_fts (rowid, title, summary, body, facets) VALUES (%s, %s, %s, %s, %s)"


class SQLiteEngine(SQLEngine):
    AND, OR = " AND ", " OR "

    def phrase(self, tokens: Sequence[str]) -> str:
        """Quoted: nothing typed is ever read as FTS5 syntax."""
        return f'"{" ".join(tokens)}"'

    def titled(self, tokens: Sequence[str]) -> str:
        return f"title : {self.phrase(tokens)}"

    def newest(self, asked: Asked, in_title: bool = False) -> Matches:
        wanted = [asked.title if in_title else "", asked.words, asked.narrowed]
        match = f"({self.AND.join(part for part in wanted if part)})"
        rows = self._fetch(NEWEST, [match + (f" NOT {asked.excluded}" if asked.excluded else ""), base.COUNTED + 1])
        ids, scores = zip(*rows, strict=True) if rows else ((), ())
        found = Matches.of(ids, scores)
        return Matches(found.ids[: base.COUNTED], found.scores[: base.COUNTED], is_least=len(rows) > base.COUNTED)

    def read_values(self, ids: Ids) -> Values:
        return Values.from_rows(self._fetch(VALUES, [json.dumps(ids.tolist())]) if len(ids) else [])

    def write_words(self, entries: Sequence[SearchEntry], codes: dict[int, list[int]]) -> None:
        self.remove_words([entry.pk for entry in entries])
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [_row(entry, codes[entry.pk]) for entry in entries])

    def remove_words(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in entry_ids])

    def _fetch(self, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def _row(entry: SearchEntry, codes: Sequence[int]) -> tuple[int, str, str, str, str]:
    title, summary, body = (" ".join(tokens(text, entry.language)) for text in (entry.title, entry.summary, entry.body))
    return entry.pk, title, summary, body, " ".join(map(facet_token, codes))
