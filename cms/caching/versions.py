"""A version for each table: what was made from a table is right for as long as its version is the same.

Versions are random, not counted: two processes that renew one at the same time cannot lose each other's change, and
one that was lost with the cache comes back as another.
"""

import logging
import secrets
from collections.abc import Iterable
from threading import Lock

from django.core.cache import caches

logger = logging.getLogger(__name__)
ANY = "*"  # renewed with every other one, and after it: while it is the same, all are
Versions = dict[str, str]
_unsent: set[str] = set()
_lock = Lock()


def now(tables: Iterable[str]) -> Versions:
    """Raises what the cache raises when it does not answer."""
    send_again()
    wanted = {*tables}
    found: Versions = caches["versions"].get_many(wanted)
    if missing := wanted - found.keys():
        found |= _new(missing)
    return found


def any_change() -> str:
    return now({ANY})[ANY]


def renew(tables: Iterable[str]) -> None:
    """What cannot be said now is said before this process asks again; others may be late by the age of an entry."""
    names = {*tables}
    try:
        if names:
            _new(names)
            _new({ANY})
    except Exception:
        logger.exception("The cache was not told that these have changed: %s", ", ".join(sorted(names)))
        with _lock:
            _unsent.update(names)


def send_again() -> None:
    if not _unsent:
        return
    with _lock:
        names = {*_unsent}
        _new(names)
        _new({ANY})
        _unsent.difference_update(names)


def _new(names: Iterable[str]) -> Versions:
    made = {name: secrets.token_hex(8) for name in names}
    caches["versions"].set_many(made, timeout=None)
    return made
