"""Many rows in one statement: to make an object of each takes five times as long."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def insert(statement: str, types: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """`statement` has {} where the rows come, `types` are PostgreSQL's of their columns."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{each}[]" for each in types)
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(statement.format(f"SELECT * FROM unnest({arrays})"), columns)  # noqa: S608  (types only)
        else:
            places = ", ".join(["%s"] * len(types))
            cursor.executemany(statement.format(f"VALUES ({places})"), rows)
