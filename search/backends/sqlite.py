"""SQLite: an FTS5 table of stems made here, since SQLite itself stems English only."""

from django.db import connection

from search.backends.sql import LANGUAGES, SQLBackend
from search.words import stem, words

# Column weights: language, title, summary, body.
RANKED = "SELECT rowid AS id, -bm25(search_fts, 0.0, 10.0, 4.0, 1.0) AS score FROM search_fts WHERE search_fts MATCH %s"
UNRANKED = "SELECT rowid AS id, 0 AS score FROM search_fts WHERE search_fts MATCH %s"


class SQLiteBackend(SQLBackend):
    def index(self, entries):
        rows = [(e.pk, e.language, *_stems(e)) for e in entries]
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(row[0],) for row in rows])
            cursor.executemany(
                "INSERT INTO search_fts (rowid, language, title, summary, body) VALUES (%s, %s, %s, %s, %s)", rows
            )

    def remove(self, entry_ids):
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in entry_ids])

    def matched(self, question, ranked):
        expression = " OR ".join(f"({_match(question, language)})" for language in LANGUAGES)
        return (RANKED if ranked else UNRANKED), [expression]


def _stems(entry):
    texts = (entry.title, entry.summary, entry.body)
    return (" ".join(stem(word, entry.language) for word in words(text)) for text in texts)


def _match(question, language):
    """Every token is quoted: nothing typed is ever read as FTS5 syntax."""
    joiner = " OR " if question.any_word else " AND "
    wanted = joiner.join(_phrase(term, language) for term in question.wanted(language))
    expression = f"language : {language} AND {{title summary body}} : ({wanted})"
    for term in question.unwanted():
        expression = f"({expression}) NOT {{title summary body}} : {_phrase(term, language)}"
    return expression


def _phrase(term, language):
    return '"' + " ".join(stem(word, language) for word in term.words) + '"'
