"""What each database needs for full text: SQLite an FTS5 table, PostgreSQL extensions, vectors and functions."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, migrations

SQLITE = [
    "CREATE VIRTUAL TABLE search_fts USING fts5"
    " (title, summary, body, facets, tokenize = 'unicode61 remove_diacritics 0')"
]
# Both without sequential scans: these read every vector, which the planner takes to be as cheap as to read a number.
NEWEST = """
CREATE FUNCTION search_newest(asked tsquery, without_order tsquery, most bigint, OUT ids bytea, OUT is_least boolean)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
    number bigint; lowest bigint; highest bigint; reach bigint; there bigint; since bigint := -1;
BEGIN
    -- By the index alone: whether the words of a phrase stand side by side is looked at for the newest only.
    SELECT count(*) INTO number FROM search_vector WHERE vector @@ without_order;
    is_least := number > most;
    IF is_least THEN
        SELECT min(entry_id) - 1, max(entry_id) INTO lowest, highest FROM search_vector;
        reach := ((highest - lowest) * 1.1 * most / number)::bigint;  -- if they are spread evenly
        LOOP
            since := highest - reach;
            SELECT count(*) INTO there FROM search_vector WHERE vector @@ without_order AND entry_id > since;
            EXIT WHEN there >= most OR since <= lowest;
            reach := reach * 2;
        END LOOP;
    END IF;
    SELECT string_agg(int8send(newest.entry_id), '') INTO ids FROM (
        SELECT entry_id FROM search_vector WHERE vector @@ asked AND entry_id > since
        ORDER BY entry_id DESC LIMIT most
    ) AS newest;
END
$$
"""
NUMBER = """
CREATE FUNCTION search_number(asked tsquery) RETURNS bigint
LANGUAGE sql STABLE SET enable_seqscan = off AS 'SELECT count(*) FROM search_vector WHERE vector @@ asked'
"""
POSTGRESQL = [
    "CREATE TABLE search_vector (entry_id bigint PRIMARY KEY, vector tsvector NOT NULL)",
    # What is long is kept beside the rows, and not compressed: to find rows needs the index only, to rank some is quick.
    "ALTER TABLE search_vector ALTER vector SET STORAGE EXTERNAL",
    "ALTER TABLE search_vector SET (toast_tuple_target = 128)",
    "CREATE INDEX search_vector_gin ON search_vector USING gin (vector)",
    NEWEST,
    NUMBER,
]
UNDO_POSTGRESQL = [
    "DROP FUNCTION search_newest(tsquery, tsquery, bigint)",
    "DROP FUNCTION search_number(tsquery)",
    "DROP TABLE search_vector",
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
