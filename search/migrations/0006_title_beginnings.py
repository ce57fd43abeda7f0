from django.db import migrations

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_title USING fts5"
        " (words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3', detail = none)",
        "INSERT INTO search_title (rowid, words) SELECT id, title_key FROM search_searchentry",
    ],
    # One for each language: what begins nearly every word in one begins few in the other.
    "postgresql": [
        f"CREATE INDEX search_title_words_{language} ON search_searchentry"
        f" USING gin (to_tsvector('simple', title_key)) WHERE language = '{language}'"
        for language in ("en", "es")
    ],
}
DROP = {
    "sqlite": ["DROP TABLE search_title"],
    "postgresql": [f"DROP INDEX search_title_words_{language}" for language in ("en", "es")],
}


def _run(schema_editor, statements):
    for statement in statements.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def create(apps, schema_editor):
    _run(schema_editor, CREATE)


def drop(apps, schema_editor):
    _run(schema_editor, DROP)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_known_words")]
    operations = [migrations.RunPython(create, drop)]
