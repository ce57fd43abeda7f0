"""Finding a page that is still right, and keeping a new one. A cache that does not answer has none and keeps none."""

import time

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from . import versions
from .addresses import Address
from .breaker import answered
from .entries import Entry

LONGEST_TURN = 10  # seconds after which somebody else may make the page
PATIENCE = 3  # seconds that others wait for the one who makes it
LOOK_AGAIN = 0.02
MOST_PROVEN = 10_000
_proven: dict[str, str] = {}  # entry -> the version of everything under which its own versions were seen to be right


@answered(None)
def find(address: Address) -> Entry | None:
    entry: Entry | None = caches["pages"].get(address.slot)
    if entry is None or entry.address != address.text or entry.until <= timezone.now():
        return None
    return entry if _is_right(entry) else None


def _is_right(entry: Entry) -> bool:
    """The version of everything is asked first: it is renewed last, so what it vouches for is not older."""
    anything = versions.any_change()
    if _proven.get(entry.key) == anything:
        return True
    if versions.now(entry.versions) != entry.versions:
        return False
    if len(_proven) >= MOST_PROVEN:
        _proven.clear()
    _proven[entry.key] = anything
    return True


@answered(None)
def keep(address: Address, entry: Entry) -> None:
    """Not when something it was made from has changed meanwhile."""
    if versions.now(entry.versions) == entry.versions:
        caches["pages"].set(address.slot, entry, timeout=settings.PAGE_CACHE_SECONDS)


@answered(None)
def versions_now(tables: frozenset[str]) -> versions.Versions | None:
    return versions.now(tables)


@answered(True)
def take_turn(address: Address) -> bool:
    """Whether this request is the one that makes the page."""
    return caches["pages"].add(f"{address.slot}:making", True, timeout=LONGEST_TURN)


@answered(None)
def end_turn(address: Address) -> None:
    caches["pages"].delete(f"{address.slot}:making")


def wait_for(address: Address) -> Entry | None:
    """What somebody else is making; None when that took too long, or what came of it is not kept."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if entry := find(address):
            return entry
        if not _is_being_made(address):
            return find(address)
        time.sleep(LOOK_AGAIN)
    return None


@answered(False)
def _is_being_made(address: Address) -> bool:
    return caches["pages"].has_key(f"{address.slot}:making")
