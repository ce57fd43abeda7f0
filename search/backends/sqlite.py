"""SQLite: an FTS5 table of stems made here, since SQLite itself stems English only."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import stem, words
from search.backends.sql import SQLEngine
from search.models import SearchEntry
from search.query import SearchQuery, Term

# Column weights: language, title, summary, body.
RANKED = (
    "SELECT rowid AS id, -bm25(search_fts, 0.0, 10.0, 4.0, 1.0) AS score"
    " FROM search_fts WHERE search_fts MATCH %(match)s"
)
INSERT = "INSERT INTO search_fts (rowid, language, title, summary, body) VALUES (%s, %s, %s, %s, %s)"


class SQLiteEngine(SQLEngine):
    known_ids = "SELECT rowid FROM search_fts"

    def index(self, entries: Sequence[SearchEntry]) -> None:
        self.remove([entry.pk for entry in entries])
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [(entry.pk, entry.language, *_stems(entry)) for entry in entries])

    def remove(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in entry_ids])

    def matched(self, query: SearchQuery) -> tuple[str, dict[str, Any]]:
        expression = " OR ".join(f"({_match(query, language)})" for language in LANGUAGES)
        return RANKED, {"match": expression}


def _stems(entry: SearchEntry) -> Iterator[str]:
    texts = (entry.title, entry.summary, entry.body)
    return (" ".join(stem(word, entry.language) for word in words(text)) for text in texts)


def _match(query: SearchQuery, language: str) -> str:
    """Every token is quoted: nothing typed is ever read as FTS5 syntax."""
    joiner = " OR " if query.any_word else " AND "
    included = joiner.join(_any(term, language) for term in query.included(language))
    expression = f"language : {language} AND {{title summary body}} : ({included})"
    for term in query.excluded():
        expression = f"({expression}) NOT {{title summary body}} : {_any(term, language)}"
    return expression


def _any(term: Term, language: str) -> str:
    phrases = ('"' + " ".join(stem(word, language) for word in way) + '"' for way in term.ways)
    return f"({' OR '.join(phrases)})"
