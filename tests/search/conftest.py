"""Entries made by hand, and a search as a visitor does it."""

import os
import time

import pytest
from django.db import connection, transaction
from django.test import override_settings

from cms.searchable import Document
from search.backends import database_engine
from search.backends.elastic import indices
from search.backends.elastic.client import get_client
from search.backends.elastic.engine import ElasticEngine
from search.backends.fallback import WithDatabase
from search.domain import describing, feeding
from search.models import Clock, SearchEntry

collect_ignore = [] if connection.vendor == "postgresql" else ["test_filling.py", "test_tsvector.py"]
GROUPS = ("results", "other_results", "related_results")


@pytest.fixture(params=["database", pytest.param("lucene", marks=pytest.mark.once)])
def engine(request, db, monkeypatch):
    """Each engine that answers, by itself: for what every one of them must do."""
    if request.param == "database":
        return database_engine()
    monkeypatch.setattr(WithDatabase, "search", lambda both, query: both.outside.search(query))
    return request.getfixturevalue("lucene")


@pytest.fixture
def lucene(request, db, settings, lucene_index, monkeypatch):
    """The engine outside of the database, empty, with the database to fall back on."""
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = lucene_index
    settings.ELASTICSEARCH_TIMEOUT = 10
    for guard in (ElasticEngine.answering, ElasticEngine.taking):
        monkeypatch.setattr(guard, "resting_until", 0)
        monkeypatch.setattr(guard, "rest", 3600)
    # It takes no older version than one it had, were it in another test.
    Clock.objects.update_or_create(name=Clock.ENTRIES, defaults={"version": time.time_ns() // 1_000_000})
    engine = ElasticEngine()
    if request.node.get_closest_marker("stems") and get_client().info()["cluster_name"] == "osmem":
        pytest.skip("osmem-server, which stands in for OpenSearch, does not keep two forms of a word in one place")
    engine.prepare()
    engine.remove(list(engine.known()))
    return engine


@pytest.fixture(scope="session")
def lucene_index(opensearch_url):
    """The server, and the names of this process on it."""
    name = f"tests-{os.getpid()}"
    yield opensearch_url, name
    with override_settings(ELASTICSEARCH_URL=opensearch_url, ELASTICSEARCH_INDEX=name):
        indices.remove(indices.written())


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
    monkeypatch.setattr("search.second_look.still_public", lambda entries: {entry.pk for entry in entries})


@pytest.fixture
def entry(db, everything_public):
    return make_entry


@pytest.fixture
def entries(db, everything_public):
    """Several at once, each with a title and an object of its own."""

    def make(*titles, **values):
        begin = SearchEntry.objects.count() + 1
        documents = [Document("en", title, "/x/", **values) for title in titles]
        store([describing.describe_document("resource", pk, each) for pk, each in enumerate(documents, start=begin)])
        return list(SearchEntry.objects.filter(object_id__gte=begin).order_by("pk"))

    return make


def make_entry(title, language="en", kind="resource", object_id=None, url="/x/", **values):
    object_id = object_id or SearchEntry.objects.count() + 1
    store([describing.describe_document(kind, object_id, Document(language, title, url, **values))])
    return SearchEntry.objects.get(kind=kind, object_id=object_id, language=language)


def remove(entry):
    """As a worker does it with what is not public any more."""
    seen = Clock.objects.read(Clock.ENTRIES)
    Clock.objects.advance(Clock.ENTRIES, seen, seen + 1)
    describing._remove([entry.pk], seen + 1)
    feeding.feed()


def store(described, force=False):
    """As a worker does it, but for the looking at objects."""
    seen = Clock.objects.read(Clock.ENTRIES)
    with transaction.atomic():
        Clock.objects.advance(Clock.ENTRIES, seen, seen + 1)
        describing.store(described, seen + 1, force)
    feeding.feed()
