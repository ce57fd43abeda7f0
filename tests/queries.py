"""Counts of queries that must not grow with the number of rows."""

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries(act):
    """The SQL that `act()` runs with warm caches of code (a first call) and an empty cache of data."""
    act()
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured]


def assert_flat(act, grow):
    """`act()` needs as many queries after `grow()` (10 rows to 1,000) as before."""
    few = queries(act)
    grow()
    many = queries(act)
    more = "\n".join(many)
    assert len(many) <= len(few), f"{len(few)} queries with few rows, {len(many)} with many:\n{more}"
