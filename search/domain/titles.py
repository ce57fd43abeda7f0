"""Titles by the beginnings of their words. PostgreSQL keeps its index by itself, SQLite has a table for it."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from search.models import SearchEntry

NEWEST = 2000  # of all that have the words, so many are looked at
WRITE = "INSERT OR REPLACE INTO search_title (rowid, words) VALUES (%s, %s)"
FIND = {
    "sqlite": (
        "search_searchentry.id IN"
        " (SELECT rowid FROM search_title WHERE search_title MATCH %s ORDER BY rowid DESC LIMIT %s)"
    ),
    # Within, since PostgreSQL would rather go through all entries from the newest on. As an array, which it takes in
    # order: of a subquery it would read the row of each.
    "postgresql": (
        "search_searchentry.id = ANY(ARRAY("
        "SELECT id FROM (SELECT id FROM search_searchentry"
        " WHERE language = '{language}' AND to_tsvector('simple', title_key) @@ to_tsquery('simple', %s) OFFSET 0)"
        " having_them"
        " ORDER BY id DESC LIMIT %s))"
    ),
}
BEGINNING = {"sqlite": ('"{}"*', " AND "), "postgresql": ("'{}':*", " & ")}


def index(entries: Iterable[SearchEntry]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(WRITE, [(entry.pk, entry.title_key) for entry in entries])


def remove(entry_ids: Iterable[int]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_title WHERE rowid = %s", [(pk,) for pk in entry_ids])


def beginning_with(plain: Sequence[str], language: str) -> RawSQL:
    """Whether the title of an entry has words that begin with each of these: folded, so nothing but letters and
    digits. Of those in other languages it need not be said."""
    one, both = BEGINNING[connection.vendor]
    find = FIND[connection.vendor].format(language=language)
    asked = both.join(one.format(word) for word in plain)
    return RawSQL(find, [asked, NEWEST], output_field=BooleanField())  # noqa: S611
