"""The engine that answers, chosen when first asked for."""

from django.db import connection
from django.utils.module_loading import import_string

from search.backends.base import Engine

BY_VENDOR = {
    "sqlite": "search.backends.sqlite.SQLiteEngine",
    "postgresql": "search.backends.postgresql.PostgreSQLEngine",
}


def get_engine() -> Engine:
    return import_string(BY_VENDOR[connection.vendor])()
