"""Whether an address may be answered for everyone alike, and what of it counts."""

import re
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, QueryDict

from .release import current_release

LONGEST_QUERY = 400
VALUE = re.compile(r"[\w-]{1,60}")  # a slug, a number, a language
# Filters can be combined without end: anyone can ask for addresses without end. So many pages are kept, the newest of
# those that share a place; filters do not drive out the others.
SLOTS, FILTERED_SLOTS = 16_384, 1000


@dataclass(frozen=True)
class Address:
    """Where a page is, without the parameters that no page knows."""

    text: str
    slot: str


def address_of(request: HttpRequest) -> Address | None:
    """None where the answer may depend on who asks, or is not worth keeping."""
    if request.method not in ("GET", "HEAD") or _is_known(request):
        return None
    query = known_query(request, _parameters())
    if query is None:
        return None
    try:
        text = f"{request.scheme}://{request.get_host()}{request.path}"
    except DisallowedHost:
        return None
    if query:
        text = f"{text}?{query}"
        return Address(text, _slot(text, "filtered", FILTERED_SLOTS))
    return Address(text, _slot(text, "page", SLOTS))


def narrow_query(request: HttpRequest, parameters: Collection[str]) -> None:
    """A view sees only the parameters it knows: what is made for one address is right for all that are kept as it."""
    query = known_query(request, parameters) or ""
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)


def known_query(request: HttpRequest, parameters: Collection[str]) -> str | None:
    """In one order, without what is empty; None where a value is none that a page would link to."""
    typed = request.META.get("QUERY_STRING", "")
    if not typed:
        return ""
    if len(typed) > LONGEST_QUERY:
        return None
    pairs = [(name, value) for name, value in parse_qsl(typed) if name in parameters]
    if not all(VALUE.fullmatch(value) for _name, value in pairs):
        return None
    return urlencode(sorted(dict.fromkeys(pairs), key=lambda pair: pair[0]))


def _is_known(request: HttpRequest) -> bool:
    """Whoever has a session or a message waiting gets pages of their own."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


@cache
def _parameters() -> frozenset[str]:
    return frozenset().union(*settings.PAGE_CACHE_VIEWS.values())


def _slot(text: str, kind: str, slots: int) -> str:
    return f"{current_release()}:{kind}:{zlib.crc32(text.encode()) % slots}"
