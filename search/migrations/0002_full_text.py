"""What each database needs for full text: SQLite a table, PostgreSQL extensions. Its vectors are in 0007."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, migrations

TABLE = """
CREATE VIRTUAL TABLE search_fts USING fts5
(title, summary, body, facets, tokenize = 'unicode61 remove_diacritics 0')
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(TABLE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_fts")


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
