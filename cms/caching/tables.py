"""Which tables are read and which are changed, as seen where every statement passes: nothing can forget to say so."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import versions

READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)
WRITE = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO|TRUNCATE(?: TABLE)?)\s+"?(\w+)"?', re.IGNORECASE
)
SET = re.compile(r'"(\w+)" = ')
# What no public page shows, and changes all the time. A page that reads one of these tables all the same is not stored.
UNSEEN_APPS = ("account", "forum_tracking", "intake", "mfa", "notices", "post_office", "search", "wagtailadmin")
SEEN = {"search_facetvalue", "search_synonyms"}  # of those apps, since values are kept of them
UNSEEN = re.compile(
    rf"(?:{'|'.join(UNSEEN_APPS)})_"
    r"|django_session|wagtailsearch_|wagtailcore_(?:revision|\w*log|comment|task|workflow|referenceindex)"
)
# What a sign-in and the saving of a draft write into rows that pages show.
UNSEEN_COLUMNS = {
    "accounts_user": {"last_login"},
    "wagtailcore_page": {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
    },
}
_reading: ContextVar[set[str] | None] = ContextVar("reading", default=None)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The names of the tables read within, and of those that cached values came from."""
    names: set[str] = set()
    token = _reading.set(names)
    try:
        yield names
    finally:
        _reading.reset(token)


def note_read(tables: Iterable[str]) -> None:
    names = _reading.get()
    if names is not None:
        names.update(tables)


def is_seen(table: str) -> bool:
    return table in SEEN or not UNSEEN.match(table)


@cache
def seen_tables() -> frozenset[str]:
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models if is_seen(model._meta.db_table))


def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """For the signal `connection_created`, which is sent again when the same connection is opened anew."""
    if note_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_statement)
        if connection.vendor == "sqlite":
            _renew_when_fetched(connection)


def _renew_when_fetched(connection: Any) -> None:
    """SQLite commits a lone INSERT that returns something only when that is fetched, so it is renewed again then."""
    fetch, connection.inserted_into = connection.ops.fetch_returned_insert_columns, None

    def fetch_and_renew(*args: Any) -> Any:
        try:
            return fetch(*args)
        finally:
            if connection.inserted_into:
                _renew_after_commit(connection, connection.inserted_into)
                connection.inserted_into = None

    connection.ops.fetch_returned_insert_columns = fetch_and_renew


def note_statement(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if (names := _reading.get()) is not None:
        names.update(READ.findall(sql))
    result = execute(sql, params, many, context)
    if written := WRITE.match(sql):
        table = written[1]
        if is_seen(table) and not _only_unseen(table, sql):
            connection = context["connection"]
            connection.inserted_into = None if connection.in_atomic_block else table
            _renew_after_commit(connection, table)
    return result


def _only_unseen(table: str, sql: str) -> bool:
    columns = UNSEEN_COLUMNS.get(table)
    if not columns or not sql.startswith("UPDATE"):
        return False
    changed = set(SET.findall(sql.partition(" WHERE ")[0]))
    return bool(changed) and changed <= columns


class Renewal:
    """After commit, the versions of the tables that the transaction changed."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self) -> None:
        versions.renew(self.tables)


def _renew_after_commit(connection: BaseDatabaseWrapper, table: str) -> None:
    """A callback of a savepoint goes with it when it is rolled back, hence the look at those that are still there."""
    waiting = next((entry[1] for entry in connection.run_on_commit if isinstance(entry[1], Renewal)), None)
    if waiting is None:
        waiting = Renewal()
        waiting.tables.add(table)
        transaction.on_commit(waiting, using=connection.alias, robust=True)
    waiting.tables.add(table)


def renew_all() -> None:
    """All that was made before is made anew."""
    versions.renew(seen_tables())


def uncommitted() -> set[str]:
    """The tables that the open transaction has changed so far: what they hold is nobody else's yet."""
    waiting = (entry[1] for entry in connection.run_on_commit if isinstance(entry[1], Renewal))
    return set().union(*(each.tables for each in waiting))
