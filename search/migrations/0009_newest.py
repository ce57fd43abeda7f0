from importlib import import_module

from django.db import migrations

before = import_module("search.migrations.0007_values")

# By bitmap scans of indexes only, of both where that leaves fewer rows: all else reads vectors, which the planner takes
# to be as cheap as to read a number. Whether the words of a phrase stand side by side is looked at for the newest that
# have all of them. Such costs would have every plan compiled, hence no jit.
NEWEST = """
CREATE FUNCTION search_newest(
    asked tsquery, without_order tsquery, most bigint, lately bigint,
    OUT numbers bytea, OUT packed bytea, OUT codes bytea, OUT is_least boolean
)
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off SET max_parallel_workers_per_gather = 0
SET plan_cache_mode = force_custom_plan SET cpu_tuple_cost = 10 SET jit = off AS $$
DECLARE
    since bigint;
BEGIN
    FOREACH since IN ARRAY ARRAY[lately, -1] LOOP
        SELECT string_agg(int8send(entry_id) || int8send(twin), '') FILTER (WHERE fits),
            string_agg(one.packed, '') FILTER (WHERE fits), string_agg(one.codes, '') FILTER (WHERE fits),
            count(*) > most
        INTO numbers, packed, codes, is_least
        FROM (
            SELECT *, asked = without_order OR vector @@ asked AS fits
            FROM (
                SELECT entry_id, twin, newest.packed, newest.codes, vector FROM search_entryvalues newest
                WHERE vector @@ without_order AND entry_id > since ORDER BY entry_id DESC LIMIT most + 1
            ) AS having_all
        ) AS one;
        EXIT WHEN is_least OR since < 0;
    END LOOP;
END
$$
"""
NUMBER = """
CREATE FUNCTION search_number(asked tsquery, most bigint) RETURNS bigint
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off SET max_parallel_workers_per_gather = 0 AS $$
    SELECT count(*) FROM (SELECT FROM search_entryvalues WHERE vector @@ asked LIMIT most) AS found
$$
"""
TITLES = "CREATE INDEX search_title_words{} ON search_searchentry USING gin (to_tsvector('simple', title_key)){}"
CREATE = [
    "DROP FUNCTION search_newest(tsquery, tsquery, bigint)",
    "DROP FUNCTION search_number(tsquery)",
    NEWEST,
    NUMBER,
    # To be read with the row: what is written from now on.
    "ALTER TABLE search_entryvalues ALTER packed SET STORAGE PLAIN, ALTER codes SET STORAGE PLAIN",
    # What begins nearly every word in one language begins few in the other.
    "DROP INDEX search_title_words",
    *(TITLES.format(f"_{language}", f" WHERE language = '{language}'") for language in ("en", "es")),
]
DROP = [
    "DROP FUNCTION search_newest(tsquery, tsquery, bigint, bigint)",
    "DROP FUNCTION search_number(tsquery, bigint)",
    before.NEWEST,
    before.NUMBER,
    "DROP INDEX search_title_words_en",
    "DROP INDEX search_title_words_es",
    TITLES.format("", ""),
]


def _run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def create(apps, schema_editor):
    _run(schema_editor, CREATE)


def drop(apps, schema_editor):
    _run(schema_editor, DROP)


class Migration(migrations.Migration):
    dependencies = [("search", "0008_synonyms")]
    operations = [migrations.RunPython(create, drop)]
