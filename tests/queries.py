"""Counts of queries that must not grow with the number of rows."""

from django.core.cache import caches
from django.db import connection


def queries(act, before=None):
    """The SQL that `act()` runs with warm caches of code (a first call) and an empty cache of data.

    `before()` is what happened since the cache was emptied.
    """
    act()
    for cache in caches.all(initialized_only=True):
        cache.clear()
    if before:
        before()
    found = []

    def note(execute, sql, *rest):
        found.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):  # Django's own log forgets beyond 9,000 queries
        act()
    return found


def assert_flat(act, grow):
    """`act()` needs as many queries after `grow()` (10 rows to 100) as before."""
    few = queries(act)
    grow()
    many = queries(act)
    more = "\n".join(many)
    assert len(many) <= len(few), f"{len(few)} queries with few rows, {len(many)} with many:\n{more}"
