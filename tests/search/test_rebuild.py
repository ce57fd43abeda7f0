"""Describing everything again from the command line, and a database that lacks what search needs."""

import importlib
from io import StringIO

import pytest
from django.contrib.postgres.operations import CreateExtension
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from cms.resources.models import ResourcePage
from search.models import SearchEntry
from tests.factories.pages import ResourcePageFactory
from tests.plugins.tasks import run_waiting

full_text = importlib.import_module("search.migrations.0002_full_text")


@pytest.fixture
def two_pages(db):
    pages = [ResourcePageFactory(title="One"), ResourcePageFactory(title="Two")]
    run_waiting()
    return pages


def rebuild(*kinds):
    out = StringIO()
    call_command("search_rebuild", *kinds, stdout=out)
    return out.getvalue()


def titles():
    return sorted(SearchEntry.objects.filter(kind="resource").values_list("title", flat=True))


def test_a_rebuild_puts_everything_right(two_pages):
    one, two = two_pages
    ResourcePage.objects.filter(pk=one.pk).update(title="Uno")
    ResourcePage.objects.filter(pk=two.pk).update(live=False)
    SearchEntry.objects.filter(object_id=one.pk).update(summary="Nonsense")
    assert "resource: 2" in rebuild()
    assert titles() == ["Uno"]


def test_a_rebuild_of_one_kind_leaves_the_others_alone(two_pages):
    ResourcePage.objects.filter(pk=two_pages[0].pk).update(title="Uno")
    rebuild("session")
    assert titles() == ["One", "Two"]


def test_a_rebuild_says_which_kinds_there_are(db):
    with pytest.raises(CommandError, match=r"Unknown kind: nonsense\. There are: .*resource.*\."):
        rebuild("nonsense")


def test_a_missing_extension_says_who_can_add_it_and_how(monkeypatch):
    def refuse(self, *args):
        raise ProgrammingError('permission denied to create extension "unaccent"')

    monkeypatch.setattr(CreateExtension, "database_forwards", refuse)
    with pytest.raises(ImproperlyConfigured, match='a superuser run.*CREATE EXTENSION IF NOT EXISTS "unaccent"'):
        full_text.Unaccent().database_forwards("search", connection.schema_editor(), None, None)
