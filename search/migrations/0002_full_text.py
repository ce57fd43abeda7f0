"""What each database needs for full text: SQLite two tables; PostgreSQL extensions, vectors and functions."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, migrations

# By bitmap scans of indexes only, of both where that leaves fewer rows: all else reads vectors, which the planner takes
# to be as cheap as to read a number. Such costs would have every plan compiled, hence no jit.
NEWEST = """
CREATE FUNCTION search_newest(asked tsquery, most bigint, lately bigint) RETURNS bytea
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off SET max_parallel_workers_per_gather = 0
SET plan_cache_mode = force_custom_plan SET cpu_tuple_cost = 10 SET jit = off AS $$
DECLARE
    ids bytea;
    since bigint;
BEGIN
    FOREACH since IN ARRAY ARRAY[lately, -1] LOOP
        SELECT string_agg(int8send(entry_id), '') INTO ids
        FROM search_entryvalues WHERE vector @@ asked AND entry_id > since;
        EXIT WHEN length(ids) > most * 8 OR since < 0;
    END LOOP;
    RETURN ids;
END
$$
"""
# To look for it by the index would read the vectors of all that have its words.
STANDING = """
CREATE FUNCTION search_standing(asked tsquery, among bigint[]) RETURNS bytea
LANGUAGE sql STABLE SET enable_seqscan = off SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
    SELECT string_agg(int8send(entry_id), '') FROM search_entryvalues
    WHERE entry_id = ANY(among) AND (vector @@ asked) IS TRUE
$$
"""
NUMBER = """
CREATE FUNCTION search_number(asked tsquery, most bigint) RETURNS bigint
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off SET max_parallel_workers_per_gather = 0 AS $$
    SELECT count(*) FROM (SELECT FROM search_entryvalues WHERE vector @@ asked LIMIT most) AS found
$$
"""
LANGUAGES = ("en", "es")

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_fts USING fts5"
        " (title, summary, body, facets, tokenize = 'unicode61 remove_diacritics 0')",
        "CREATE VIRTUAL TABLE search_title USING fts5"
        " (words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3', detail = none)",
    ],
    "postgresql": [
        # One for each language: what begins nearly every word in one begins few in the other.
        *[
            f"CREATE INDEX search_title_words_{language} ON search_searchentry"
            f" USING gin (to_tsvector('simple', title_key)) WHERE language = '{language}'"
            for language in LANGUAGES
        ],
        "ALTER TABLE search_entryvalues ADD vector tsvector",
        # What is long is kept beside the rows, and not compressed: to find rows needs the index only, to rank some is quick.
        "ALTER TABLE search_searchentry ALTER body SET STORAGE EXTERNAL",  # which takes less to write and to show
        "ALTER TABLE search_entryvalues ALTER vector SET STORAGE EXTERNAL",
        "ALTER TABLE search_entryvalues ALTER packed SET STORAGE PLAIN, ALTER codes SET STORAGE PLAIN",
        "ALTER TABLE search_entryvalues SET (toast_tuple_target = 128)",
        "CREATE INDEX search_entryvalues_vector ON search_entryvalues USING gin (vector)",
        NEWEST,
        STANDING,
        NUMBER,
    ],
}
DROP = {
    "sqlite": ["DROP TABLE search_fts", "DROP TABLE search_title"],
    "postgresql": [
        "DROP FUNCTION search_newest(tsquery, bigint, bigint)",
        "DROP FUNCTION search_standing(tsquery, bigint[])",
        "DROP FUNCTION search_number(tsquery, bigint)",
        "ALTER TABLE search_entryvalues DROP vector",
        "ALTER TABLE search_searchentry ALTER body SET STORAGE EXTENDED",
        *[f"DROP INDEX search_title_words_{language}" for language in LANGUAGES],
    ],
}


def run(schema_editor, statements):
    for statement in statements.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def create(apps, schema_editor):
    run(schema_editor, CREATE)


def drop(apps, schema_editor):
    run(schema_editor, DROP)


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
