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
ID = SearchEntry._meta.pk
FIELDS = [field for field in SearchEntry._meta.local_concrete_fields if not field.primary_key]
OVER = ", ".join(f"{field.attname} = excluded.{field.attname}" for field in FIELDS)


def write_entries(entries: Sequence[SearchEntry]) -> None:
    """New ones, and over those that are there, which have their ids; the others get theirs.

    A database takes a new id for each row it is not told one of, also where it then writes over another. That would
    leave gaps, and a search server hands ids over in blocks.
    """
    new, there = [entry for entry in entries if not entry.pk], [entry for entry in entries if entry.pk]
    written = _write(FIELDS, new) + _write([ID, *FIELDS], there)
    keys = {tuple(key): pk for pk, *key in written}
    for entry in entries:
        entry.pk = keys[entry.kind, *entry.key]


def _write(fields: Sequence[Field], entries: Sequence[SearchEntry]) -> list[tuple[Any, ...]]:
    columns = [field.attname for field in fields]
    statement = (
        f"INSERT INTO search_searchentry ({', '.join(columns)}) {{}} "
        f"ON CONFLICT ({KEY}) DO UPDATE SET {OVER} RETURNING id, {KEY}"
    )
    return insert(statement, [_type(field) for field in fields], [_row(entry, columns) for entry in entries])


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
    """With the values beside the statement. Django's cursor writes them into it: megabytes of SQL to be read. Nothing
    that listens to Django's hears of it (`cms/caching/tables.py`), so it is for tables of which no page is kept."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _type(field: Field) -> str:
    """Without its length: to cast to that would cut what is too long, where the column says so."""
    return (field.db_type(connection) or "").partition("(")[0]


def _row(entry: SearchEntry, columns: Sequence[str]) -> tuple[Any, ...]:
    values = vars(entry) | {"work": entry.work and entry.work.hex}
    values |= {name: json.dumps(values[name]) for name in LISTS}
    values |= {name: connection.ops.adapt_datetimefield_value(values[name]) for name in DATES}
    return tuple(values[name] for name in columns)
