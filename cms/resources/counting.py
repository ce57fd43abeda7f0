"""How many resources each value of each facet would leave, and how many there are, in one statement.

Which pages there are is looked up once for all facets: that is most of the work, and it grows with the catalog.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from .facets import FACETS, Facet

TOTAL = ""
Chosen = Mapping[str, Sequence[str]]


def counts(pages: QuerySet, chosen: Chosen) -> dict[str, Counter[str]]:
    """Facet -> value -> number, and TOTAL -> TOTAL -> number. Each facet respects what is chosen in the others."""
    narrowing = [facet for facet in FACETS if chosen[facet.parameter]]
    sql, params = _base(pages, chosen, narrowing)
    columns = ", ".join(["id", "resource_type", *map(_fits, narrowing)])
    parts = " UNION ALL ".join(_parts(pages.model, narrowing))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH base ({columns}) AS MATERIALIZED ({sql}) {parts}", params)
        return _by_value(cursor.fetchall())


def _base(pages: QuerySet, chosen: Chosen, narrowing: list[Facet]) -> tuple[str, tuple[Any, ...]]:
    """All pages, each with whether it fits what is chosen in a facet."""
    fits = {
        _fits(facet): ExpressionWrapper(facet.having(chosen[facet.parameter], pages), BooleanField())
        for facet in narrowing
    }
    return pages.order_by().annotate(**fits).values_list("pk", "resource_type", *fits).query.sql_with_params()


def _fits(facet: Facet) -> str:
    return f"fits_{facet.parameter}"


def _parts(model: Any, narrowing: list[Facet]) -> Iterator[str]:
    yield f"SELECT '{TOTAL}', '{TOTAL}', COUNT(*) FROM base {_where(narrowing)}"  # noqa: S608  (constants, as below)
    for facet in FACETS:
        rest = _where([other for other in narrowing if other is not facet])
        yield _part(model, facet, rest)


def _part(model: Any, facet: Facet, rest: str) -> str:
    column = facet.column
    select = f"SELECT '{facet.parameter}', CAST({column} AS TEXT), COUNT(*)"
    if not facet.relation:
        return f"{select} FROM base {rest} GROUP BY {column}"
    rows, page = facet.rows(model)
    within = f"WHERE {page} IN (SELECT id FROM base {rest})"  # noqa: S608
    return f"{select} FROM {rows._meta.db_table} {within} GROUP BY {column}"


def _where(facets: list[Facet]) -> str:
    return "WHERE " + " AND ".join(map(_fits, facets)) if facets else ""


def _by_value(rows: Sequence[tuple[str, str, int]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    facets = {facet.parameter: facet for facet in FACETS}
    for name, value, number in rows:
        found[name][facets[name].value(value) if name else TOTAL] += number
    return found
