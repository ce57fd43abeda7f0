"""Vectors made here are those that PostgreSQL makes of the same words written as text."""

import pytest
from django.db import connection

from search.backends.tsvector import tsvector, word

pytestmark = pytest.mark.both
TYPES = ["bytea"]


def as_read(db_cursor, packed):
    db_cursor.execute("CREATE TEMPORARY TABLE made (vector tsvector) ON COMMIT DROP")
    with db_cursor.copy("COPY made FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(TYPES)
        copy.write_row([packed])
    db_cursor.execute("SELECT vector::text FROM made")
    return db_cursor.fetchone()[0]


def as_written(db_cursor, texts, alone):
    written, begin = [], 1
    for weight, words in texts:
        written += [f"{each}:{place}{weight}" for place, each in enumerate(words, begin)]
        begin += len(words) + 1
    db_cursor.execute("SELECT %s::tsvector::text", [" ".join([*written, *alone])])
    return db_cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("texts", "alone"),
    [
        ([("A", ["plan", "school"]), ("B", ["school", "plan", "plan"]), ("D", ["plan"])], ["title", "f7", "title"]),
        ([("A", []), ("B", []), ("D", ["zebra", "ñandu", "straße", "école"])], []),
        ([("A", []), ("B", []), ("D", [])], ["f1"]),
        ([("A", ["plan"]), ("B", ["plan"] * 300), ("D", ["plan", "other"] * 300)], []),
        ([("A", ["plan"]), ("B", []), ("D", [*["other"] * 16_379, "plan", "plan", "plan", "end"])], []),
        ([("A", ["end"]), ("B", [*["plan"] * 20_000, "end"]), ("D", ["end", "plan", "last"])], []),
        ([("A", []), ("B", []), ("D", [f"word{number % 9000}" for number in range(25_000)])], []),
    ],
)
def test_a_vector_is_read_as_if_it_were_written_as_text(db, texts, alone):
    packed = tsvector([(weight, list(map(word, words))) for weight, words in texts], map(word, alone))
    with connection.cursor() as cursor:
        assert as_read(cursor, packed) == as_written(cursor, texts, alone)
