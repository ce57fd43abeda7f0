"""Searches as visitors make them, each with a browser and an address of their own."""

from datetime import date

import pytest
from django.test import Client

from search.domain import logging as search_log
from search.models import LoggedSearch
from search.noting import waiting

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
TODAY = date(2026, 11, 27)  # a Friday
PATHS = {"en": "/en/search/", "es": "/es/buscar/"}


@pytest.fixture
def search_log_on(settings, monkeypatch):
    """Kept, and written when a test says so: no clock runs beside it."""
    settings.SEARCH_LOG_DAYS = 400
    monkeypatch.setattr("search.noting.Timer", lambda seconds, ring: type("Clock", (), {"start": lambda self: None})())
    yield
    waiting._noted, waiting._clock = [], None


@pytest.fixture
def visit(search_log_on, db):
    """A visitor searches; the address makes the visitor."""

    def search(words, language="en", address="192.0.2.1", agent=BROWSER, **headers):
        client = Client(REMOTE_ADDR=address, headers={"User-Agent": agent} | headers)
        return client.get(PATHS[language], {"q": words})

    return search


@pytest.fixture
def kept():
    """Writes what waits; every row as (words, language, searches, visitors)."""

    def rows():
        waiting.write()
        return sorted(LoggedSearch.objects.values_list("words", "language", "searches", "visitors"))

    return rows


@pytest.fixture
def log(search_log_on, db):
    """So many visitors search for something on a day, without the page."""

    def write(words, language="en", day=TODAY, visitors=1, found=0, near=0, first=0):
        asked = (words, language)
        names = range(first, first + visitors)
        search_log.write([search_log.Searched(asked, f"visitor {name}", found, near) for name in names], day)

    return write
