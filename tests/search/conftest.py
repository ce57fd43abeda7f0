"""Entries made by hand, and a search as a visitor does it."""

import pytest

from cms.searchable import Document
from search.domain import describing, feeding
from search.models import Clock, SearchEntry


GROUPS = ("results", "other_results", "related_results")


@pytest.fixture
def ask(client, db):
    """Ask the page; gives the response, whose context holds what was answered."""

    def get(text, reading="en", **params):
        path = {"en": "/en/search/", "es": "/es/buscar/"}[reading]
        return client.get(path, {"q": text, **params})

    return get


@pytest.fixture
def titles(ask):
    """The titles a visitor gets, in order; the whole page for what must appear nowhere."""

    def get(text, reading="en", **params):
        context = ask(text, reading, **params).context
        return [result.entry.title for group in GROUPS for result in context[group]]

    return get


@pytest.fixture
def nowhere(ask):
    """Neither results nor counts nor excerpts nor facets know of the secret."""

    def check(word):
        for language in ("en", "es"):
            page = ask(word, language)
            found = page.context["found"]
            assert (found.hits, found.total, found.counts, page.context["facets"]) == ([], 0, {}, [])
            assert "<mark>" not in page.text
        return True

    return check


@pytest.fixture
def everything_public(monkeypatch):
    """For entries without objects: the second look lets all of them through."""
    monkeypatch.setattr("search.results._still_public", lambda entries: {entry.pk for entry in entries})


@pytest.fixture
def entry(db, everything_public):
    return make_entry


def make_entry(title, language="en", kind="resource", object_id=None, url="/x/", **values):
    object_id = object_id or SearchEntry.objects.count() + 1
    store([describing.describe_document(kind, object_id, Document(language, title, url, **values))])
    return SearchEntry.objects.get(kind=kind, object_id=object_id, language=language)


def store(described):
    """As a worker does it, but for the looking at objects."""
    seen = Clock.objects.read(Clock.ENTRIES)
    Clock.objects.advance(Clock.ENTRIES, seen, seen + 1)
    describing.store(described, seen + 1)
    feeding.feed()
