"""Many rows in one statement: to make an object of each takes five times as long."""

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Field

from search.models import SearchEntry

AT_ONCE = 500  # SQLite takes 32,766 values
DATES = ("date", "expires_at", "described_at")
LISTS = ("passages", "facets")
KEY = "kind, object_id, language, place"
FIELDS = [field for field in SearchEntry._meta.local_concrete_fields if not field.primary_key]
COLUMNS = [field.attname for field in FIELDS]
WRITE = (
    f"INSERT INTO search_searchentry ({', '.join(COLUMNS)}) {{}} ON CONFLICT ({KEY}) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in COLUMNS)} RETURNING id, {KEY}"
)


def write_entries(entries: Sequence[SearchEntry]) -> None:
    """New ones, and over those that are there; they get their keys."""
    written = insert(WRITE, [_type(field) for field in FIELDS], [_row(entry) for entry in entries])
    keys = {tuple(key): pk for pk, *key in written}
    for entry in entries:
        entry.pk = keys[entry.kind, *entry.key]


def insert(statement: str, types: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What the statement returns, if it does. It has {} for the rows; `types` are PostgreSQL's of their columns."""
    if not rows:
        return []
    if connection.vendor == "postgresql":  # as JSON: to write an array, psycopg looks at each value by itself
        names = [f"c{number}" for number in range(len(types))]
        values = ", ".join(f"{name}::{of_type}" for name, of_type in zip(names, types, strict=True))
        arrays = ", ".join(["json_array_elements_text(%s)"] * len(types))
        source = f"SELECT {values} FROM ROWS FROM ({arrays}) AS new ({', '.join(names)})"  # noqa: S608  (types only)
        return _execute_bound(
            statement.format(source), [json.dumps(column, default=str) for column in zip(*rows, strict=True)]
        )
    place = f"({', '.join(['%s'] * len(types))})"
    returned = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        values = f"VALUES {', '.join([place] * len(some))}"
        returned += _execute(statement.format(values), list(chain.from_iterable(some)))
    return returned


def _execute(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _execute_bound(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """With the values beside the statement. Django's cursor writes them into it: megabytes of SQL to be read."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _type(field: Field) -> str:
    """Without its length: to cast to that would cut what is too long, where the column says so."""
    return (field.db_type(connection) or "").partition("(")[0]


def _row(entry: SearchEntry) -> tuple[Any, ...]:
    values = vars(entry) | {"work": entry.work and entry.work.hex}
    values |= {name: json.dumps(values[name]) for name in LISTS}
    values |= {name: connection.ops.adapt_datetimefield_value(values[name]) for name in DATES}
    return tuple(values[name] for name in COLUMNS)
