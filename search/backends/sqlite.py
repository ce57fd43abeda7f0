"""SQLite: an FTS5 table of stems made here, since SQLite itself stems English only."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import Remembered
from search.backends import base
from search.backends.entry_values import Row
from search.backends.found import Matches
from search.backends.sql import Asked, SQLEngine, facet_token, tokens
from search.backends.values import CHECKED, CODE, PACKED, Ids, Values
from search.models import Clock, EntryValues, SearchEntry

# Column weights: title, summary, body, facets.
SCORED = """
SELECT rowid, -bm25(search_fts, 10.0, 4.0, 1.0, 0.0) FROM search_fts WHERE search_fts MATCH %s
ORDER BY rowid DESC LIMIT %s
"""
OLDER = "SELECT rowid FROM search_fts WHERE search_fts MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
NUMBER = "SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH %s LIMIT %s)"
# In one statement, so as at one moment; at last the version of all and their checksum.
VALUES = """
SELECT entry_id, version, twin, packed, codes FROM search_entryvalues WHERE version > %s
UNION ALL
SELECT coalesce(max(version), 0), (SELECT coalesce(sum(version %% %s + 1), 0) FROM search_entryvalues),
    NULL, NULL, NULL FROM search_clock
WHERE name = %s
"""
VERSIONS = "SELECT entry_id, version FROM search_entryvalues"
INSERT = "INSERT INTO search_fts (rowid, title, summary, body, facets) VALUES (%s, %s, %s, %s, %s)"
INSERT_VALUES = """
REPLACE INTO search_entryvalues (entry_id, work, language, twin, version, packed, codes)
VALUES (%s, %s, %s, %s, %s, %s, %s)
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
        number = base.RANKED if in_title else CLOSELY
        scored = self._fetch(SCORED, [match, number])
        ids, scores = np.array(scored, np.float64).reshape(-1, 2).T
        closely = Matches(ids.astype(np.int64), scores)
        if in_title:
            return closely
        older = self._fetch(OLDER, [match, scored[-1][0], base.COUNTED + 1 - number]) if len(scored) == number else []
        rest = np.array(older, np.int64).reshape(-1)
        found = closely.and_also(Matches(rest, np.full(len(rest), ROUGHLY)))
        return replace(found.first(base.COUNTED), is_least=len(found.ids) > base.COUNTED)

    def numbers(self, asked: Sequence[Asked]) -> list[int]:
        return [self._fetch(NUMBER, [self._match(each), base.COUNTED + 1])[0][0] for each in asked]

    def read_values(self, since: int) -> tuple[Values, int]:
        *rows, (version, checksum, *_none) = self._fetch(VALUES, [since, CHECKED, Clock.VALUES])
        ids, versions, twins, packed, codes = zip(*rows, strict=True) if rows else ((), (), (), (), ())
        return Values(
            version,
            np.array(ids, np.int64),
            np.array(versions, np.int64),
            np.array(twins, np.int64),
            np.frombuffer(b"".join(packed), PACKED),
            np.frombuffer(b"".join(codes), CODE),
        ), checksum

    def read_versions(self) -> tuple[Ids, Ids]:
        ids, versions = np.fromiter(chain.from_iterable(self._fetch(VERSIONS, [])), np.int64).reshape(-1, 2).T
        return ids, versions

    def write(self, entries: Sequence[SearchEntry], rows: Sequence[Row]) -> None:
        self._forget_words([entry.pk for entry in entries])
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [_words(entry, row.codes) for entry, row in zip(entries, rows, strict=True)])
            cursor.executemany(
                INSERT_VALUES,
                [
                    (pk, work and work.hex, *values, row.packed_codes)
                    for row in rows
                    for pk, work, *values, _codes in [row]
                ],
            )

    def forget(self, entry_ids: Sequence[int]) -> None:
        EntryValues.objects.filter(pk__in=entry_ids).delete()
        self._forget_words(entry_ids)

    def _forget_words(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in entry_ids])

    def _match(self, asked: Asked, in_title: bool = False) -> str:
        wanted = [asked.title if in_title else asked.words, asked.narrowed]
        match = f"({self.AND.join(part for part in wanted if part)})"
        return match + (f" NOT {asked.excluded}" if asked.excluded else "")

    def _fetch(self, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def _words(entry: SearchEntry, codes: Sequence[int]) -> tuple[int, str, str, str, str]:
    remembered = _TOKENS[entry.language]
    title, summary, body = (
        " ".join(remembered.of_all(text.split())) for text in (entry.title, entry.summary, entry.body)
    )
    return entry.pk, title, summary, body, " ".join(map(facet_token, codes))


_TOKENS = {language: Remembered(tokens, language) for language in LANGUAGES}
