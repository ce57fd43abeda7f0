"""PostgreSQL: a tsvector for each entry, made by the text search configuration of its language."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from cms.core.bilingual import LANGUAGES
from cms.meaning.words import base, words
from search.backends.sql import SQLEngine
from search.models import SearchEntry
from search.query import SearchQuery, Term

# The language is a word of its own in the vector: one condition, and one index, for both.
INDEX = """
INSERT INTO search_vector (entry_id, vector)
SELECT new.id,
    setweight(to_tsvector(new.config::regconfig, new.title), 'A') ||
    setweight(to_tsvector(new.config::regconfig, new.summary), 'B') ||
    setweight(to_tsvector(new.config::regconfig, new.body), 'D') ||
    array_to_tsvector(ARRAY[new.config])
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) AS new (id, config, title, summary, body)
ON CONFLICT (entry_id) DO UPDATE SET vector = excluded.vector
"""
# Weights of D, C, B, A: body, unused, summary, title. 1 divides by the logarithm of the length.
RANKED = "SELECT entry_id AS id, ts_rank('{{0.1, 0.2, 0.4, 1.0}}', vector, {query}, 1) AS score"
FROM = " FROM search_vector WHERE vector @@ {query}"


class PostgreSQLEngine(SQLEngine):
    known_ids = "SELECT entry_id FROM search_vector"

    def index(self, entries: Sequence[SearchEntry]) -> None:
        rows = [(e.pk, f"commons_{e.language}", *_texts(e)) for e in entries]
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(INDEX, [list(column) for column in zip(*rows, strict=True)])

    def remove(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector WHERE entry_id = ANY(%s)", [list(entry_ids)])

    def matched(self, query: SearchQuery) -> tuple[str, dict[str, Any]]:
        params: dict[str, Any] = {}
        alternatives = " || ".join(_tsquery(query, language, params) for language in LANGUAGES)
        return (RANKED + FROM).format(query=f"({alternatives})"), params


def _tsquery(query: SearchQuery, language: str, params: dict[str, Any]) -> str:
    """Only phraseto_tsquery sees what was typed, as a parameter: nothing in it is ever read as syntax."""

    def one(words: Iterable[str]) -> str:
        name = f"term{len(params)}"
        params[name] = _base(words, language)
        return f"phraseto_tsquery('commons_{language}', %({name})s)"

    def any_of(term: Term) -> str:
        return f"({' || '.join(one(way) for way in term.ways)})"

    included = (" || " if query.any_word else " && ").join(any_of(term) for term in query.included(language))
    excluded = "".join(f" && !!{any_of(term)}" for term in query.excluded())
    return f"('commons_{language}'::tsquery && ({included}){excluded})"


def _texts(entry: SearchEntry) -> Iterator[str]:
    return (_base(words(text), entry.language) for text in (entry.title, entry.summary, entry.body))


def _base(folded: Iterable[str], language: str) -> str:
    return " ".join(base(word, language) for word in folded)
