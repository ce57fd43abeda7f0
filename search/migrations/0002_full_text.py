"""What each database needs for full text: SQLite an FTS5 table, PostgreSQL extensions, configurations and vectors."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, migrations

STEMMERS = {"en": "english", "es": "spanish"}

SQLITE = [
    "CREATE VIRTUAL TABLE search_fts USING fts5"
    " (language, title, summary, body, tokenize = 'unicode61 remove_diacritics 0')"
]
POSTGRESQL = [
    # A table of its own, kept in one piece up to a page: the ranking reads the vector of every match.
    "CREATE TABLE search_vector (entry_id bigint PRIMARY KEY, vector tsvector NOT NULL)"
    " WITH (toast_tuple_target = 8160)",
]
for code, stemmer in STEMMERS.items():
    POSTGRESQL += [
        # No stop words here: the question leaves them out, the same way for every backend.
        f"CREATE TEXT SEARCH DICTIONARY commons_{code}_stem (TEMPLATE = snowball, LANGUAGE = {stemmer})",
        f"CREATE TEXT SEARCH CONFIGURATION commons_{code} (COPY = simple)",
        f"ALTER TEXT SEARCH CONFIGURATION commons_{code} ALTER MAPPING FOR"
        " asciiword, word, hword, hword_part, asciihword, hword_asciipart, numword"
        f" WITH unaccent, commons_{code}_stem",
    ]
POSTGRESQL.append("CREATE INDEX search_vector_gin ON search_vector USING gin (vector)")

UNDO_POSTGRESQL = ["DROP TABLE search_vector"]
for code in STEMMERS:
    UNDO_POSTGRESQL += [
        f"DROP TEXT SEARCH CONFIGURATION commons_{code}",
        f"DROP TEXT SEARCH DICTIONARY commons_{code}_stem",
    ]


def _run(schema_editor, by_vendor):
    for statement in by_vendor.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def create(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop(apps, schema_editor):
    _run(schema_editor, {"sqlite": ["DROP TABLE search_fts"], "postgresql": UNDO_POSTGRESQL})


class ClearlyRefused:
    """An extension that may not be created says who can do it, and how."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        except ProgrammingError as error:
            raise ImproperlyConfigured(
                f"Search needs the PostgreSQL extension {self.name}, which this database user may not create. "
                f'Have a superuser run, in this database: CREATE EXTENSION IF NOT EXISTS "{self.name}";'
            ) from error

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The extensions stay: others may use them."""


class Unaccent(ClearlyRefused, UnaccentExtension):
    pass


class Trigram(ClearlyRefused, TrigramExtension):
    pass


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [Unaccent(), Trigram(), migrations.RunPython(create, drop)]
