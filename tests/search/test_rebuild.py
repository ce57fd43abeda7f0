"""From the command line: describing everything again, comparing. And a database that lacks what search needs."""

import importlib
import uuid
from io import StringIO

import pytest
from django.contrib.postgres.operations import CreateExtension
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from cms.resources.models import ResourcePage
from search.backends.elastic import indices
from search.domain import comparing
from search.models import KnownWord, SearchEntry
from search.query import SearchQuery
from tests.factories.pages import ResourcePageFactory
from tests.plugins.tasks import run_waiting
from tests.search.conftest import remove

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


def test_it_says_how_far_it_is(two_pages):
    assert "\rresource [##############################] 2 of 2\rresource: 2" in rebuild("resource")


def words():
    return set(KnownWord.objects.values_list("word", "language", "entries"))


def test_a_rebuild_of_an_empty_index_counts_the_words_in_the_end(two_pages):
    known = words()
    assert {("one", "en", 1), ("two", "en", 1)} <= known
    SearchEntry.objects.all().delete()
    KnownWord.objects.all().delete()
    list(comparing.rebuild("resource"))
    assert (titles(), words()) == (["One", "Two"], set())
    rebuild()
    assert words() == known


def test_a_rebuild_knows_at_once_of_words_that_came_and_went(two_pages):
    ResourcePage.objects.filter(pk=two_pages[0].pk).update(title="Uno")
    list(comparing.rebuild("resource"))
    known = {word for word, _language, _entries in words()}
    assert ("uno" in known, "one" in known, "two" in known) == (True, False, True)


def check(*options):
    out = StringIO()
    try:
        call_command("search_check", *options, stdout=out)
    except CommandError as error:
        out.write(f"!! {error}")
    return out.getvalue()


def lines(text):
    return [line.strip() for line in text.splitlines()]


@pytest.fixture
def three(entries):
    return entries("Plan A", "Plan B", "Plan C")


def test_a_check_names_what_an_engine_lacks_and_has_too_much_of_and_repairs_it(engine, three):
    lacking, _right, gone = three
    assert f"{engine.name}: nothing differs" in lines(check())
    engine.remove([lacking.pk])
    SearchEntry.objects.filter(pk=gone.pk).delete()
    name = engine.name
    differing = [
        f"{name}, missing: 1",
        "resource 1 (en): Plan A",
        f"{name}, superfluous: 1",
        f"entry {gone.pk}, which is gone",
    ]
    for said in (check(), check("--repair")):
        begin = lines(said).index(differing[0])
        assert lines(said)[begin : begin + 4] == differing
    assert f"{name}: nothing differs" in lines(check())
    found = engine.search(SearchQuery.parse("plan"))
    assert (sorted(hit.id for hit in found.hits), found.total) == ([three[0].pk, three[1].pk], 2)


@pytest.mark.once
def test_a_check_finds_documents_that_are_not_as_they_should_be(lucene, three):
    other = three[0]
    SearchEntry.objects.filter(pk=other.pk).update(digest="another", title="Budget", title_key="budget")
    assert lines(check()) == [
        "database: nothing differs",
        "elasticsearch, other: 1",
        "resource 1 (en): Budget",
        "!! Not as it should be: elasticsearch.",
    ]
    assert "elasticsearch: repaired" in lines(check("--repair"))
    assert [hit.id for hit in lucene.search(SearchQuery.parse("budget")).hits] == [other.pk]


@pytest.mark.once
def test_a_new_index_misses_nothing_that_changes_while_it_is_filled(lucene, entry, monkeypatch):
    monkeypatch.setattr("search.backends.elastic.engine.CHUNK", 2)
    [before] = indices.written()
    work = uuid.uuid4()
    for number in range(3):
        entry(f"Plan {number}", object_id=number + 10)
    english = entry("Budget", object_id=20, work=work)
    spanish = entry("Presupuesto", "es", object_id=21, work=work)

    def found(typed):
        hits = lucene.search(SearchQuery.parse(typed)).hits
        return sorted(SearchEntry.objects.get(pk=hit.id).title for hit in hits)

    filling = lucene.rebuild()
    assert next(filling) == (2, 5)
    assert indices.answering() == {before}
    assert found("plan") == ["Plan 0", "Plan 1", "Plan 2"]
    entry("Plan Z", object_id=10)
    remove(spanish)
    assert found("plan") == ["Plan 1", "Plan 2", "Plan Z"]
    assert list(filling)[-1] == (5, 5)
    [after] = indices.written()
    assert indices.answering() == {after} != {before}
    assert found("plan") == ["Plan 1", "Plan 2", "Plan Z"]
    assert (found("presupuesto"), found("budget")) == ([], ["Budget"])
    assert lucene.known() == lucene.due()
    assert english.pk in lucene.known()


@pytest.mark.once
def test_what_a_broken_rebuild_left_goes(lucene, three):
    [before] = indices.written()
    indices.create()  # and then the process was killed
    filling = lucene.rebuild()
    next(filling)
    filling.close()
    assert indices.written().keys() == indices.answering() == {before}
    assert list(lucene.rebuild())[-1] == (3, 3)
    [after] = indices.written()
    assert (after != before, indices.answering()) == (True, {after})
    assert len(lucene.search(SearchQuery.parse("plan")).hits) == 3


def test_a_missing_extension_says_who_can_add_it_and_how(monkeypatch):
    def refuse(self, *args):
        raise ProgrammingError('permission denied to create extension "unaccent"')

    monkeypatch.setattr(CreateExtension, "database_forwards", refuse)
    with pytest.raises(ImproperlyConfigured, match='a superuser run.*CREATE EXTENSION IF NOT EXISTS "unaccent"'):
        full_text.Unaccent().database_forwards("search", connection.schema_editor(), None, None)
