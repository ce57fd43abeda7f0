"""Noting that something has to be looked at again: all that a request does for search."""

from collections.abc import Iterable

from django.db import connection, transaction

from cms.jobs import enqueue_on_commit
from search.models import SearchChange

BATCH = 1000
LOOKED_AT = 50  # a long transaction may hold thousands, and to note something twice does no harm


class _Noted:
    """What this part of a transaction has noted already: once is enough, as nobody sees it before the commit."""

    def __init__(self) -> None:
        self.keys: set[tuple[str, int, bool]] = set()

    def __call__(self) -> None:
        """Registered for the end of the transaction only so that Django drops it with what is rolled back."""


def note(kind: str, ids: Iterable[int], hides: bool = True) -> None:
    """In the transaction of the change itself, so that neither can be there without the other.

    What `hides` is neither shown nor counted from the commit on, until a worker has described it again.
    """
    keys = {(kind, pk, hides) for pk in ids} - _noted().keys
    if keys:
        rows = [SearchChange(kind=kind, object_id=pk, hides=hides) for _kind, pk, _hides in sorted(keys)]
        SearchChange.objects.bulk_create(rows, batch_size=BATCH)
        _noted().keys.update(keys)
        enqueue_on_commit("search.tasks.update_index")


def _noted() -> _Noted:
    savepoints = set(connection.savepoint_ids)
    for entry in connection.run_on_commit[-LOOKED_AT:]:
        registered, function = entry[0], entry[1]
        if isinstance(function, _Noted) and registered == savepoints:
            return function
    noted = _Noted()
    transaction.on_commit(noted)
    return noted
