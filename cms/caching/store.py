"""Finding a page that is still right, and keeping a new one. A cache that does not answer has none and keeps none."""

import hashlib
import secrets
import time

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from . import versions
from .addresses import Address
from .entries import Entry
from .versions import breaker

LONGEST_TURN = 10  # seconds after which somebody else may make the page
PATIENCE = 3  # seconds that others wait for the one who makes it
LOOK_AGAIN = 0.02
NO_TURN = ""  # there is no cache: each makes its own
MOST_HELD = 500
# Pages at hand in this process, by their places: each with the version of everything under which it was right.
_held: dict[str, tuple[Entry, str]] = {}


@breaker.answered(None)
def find(address: Address) -> Entry | None:
    """The version of everything is asked first: it is renewed last, so what it vouches for is not older."""
    anything = versions.any_change()
    held = _held.get(address.slot)
    if held and held[1] == anything and _is_for(address, held[0]):
        return held[0]
    entry: Entry | None = caches["pages"].get(address.slot)
    if entry is None or not _is_for(address, entry) or versions.now(entry.versions) != entry.versions:
        return None
    if len(_held) >= MOST_HELD:
        _held.clear()
    _held[address.slot] = entry, anything
    return entry


def _is_for(address: Address, entry: Entry) -> bool:
    return entry.address == address.text and entry.until > timezone.now()


@breaker.answered(None)
def keep(address: Address, entry: Entry) -> None:
    """Not when something it was made from has changed meanwhile."""
    if versions.now(entry.versions) == entry.versions:
        caches["pages"].set(address.slot, entry, timeout=settings.PAGE_CACHE_SECONDS)


@breaker.answered(None)
def versions_now(tables: frozenset[str]) -> versions.Versions | None:
    return versions.now(tables)


@breaker.answered(NO_TURN)
def take_turn(address: Address) -> str | None:
    """A token for the one request that makes the page; None for those who come meanwhile."""
    token = secrets.token_hex(8)
    return token if caches["pages"].add(_turn(address), token, timeout=LONGEST_TURN) else None


@breaker.answered(None)
def end_turn(address: Address, token: str) -> None:
    if caches["pages"].get(_turn(address)) == token:
        caches["pages"].delete(_turn(address))


def wait_for(address: Address) -> Entry | None:
    """What somebody else is making; None when that took too long, or what came of it is not kept."""
    end, first = time.monotonic() + PATIENCE, _whose_turn(address)
    while time.monotonic() < end:
        if entry := find(address):
            return entry
        if first is None or _whose_turn(address) != first:  # not for the next one too: some pages are never kept
            return find(address)
        time.sleep(LOOK_AGAIN)
    return None


@breaker.answered(None)
def _whose_turn(address: Address) -> str | None:
    token: str | None = caches["pages"].get(_turn(address))
    return token


def _turn(address: Address) -> str:
    """By the whole address: a place is shared, and who asks for one page must not wait for another."""
    return f"turn:{hashlib.blake2s(address.text.encode(), digest_size=16).hexdigest()}"
