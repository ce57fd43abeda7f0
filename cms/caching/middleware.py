"""Answers what is the same for everyone before session, language and routing are asked for."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from . import clock, entries, store, tables
from .addresses import Address, address_of, narrow_query
from .versions import Versions

logger = logging.getLogger(__name__)


@dataclass
class Making:
    """A page on its way from a view to the store."""

    address: Address
    read: set[str] = field(default_factory=set)
    is_public_view: bool = False
    turn: str | None = None
    versions: Versions | None = None
    until: datetime | None = None
    found: entries.Entry | None = None


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = address_of(request)
        if address is None:
            return self.get_response(request)
        if settings.PAGE_CACHE and (entry := store.find(address)):
            return entry.respond(request)
        return self._make(request, address)

    def _make(self, request: HttpRequest, address: Address) -> HttpResponse:
        with tables.tables_read() as read:
            making = request.page_in_making = Making(address, read)  # type: ignore[attr-defined]
            try:
                response = self.get_response(request)
                if making.found or not making.is_public_view or not entries.is_public(request, response):
                    return response
                finished = entries.finish(request, response)
                self._keep(request, response, making)
                return finished
            finally:
                if making.turn:
                    store.end_turn(address, making.turn)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Only now it is known which view it is. Whoever comes while its page is being made waits for it."""
        making: Making | None = getattr(request, "page_in_making", None)
        name = request.resolver_match.view_name if request.resolver_match else ""
        parameters = settings.PAGE_CACHE_VIEWS.get(name)
        if making is None or parameters is None:
            return None
        making.is_public_view = True
        narrow_query(request, parameters)
        if not settings.PAGE_CACHE:
            return None
        making.turn = store.take_turn(making.address) if request.method == "GET" else store.NO_TURN
        # Whoever has the turn looks again: it may have been made since.
        look = store.wait_for if making.turn is None else store.find
        if making.turn != store.NO_TURN and (entry := look(making.address)):
            making.found = entry
            return entry.respond(request)
        making.versions = store.versions_now(tables.seen_tables())  # before anything is read
        making.until = clock.right_until(timezone.now())
        return None

    def _keep(self, request: HttpRequest, response: HttpResponse, making: Making) -> None:
        if making.versions is None or making.until is None or request.method != "GET":
            return
        if unseen := {table for table in making.read if not tables.is_seen(table)}:
            logger.warning("Not cached, since it reads %s: %s", ", ".join(sorted(unseen)), making.address.text)
            return
        made_from = {table: version for table, version in making.versions.items() if table in making.read}
        store.keep(making.address, entries.Entry.of(response, making.address.text, made_from, making.until))
