"""From a change to what is found: noted with the change, described by a worker, given to the engine after that."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from cms.core.models import StandardPage
from cms.resources.models import ResourcePage
from cms.searchable import Document, sources
from cms.taxonomy.models import RegionalCenter
from search.backends import database_engine
from search.domain import changes, comparing, describing, feeding
from search.models import Clock, RemovedEntry, SearchChange, SearchEntry
from tests.factories.forums import PostFactory
from tests.factories.pages import ResourcePageFactory, StandardPageFactory, text
from tests.factories.taxonomy import TopicFactory
from tests.plugins.tasks import run_waiting
from tests.queries import queries
from tests.search.conftest import make_entry, store

SECRET = "xylophone"
UPDATE, COMPARE = "search.tasks.update_index", "search.tasks.compare"


@pytest.fixture
def page(db):
    made = ResourcePageFactory(title="Music for all", body=text(f"<p>Play the {SECRET}.</p>"))
    run_waiting()
    return made


def noted():
    return set(SearchChange.objects.values_list("kind", "object_id", "hides"))


def given(monkeypatch):
    """The titles the engine gets from now on, and the ids it has to forget."""
    engine, titles, forgotten = type(database_engine()), [], []
    index, remove = engine.index, engine.remove

    def note_index(self, entries):
        titles.extend(entry.title for entry in entries)
        index(self, entries)

    def note_remove(self, ids):
        forgotten.extend(ids)
        remove(self, ids)

    monkeypatch.setattr(engine, "index", note_index)
    monkeypatch.setattr(engine, "remove", note_remove)
    return titles, forgotten


def test_publishing_only_notes_and_queues(page, monkeypatch, waiting_tasks):
    monkeypatch.setattr(describing, "describe", lambda *args, **kwargs: pytest.fail("described in the request"))
    monkeypatch.setattr(feeding, "engines", lambda: pytest.fail("the engine was asked in the request"))
    page.save_revision().publish()
    assert noted() == {("resource", page.pk, True)}
    assert UPDATE in {name for name, _ids in waiting_tasks()}


def test_one_transaction_notes_an_object_once_and_queues_one_task(page, waiting_tasks):
    with transaction.atomic():
        for _ in range(3):
            changes.note("resource", [page.pk])
        assert SearchChange.objects.count() == 1
        for _ in range(3):
            page.save_revision().publish()
    assert [name for name, _ids in waiting_tasks()].count(UPDATE) == 1


def test_what_is_rolled_back_is_not_taken_for_noted(page):
    with transaction.atomic():
        changes.note("page", [1])
        with pytest.raises(RuntimeError), transaction.atomic():
            changes.note("resource", [page.pk])
            raise RuntimeError
        assert noted() == {("page", 1, True)}
        changes.note("resource", [page.pk])
    assert noted() == {("page", 1, True), ("resource", page.pk, True)}


def test_a_draft_leaves_what_is_found_alone(page, titles):
    page.title = "Another title"
    page.save_revision()
    assert noted() == set()
    assert titles(SECRET) == ["Music for all"]


def test_a_task_that_was_lost_is_made_up_for_by_the_next_round(page, titles, dead_broker, run_tasks):
    with dead_broker():
        page.title = "New title"
        page.save_revision().publish()
        run_waiting()
    assert titles(SECRET) == []
    describing.describe_next()
    feeding.feed()
    assert titles(SECRET) == ["New title"]


def test_only_what_reads_differently_is_given_to_the_engine(page, monkeypatch):
    other = ResourcePageFactory(title="Drums")
    run_waiting()
    titles, _forgotten = given(monkeypatch)
    changes.note("resource", [page.pk, other.pk])
    ResourcePage.objects.filter(pk=other.pk).update(title="Kettledrums")
    run_waiting()
    assert titles == ["Kettledrums"]


def test_the_engine_is_told_once_what_is_gone(page, monkeypatch):
    _titles, forgotten = given(monkeypatch)
    entry = SearchEntry.objects.get(object_id=page.pk)
    page.unpublish()
    run_waiting()
    assert forgotten.count(entry.pk) == 1
    assert not RemovedEntry.objects.exists()


def test_an_engine_that_is_behind_shows_and_counts_nothing_it_does_not_know(page, titles, nowhere, monkeypatch):
    with monkeypatch.context() as down:
        down.setattr(type(database_engine()), "index", lambda *args: (_ for _ in ()).throw(ConnectionError))
        ResourcePage.objects.get(pk=page.pk).save()
        ResourcePage.objects.filter(pk=page.pk).update(title="New title")
        run_waiting()
        assert SearchEntry.objects.get(object_id=page.pk).title == "New title"
        assert noted() == set()
        assert nowhere(SECRET)
    feeding.feed()
    assert titles(SECRET) == ["New title"]


def test_a_clock_that_somebody_else_moved_takes_the_batch_back(page, monkeypatch):
    titles, _forgotten = given(monkeypatch)
    ResourcePage.objects.filter(pk=page.pk).update(title="New title")
    describing.describe("resource", [page.pk])
    index = type(database_engine()).index

    def late(self, entries):
        index(self, entries)
        monkeypatch.setattr(type(self), "index", index)
        Clock.objects.filter(name=self.name).update(version=Clock.objects.read(Clock.ENTRIES))

    monkeypatch.setattr(type(database_engine()), "index", late)
    feeding.feed()
    assert titles.count("New title") == 2
    assert Clock.objects.read("database") == Clock.objects.read(Clock.ENTRIES)


def test_an_object_that_changes_while_it_is_described_is_described_again(page, monkeypatch):
    source = type(sources()["resource"])
    document = source.document

    def slow(self, instance):
        described = document(self, instance)
        monkeypatch.setattr(source, "document", document)
        ResourcePage.objects.filter(pk=page.pk).update(title="Newest title")
        describing.describe("resource", [page.pk])  # the other worker
        return described

    monkeypatch.setattr(source, "document", slow)
    ResourcePage.objects.filter(pk=page.pk).update(title="New title")
    describing.describe("resource", [page.pk])
    assert SearchEntry.objects.get(object_id=page.pk).title == "Newest title"


def test_a_change_noted_while_its_object_is_described_is_not_lost(page, monkeypatch):
    source = type(sources()["resource"])
    document = source.document

    def slow(self, instance):
        changes.note("resource", [instance.pk])
        return document(self, instance)

    monkeypatch.setattr(source, "document", slow)
    changes.note("resource", [page.pk], hides=False)
    assert describing.describe_next() == 1
    assert noted() == {("resource", page.pk, True)}


def test_one_that_cannot_be_described_holds_up_nobody_and_is_not_found(page, titles, nowhere, monkeypatch):
    ResourcePageFactory(title="Drums")
    source = type(sources()["resource"])
    document = source.document

    def broken(self, instance):
        if instance.pk == page.pk:
            raise ValueError
        return document(self, instance)

    monkeypatch.setattr(source, "document", broken)
    changes.note("resource", [page.pk])
    run_waiting()
    assert titles("drums") == ["Drums"]
    assert nowhere(SECRET)
    assert comparing.differing("resource") == [page.pk]


def test_more_than_a_batch_is_described_by_one_task(db, titles, monkeypatch):
    monkeypatch.setattr(describing, "BATCH", 3)
    monkeypatch.setattr(feeding, "BATCH", 3)
    for number in range(8):
        ResourcePageFactory(title=f"Drum {number}")
    run_waiting()
    assert len(titles("drum")) == 8
    assert not SearchChange.objects.exists()


@pytest.mark.parametrize("rows", [10, 60])
def test_a_round_with_nothing_to_do_reads_no_pages_and_no_topics(db, rows, monkeypatch):
    for _ in range(rows // 10):
        PostFactory()
    run_waiting()
    for number in range(rows):
        make_entry(f"Title {number}", object_id=100_000 + number)
    monkeypatch.setattr("search.domain.describing.sources", lambda: pytest.fail("looked at objects"))
    found = queries(lambda: (describing.describe_next(), feeding.feed()))
    assert len(found) == 5
    assert not [sql for sql in found if "search_searchentry" in sql or "wagtailcore" in sql or "forum" in sql]


def test_describing_needs_the_same_queries_for_a_topic_among_many(db):
    post = PostFactory()
    run_waiting()

    def again():
        changes.note("topic", [post.topic_id])
        describing.describe_next()
        feeding.feed()

    few = len(queries(again))
    for _ in range(15):
        PostFactory()
    run_waiting()
    assert len(queries(again)) == few


def test_rows_of_other_models_are_saved_without_a_word_to_search(db, monkeypatch):
    monkeypatch.setattr(changes, "note", lambda *args, **kwargs: pytest.fail("search was asked"))
    from tests.factories.accounts import UserFactory

    UserFactory().save()


# --- Terms -----------------------------------------------------------------------------------------------------


@pytest.fixture
def center(db):
    return RegionalCenter.objects.source().first()


def facets(name):
    return {value for entry in SearchEntry.objects.all() for value in entry.values_of(name)}


def test_a_regional_centers_new_slug_is_the_one_to_narrow_by(center, ask):
    ResourcePageFactory(title=SECRET, region=center)
    run_waiting()
    center.slug = "renamed"
    center.save()
    assert noted() != set()
    run_waiting()
    assert facets("region") == {"renamed"}
    assert ask(SECRET, region="renamed").context["found"].total == 1


def test_a_renamed_term_hides_no_page_meanwhile(center, titles):
    ResourcePageFactory(title=SECRET, region=center)
    run_waiting()
    center.name = "New name"
    center.save()
    assert titles(SECRET) == [SECRET]
    run_waiting()
    assert titles("new name") == [SECRET]


def test_a_term_reached_through_several_relations_refreshes_all_who_have_it(db, monkeypatch):
    source = sources()["resource"]
    monkeypatch.setattr(type(source), "term_fields", {"topic": "topics", "theme": "audiences"})
    monkeypatch.setattr(type(source), "_term_model", lambda self, name: TopicFactory._meta.model)
    topic = TopicFactory()
    page = ResourcePageFactory(topics=[topic])
    assert list(source.affected(topic)) == [page]


def test_a_slug_changed_behind_all_signals_is_found_by_the_comparison(center, run_tasks):
    page = ResourcePageFactory(title=SECRET, region=center)
    ResourcePageFactory(title="Elsewhere")
    run_waiting()
    RegionalCenter.objects.filter(pk=center.pk).update(slug="renamed")
    cache.clear()
    assert comparing.differing("resource") == [page.pk]
    comparing.compare()
    run_waiting()
    assert facets("region") == {"renamed"}


# --- The full comparison -----------------------------------------------------------------------------------------


def test_the_comparison_finds_what_no_signal_told_of(db, titles):
    page, other = StandardPageFactory(title=SECRET), StandardPageFactory(title="Was here")
    run_waiting()
    SearchEntry.objects.filter(object_id=page.pk).delete()
    StandardPage.objects.filter(pk=other.pk).update(live=False)
    assert comparing.differing("page") == sorted([page.pk, other.pk])
    assert comparing.compare() == 2
    run_waiting()
    assert titles(SECRET) == [SECRET]
    assert not SearchEntry.objects.filter(object_id=other.pk).exists()
    assert comparing.compare() == 0


def test_the_comparison_goes_by_the_clock_of_the_page(page):
    later = timezone.now() + timedelta(minutes=1)
    ResourcePage.objects.filter(pk=page.pk).update(title="New title", last_published_at=later)
    assert comparing.differing("resource") == [page.pk]
    with time_machine.travel(later + timedelta(minutes=1)):
        comparing.compare()
        run_waiting()
    assert SearchEntry.objects.get(object_id=page.pk).title == "New title"
    assert comparing.differing("resource") == []


def test_kinds_nobody_registers_are_forgotten(db):
    make_entry(SECRET, kind="gone")
    comparing.compare()
    run_waiting()
    assert not SearchEntry.objects.filter(kind="gone").exists()


def test_both_tasks_are_on_the_schedule(settings):
    assert {UPDATE, COMPARE} <= {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_what_takes_several_statements_is_written_whole(entries, titles, monkeypatch):
    monkeypatch.setattr("search.domain.rows.AT_ONCE", 2)
    expected = [f"Plan {letter}" for letter in "ABCDE"]
    made = entries(*expected, facets={"topic": ["one", "two"]}, rating=4.5)
    assert sorted(titles("plan")) == [entry.title for entry in made] == expected
    assert [entry.facets for entry in made] == [[["topic", "one"], ["topic", "two"]]] * 5


def test_ids_have_no_gaps_where_entries_were_written_over(entry):
    first = entry("Plan", object_id=1)
    for number in range(3):
        assert entry(f"Plan {number}", object_id=1).pk == first.pk
    assert entry("Garden", object_id=2).pk == first.pk + 1


def test_new_entries_and_those_written_over_get_their_ids_in_one_batch(entry):
    first = entry("Plan", object_id=1)
    titles = {1: "Other plan", 2: "Garden"}
    store([describing.describe_document("resource", pk, Document("en", title, "/x/")) for pk, title in titles.items()])
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", "title")) == [
        (first.pk, "Other plan"),
        (first.pk + 1, "Garden"),
    ]
