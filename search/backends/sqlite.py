"""SQLite: an FTS5 table of stems made here, since SQLite itself stems English only."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from django.db import connection

from search.backends import base
from search.backends.found import Matches
from search.backends.sql import Asked, SQLEngine, facet_token, tokens
from search.backends.values import Ids, Row, Values
from search.models import EntryValues, SearchEntry

# Column weights: title, summary, body, facets.
SCORED = """
SELECT rowid, -bm25(search_fts, 10.0, 4.0, 1.0, 0.0) AS score FROM search_fts WHERE search_fts MATCH %(match)s
ORDER BY rowid DESC LIMIT %(scored)s
"""
IN_TITLE = f"""
SELECT entry_id, twin, packed, codes, score
FROM ({SCORED}) AS scored CROSS JOIN search_entryvalues ON entry_id = scored.rowid
"""  # noqa: S608  (of constants)
NEWEST = f"""
SELECT entry_id, twin, packed, codes, coalesce(score, %(roughly)s) FROM (
    SELECT rowid FROM search_fts WHERE search_fts MATCH %(match)s ORDER BY rowid DESC LIMIT %(most)s
) AS matched CROSS JOIN search_entryvalues ON entry_id = matched.rowid
LEFT JOIN ({SCORED}) AS scored ON scored.rowid = matched.rowid
"""  # noqa: S608
NUMBER = "SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH %s LIMIT %s)"
VALUES = """
SELECT entry_id, twin, packed, codes FROM search_entryvalues WHERE entry_id IN (SELECT value FROM json_each(%s))
"""
INSERT = "INSERT INTO search_fts (rowid, title, summary, body, facets) VALUES (%s, %s, %s, %s, %s)"
INSERT_VALUES = """
REPLACE INTO search_entryvalues (entry_id, work, language, twin, packed, codes) VALUES (%s, %s, %s, %s, %s, %s)
"""
CLOSELY = 2_000  # of the newest are ranked by bm25: to rank one takes as long as to find ten
ROUGHLY = 1e-9  # below any score by it


class SQLiteEngine(SQLEngine):
    AND, OR = " AND ", " OR "
    known_ids = "SELECT entry_id FROM search_entryvalues JOIN search_fts ON search_fts.rowid = entry_id"

    def phrase(self, tokens: Sequence[str]) -> str:
        """Quoted: nothing typed is ever read as FTS5 syntax."""
        return f'"{" ".join(tokens)}"'

    def titled(self, tokens: Sequence[str]) -> str:
        return f"title : {self.phrase(tokens)}"

    def newest(self, asked: Asked, in_title: bool = False) -> Matches:
        match = self._match(asked, in_title)
        if in_title:
            return self._matches_of(IN_TITLE, {"match": match, "scored": base.RANKED})
        asked_for = {"match": match, "scored": CLOSELY, "most": base.COUNTED + 1, "roughly": ROUGHLY}
        found = self._matches_of(NEWEST, asked_for)
        return replace(found.first(base.COUNTED), is_least=len(found.ids) > base.COUNTED)

    def numbers(self, asked: Sequence[Asked]) -> list[int]:
        return [self._fetch(NUMBER, [self._match(each), base.COUNTED + 1])[0][0] for each in asked]

    def read_values(self, ids: Ids) -> Values:
        return Values.from_rows(self._fetch(VALUES, [json.dumps(ids.tolist())]) if len(ids) else [])

    def write(self, entries: Sequence[SearchEntry], rows: Sequence[Row]) -> None:
        self._forget_words([entry.pk for entry in entries])
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [_words(entry, row.codes) for entry, row in zip(entries, rows, strict=True)])
            cursor.executemany(
                INSERT_VALUES,
                [
                    (row.entry_id, row.work and row.work.hex, row.language, row.twin, row.packed, row.packed_codes)
                    for row in rows
                ],
            )

    def forget(self, entry_ids: Sequence[int]) -> None:
        EntryValues.objects.filter(pk__in=entry_ids).delete()
        self._forget_words(entry_ids)

    def _forget_words(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in entry_ids])

    def _matches_of(self, sql: str, asked_for: dict[str, Any]) -> Matches:
        rows = self._fetch(sql, asked_for)
        return Matches(
            Values.from_rows([values for *values, _score in rows]), np.array([score for *_values, score in rows])
        )

    def _match(self, asked: Asked, in_title: bool = False) -> str:
        wanted = [asked.title if in_title else asked.words, asked.narrowed]
        match = f"({self.AND.join(part for part in wanted if part)})"
        return match + (f" NOT {asked.excluded}" if asked.excluded else "")

    def _fetch(self, sql: str, params: list[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def _words(entry: SearchEntry, codes: Sequence[int]) -> tuple[int, str, str, str, str]:
    title, summary, body = (" ".join(tokens(text, entry.language)) for text in (entry.title, entry.summary, entry.body))
    return entry.pk, title, summary, body, " ".join(map(facet_token, codes))
