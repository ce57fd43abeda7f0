"""The engines there are, and who answers."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from search.backends.base import Engine, Searcher
from search.backends.fallback import WithDatabase

if TYPE_CHECKING:
    from search.backends.sql import SQLEngine

BY_VENDOR = {
    "sqlite": "search.backends.sqlite.SQLiteEngine",
    "postgresql": "search.backends.postgresql.PostgreSQLEngine",
}
OUTSIDE = "search.backends.elastic.engine.ElasticEngine"


def get_engine() -> Searcher:
    """Who answers."""
    return WithDatabase(outside_engine(), database_engine()) if has_outside() else database_engine()


def engines() -> list[Engine]:
    """All that are told of each change. The database always is: it answers where the other does not."""
    return [database_engine(), *([outside_engine()] if has_outside() else [])]


def has_outside() -> bool:
    return bool(settings.ELASTICSEARCH_URL)


def outside_engine() -> Engine:
    return import_string(OUTSIDE)()


def database_engine() -> "SQLEngine":
    return import_string(BY_VENDOR[connection.vendor])()
