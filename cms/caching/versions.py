"""A version for each table: what was made from a table is right for as long as its version is the same.

Versions are random, not counted: two processes that renew one at the same time cannot lose each other's change, and
one that was lost with the cache comes back as another.
"""

import logging
import secrets
from collections.abc import Iterable
from threading import Lock

from django.core.cache import caches

from cms.breaker import Breaker

logger = logging.getLogger(__name__)
ANY = "*"  # renewed with every other one, and not before it: while it is the same, all are
Versions = dict[str, str]
breaker = Breaker("cache of pages", rest=5)
_unsent: set[str] = set()
_lock = Lock()


def now(tables: Iterable[str]) -> Versions:
    """Raises what the cache raises when it does not answer."""
    _send()
    wanted = {*tables}
    found: Versions = caches["versions"].get_many(wanted)
    if missing := wanted - found.keys():
        found |= _new(missing)
    return found


def any_change() -> str:
    return now({ANY})[ANY]


def renew(tables: Iterable[str]) -> None:
    """Tried also while the cache rests. What cannot be said is said with the next change, and before this process asks.

    Until then others may be late by the age of an entry.
    """
    with _lock:
        _unsent.update(tables)
    try:
        _send()
    except Exception:
        logger.exception("The cache was not told of all changes yet.")


def _send() -> None:
    if not _unsent:
        return
    with _lock:
        if _unsent:
            _new([*_unsent, ANY])  # Redis takes all at once, files one by one
            _unsent.clear()


def _new(names: Iterable[str]) -> Versions:
    made = {name: secrets.token_hex(8) for name in names}
    caches["versions"].set_many(made, timeout=None)
    return made
