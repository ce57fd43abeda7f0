"""What every engine must do, asked of the database's own and of Lucene, which only gets what it is given."""

import uuid
from dataclasses import replace

import pytest

from cms.resources.models import ResourcePage
from search.domain import describing, feeding
from search.models import Clock, RemovedEntry, SearchEntry
from search.query import Near, SearchQuery
from tests.factories.pages import ResourcePageFactory, text
from tests.factories.taxonomy import TopicFactory
from tests.plugins.tasks import run_waiting
from tests.search.conftest import remove

SECRET = "xylophone"


@pytest.fixture
def pages(engine):
    health, food = TopicFactory(slug="health"), TopicFactory(slug="food")
    made = [
        ResourcePageFactory(title=f"Plan {SECRET}", topics=[health], publication_year=2025),
        ResourcePageFactory(title="Plan B", topics=[health, food], publication_year=2026),
        ResourcePageFactory(title="Drums", body=text("<p>No such word.</p>")),
    ]
    run_waiting()
    return made


def found(engine, typed, **facets):
    results = engine.search(SearchQuery(**vars(SearchQuery.parse(typed)) | {"facets": facets}))
    return [SearchEntry.objects.get(pk=hit.id).title for hit in results.hits], results


def test_it_finds_narrows_and_counts(engine, pages):
    titles, results = found(engine, "plan")
    assert set(titles) == {f"Plan {SECRET}", "Plan B"}
    assert (results.total, results.in_other_languages) == (2, 0)
    titles, results = found(engine, "plan", topic=("food",))
    assert titles == ["Plan B"]
    assert results.counts["topic"] == {"health": 2, "food": 1}
    assert results.counts["year"] == {"2026": 1}


def test_what_means_the_same_is_found_without_the_words_and_counted(engine, pages):
    drums = SearchEntry.objects.get(title="Drums")
    parsed = SearchQuery.parse("plan")
    results = engine.search(replace(parsed, near={drums.pk: Near(0.8)}))
    assert [(hit.near, bool(hit.score)) for hit in results.hits if hit.id == drums.pk] == [(0.8, False)]
    assert (results.total, results.by_words) == (3, 2)
    narrowed = engine.search(replace(parsed, near={drums.pk: Near(0.8)}, facets={"topic": ("food",)}))
    assert (narrowed.total, narrowed.by_words) == (1, 1)


@pytest.mark.stems
def test_another_way_to_say_a_word_finds_as_well(engine, pages):
    either = SearchQuery.parse("tambourine OR drums")
    assert [SearchEntry.objects.get(pk=hit.id).title for hit in engine.search(either).hits] == ["Drums"]


def test_it_is_up_to_date_after_the_task_and_once_only(engine, pages):
    assert Clock.objects.read(engine.name) == Clock.objects.read(Clock.ENTRIES) > 0
    feeding.feed()
    assert found(engine, "plan")[1].total == 2


@pytest.mark.parametrize("step", ["noted", "described", "fed"])
def test_what_is_hidden_is_neither_found_nor_counted_however_far_the_engine_is(engine, pages, step):
    ResourcePage.objects.get(pk=pages[0].pk).unpublish()
    if step != "noted":
        describing.describe_next()
    if step == "fed":
        feeding.feed()
    assert found(engine, SECRET) == ([], found(engine, "zzz")[1])
    assert found(engine, "plan")[1].counts["topic"] == {"health": 1, "food": 1}


@pytest.mark.parametrize("step", ["noted", "described"])
def test_a_text_taken_out_is_not_found_by_an_engine_that_is_behind(engine, pages, step):
    page = ResourcePage.objects.get(pk=pages[0].pk)
    page.title = "Plan A"
    page.save_revision().publish()
    if step == "described":
        describing.describe_next()
    assert found(engine, SECRET)[1].total == 0
    describing.describe_next()
    feeding.feed()
    assert found(engine, SECRET)[1].total == 0
    assert set(found(engine, "plan")[0]) == {"Plan A", "Plan B"}


@pytest.mark.stems
def test_a_translation_is_found_by_its_words_of_today_and_takes_them_along(engine, entry):
    work = uuid.uuid4()
    entry("Budget", object_id=1, work=work)
    translated = entry("Presupuesto", "es", object_id=2, work=work)
    assert found(engine, "presupuesto")[0] == ["Budget"]
    assert found(engine, "budget")[1].counts["language"] == {"en": 1, "es": 1}
    entry("Dinero", "es", object_id=2, work=work)
    assert (found(engine, "presupuesto")[0], found(engine, "dinero")[0]) == ([], ["Budget"])
    remove(translated)
    assert found(engine, "dinero")[0] == []
    assert found(engine, "budget")[1].counts["language"] == {"en": 1}


@pytest.mark.stems
def test_who_has_the_words_stands_before_who_has_them_in_the_translation_only(engine, entry):
    entry("Huerto norte", object_id=1)
    entry("A garden", object_id=2, work=uuid.UUID(int=1))
    entry("Huerto norte", "es", object_id=3, work=uuid.UUID(int=1))
    assert found(engine, "huerto")[0] == ["Huerto norte", "A garden"]


def test_a_translation_that_becomes_a_work_of_its_own_is_one(engine, entry):
    entry("Budget", object_id=1, work=uuid.UUID(int=1))
    entry("Presupuesto", "es", object_id=2, work=uuid.UUID(int=1))
    entry("Presupuesto", "es", object_id=2, work=uuid.UUID(int=2))
    assert (found(engine, "presupuesto")[0], found(engine, "budget")[0]) == (["Presupuesto"], ["Budget"])
    assert found(engine, "budget")[1].counts["language"] == {"en": 1}


def test_it_hears_of_what_is_gone(engine, pages):
    ResourcePage.objects.get(pk=pages[0].pk).delete()
    describing.describe_next()
    assert RemovedEntry.objects.count() == 1
    feeding.feed()
    assert RemovedEntry.objects.count() == 0
    assert found(engine, SECRET)[1].total == 0


def test_a_new_engine_is_given_everything(engine, pages):
    Clock.objects.filter(name=engine.name).delete()
    assert found(engine, "plan")[1].total == 0
    feeding.feed()
    assert found(engine, "plan")[1].total == 2


@pytest.mark.once
def test_what_the_database_has_not_heard_of_is_not_shown_by_another_engine(lucene, entry):
    """The values of an entry, by which it is counted, are the database's."""
    known = entry("Plan A", facets={"topic": ["health"]})
    entry("Plan B", facets={"topic": ["food"]})
    Clock.objects.filter(name="database").update(version=known.version)
    assert found(lucene, "plan")[0] == ["Plan A"]
    assert found(lucene, "plan")[1].counts["topic"] == {"health": 1}
