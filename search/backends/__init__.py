"""The engine that answers, chosen when first asked for."""

from django.db import connection
from django.utils.module_loading import import_string

BY_VENDOR = {
    "sqlite": "search.backends.sqlite.SQLiteBackend",
    "postgresql": "search.backends.postgresql.PostgreSQLBackend",
}


def get_backend():
    return import_string(BY_VENDOR[connection.vendor])()
