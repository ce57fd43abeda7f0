"""Entries made by hand, and a search as a visitor does it."""

import pytest
from django.utils import timezone

from search.domain import indexing
from search.models import SearchEntry
from search.words import words


@pytest.fixture
def ask(client, db):
    """Ask the page; gives the response, whose context holds what was answered."""

    def get(text, language="en", **params):
        path = {"en": "/en/search/", "es": "/es/buscar/"}[language]
        return client.get(path, {"q": text, **params})

    return get


@pytest.fixture
def titles(ask):
    """The titles a visitor gets, in order; the whole page for what must appear nowhere."""

    def get(text, language="en", **params):
        context = ask(text, language, **params).context
        return [hit.entry.title for hit in [*context["hits"], *context["other_hits"]]]

    return get


@pytest.fixture
def nowhere(ask):
    """Neither results nor counts nor excerpts nor facets know of the secret."""

    def check(word):
        for language in ("en", "es"):
            page = ask(word, language)
            answers = page.context["answers"]
            assert (list(page.context["page_obj"]), answers.total(), answers.kinds()) == ([], 0, [])
            assert "<mark>" not in page.text
        return True

    return check


@pytest.fixture
def everything_public(monkeypatch):
    """For entries without objects: the second look lets all of them through."""
    monkeypatch.setattr("search.answers._still_public", lambda entries: {entry.pk for entry in entries})


@pytest.fixture
def entry(db, everything_public):
    return make_entry


def make_entry(title, language="en", **values):
    made = SearchEntry(
        **{"kind": "resource", "object_id": SearchEntry.objects.count() + 1, "url": "/x/"} | values,
        title=title,
        title_key=" ".join(words(title)),
        language=language,
        changed_at=timezone.now(),
        indexed_at=timezone.now(),
    )
    indexing.store([made])
    return SearchEntry.objects.get(kind=made.kind, object_id=made.object_id, language=language)
