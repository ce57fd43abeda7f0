"""Narrowing and sorting: what is chosen, what is counted, and what the address says."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cms.taxonomy.models import RegionalCenter, Topic
from search.facets import MOST_CHOSEN
from search.models import SearchChange
from tests.factories.pages import ResourcePageFactory, translate
from tests.factories.taxonomy import AudienceFactory, StrategyFactory, TopicFactory
from tests.plugins.tasks import run_waiting
from tests.search.conftest import make_entry

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def terms(db):
    """Two topics, an audience: the slugs are what a document and an address say."""
    for slug in ("health", "food"):
        TopicFactory(slug=slug, name=slug.title())
    AudienceFactory(slug="neighbors", name="Neighbors")


@pytest.fixture
def plans(terms, entry):
    entry("Plan A", facets={"topic": ["health"], "year": ["2025"]})
    entry("Plan B", facets={"topic": ["health", "food"], "audience": ["neighbors"], "year": ["2026"]})
    entry("Plan C", kind="session", facets={"topic": ["food"], "year": ["2026"]})
    entry("Plan D", kind="page")


@pytest.fixture
def counts(ask):
    """Facet -> value -> number, as the page offers them."""

    def get(text="plan", reading="en", **params):
        facets = ask(text, reading, **params).context["facets"]
        return {facet["name"]: {each["value"]: each["count"] for each in facet["choices"]} for facet in facets}

    return get


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, "ABCD"),
        ({"kind": "resource"}, "AB"),
        ({"kind": ["resource", "session"]}, "ABC"),
        ({"topic": "food"}, "BC"),
        ({"topic": ["food", "health"]}, "ABC"),
        ({"topic": "food", "kind": "resource"}, "B"),
        ({"topic": "health", "year": "2026", "audience": "neighbors"}, "B"),
        ({"topic": "health", "kind": "session"}, ""),
    ],
)
def test_one_value_of_a_facet_is_enough_and_all_facets_hold(plans, titles, chosen, found):
    assert sorted(titles("plan", **chosen)) == [f"Plan {letter}" for letter in found]


def test_counts_of_a_facet_respect_the_others_but_not_itself(plans, counts):
    assert counts() == {
        "kind": {"resource": 2, "session": 1, "page": 1},
        "topic": {"health": 2, "food": 2},
        "audience": {"neighbors": 1},
        "year": {"2026": 2, "2025": 1},
        "language": {"en": 4},
    }
    assert counts(topic="food") == {
        "kind": {"resource": 1, "session": 1},
        "topic": {"health": 2, "food": 2},
        "audience": {"neighbors": 1},
        "year": {"2026": 2},
        "language": {"en": 2},
    }
    narrow = counts(topic="food", kind="resource")
    assert narrow["kind"] == {"resource": 1, "session": 1}
    assert narrow["topic"] == {"health": 2, "food": 1}
    assert narrow["year"] == {"2026": 1}


def test_a_chosen_value_that_finds_nothing_can_still_be_let_go(plans, ask):
    page = ask("plan", topic="health", kind="session")
    assert page.context["found"].total == 0
    assert "Nothing here fits all of that" in page.text
    assert '<input type="checkbox" name="topic" value="health" checked>' in page.text
    assert 'href="/en/search/?q=plan"' in page.text


@pytest.mark.parametrize("params", [{"topic": "nonsense"}, {"year": "20 26"}, {"language": "xx"}, {"sort": "worst"}])
def test_what_is_no_value_is_ignored(plans, titles, params):
    assert len(titles("plan", **params)) == 4


@pytest.mark.parametrize("engine", ["database"], indirect=True)
@pytest.mark.parametrize("name", ["kind", "topic", "region", "year", "language", "sort", "page"])
@pytest.mark.parametrize("value", ["\x00", "'", "' OR 1=1 --", "%s %(now)s", "²²²²", "x" * 5000, ""])
def test_any_value_gets_a_page(plans, ask, name, value):
    assert ask("plan", **{name: value}).context["found"].total == 4


def test_the_address_of_a_narrowed_search_is_kept_by_every_link(plans, entries, ask):
    entries(*[f"Plan {number}" for number in range(30)], facets={"topic": ["food"]})
    page = ask("  plan  ", topic=["food", "nonsense"], sort="date").text
    assert 'href="?q=plan&amp;topic=food&amp;sort=date&amp;page=2"' in page
    assert 'href="/es/buscar/?q=plan&amp;topic=food&amp;sort=date"' in page
    assert "next=%2Fen%2Fsearch%2F%3Fq%3Dplan%26topic%3Dfood%26sort%3Ddate" in page
    assert '<input type="hidden" name="q" value="plan">' in page


def test_labels_are_in_the_readers_language(ask, terms, entry):
    for slug in ("health", "food"):
        entry(f"Plan de {slug}", "es", facets={"topic": [slug], "region": [RegionalCenter.objects.source()[0].slug]})
    page = ask("plan", "es").text
    assert "Centro regional" in page
    assert "Más relevantes" in page
    assert "Idioma de la página" in page


def test_the_newest_come_first_when_asked(entry, titles):
    today = timezone.now()
    entry("Old plan plan plan", date=today - timedelta(days=9))
    entry("Plan without a date")
    entry("A long title that has the word plan in it", date=today)
    assert titles("plan", sort="date") == [
        "A long title that has the word plan in it",
        "Old plan plan plan",
        "Plan without a date",
    ]
    assert titles("plan", sort="relevance")[0] == "Old plan plan plan"


def test_the_best_rated_come_first_when_asked(entry, titles):
    entry("Plan plan plan", rating=3.1)
    entry("Plan without a rating")
    entry("A plan that everyone likes", rating=4.6)
    assert titles("plan", sort="rating") == ["A plan that everyone likes", "Plan plan plan", "Plan without a rating"]


# --- Languages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def bilingual(entry):
    work = uuid.uuid4()
    entry("A plan in both", "en", work=work, object_id=1)
    entry("Un plan en ambos", "es", work=work, object_id=2)
    entry("An English plan", "en", object_id=3)
    entry("Un plan en español", "es", object_id=4)


def test_a_work_counts_in_every_language_it_can_be_had_in(bilingual, ask, counts):
    assert counts()["language"] == {"en": 2, "es": 2}
    assert counts("plan", "es")["language"] == {"en": 2, "es": 2}
    assert ask("plan").context["found"].total == 3


def test_a_chosen_language_shows_the_works_in_it(bilingual, client, counts):
    page = client.get("/en/search/", {"q": "plan", "language": "es"})
    shown = sorted(result.entry.title for result in page.context["results"])
    assert shown == ["Un plan en ambos", "Un plan en español"]
    assert (page.context["other_results"], page.context["found"].total) == ([], 2)
    assert 'lang="es" hreflang="es">Un <mark>plan</mark> en español' in page.text


def test_an_expired_translation_is_not_shown_in_place_of_its_original_nor_counted(entry, ask, counts, titles):
    work = uuid.uuid4()
    entry("A toolkit", "en", work=work, object_id=1)
    entry("Herramientas", "es", work=work, object_id=2, expires=timezone.now() - timedelta(seconds=1))
    assert titles("toolkit", "es") == ["A toolkit"]
    assert counts("toolkit")["language"] == {"en": 1}


# --- Nothing leaks through a number --------------------------------------------------------------------------------


def test_what_is_hidden_counts_in_no_facet_before_a_worker_ran(plans, entry, counts, ask):
    before = counts()
    hidden = make_entry("Plan E", object_id=99, facets={"topic": ["health"], "year": ["1999"]})
    assert counts()["topic"]["health"] == 3
    SearchChange.objects.create(kind=hidden.kind, object_id=99)
    assert counts() == before
    assert ask("plan").context["found"].total == 4


def test_a_hidden_translation_counts_in_no_language(bilingual, counts):
    SearchChange.objects.create(kind="resource", object_id=2)
    assert counts()["language"] == {"en": 2, "es": 1}


def test_pages_carry_the_facets_of_their_terms_into_every_language(db, counts):
    center = RegionalCenter.objects.source().first()
    topic, audience, strategy = TopicFactory(slug="t1"), AudienceFactory(slug="a1"), StrategyFactory(slug="s1")
    page = ResourcePageFactory(
        title="Plan", topics=[topic], audiences=[audience], strategies=[strategy], region=center, publication_year=2024
    )
    translate(page, title="Plan en español")
    ResourcePageFactory(draft=True, title="Plan nobody may see", topics=[topic], publication_year=2023)
    run_waiting()
    for language in ("en", "es"):
        assert counts("plan", language) == {
            "kind": {"resource": 1},
            "type": {"guide": 1},
            "topic": {"t1": 1},
            "audience": {"a1": 1},
            "strategy": {"s1": 1},
            "region": {center.slug: 1},
            "year": {"2024": 1},
            "language": {"en": 1, "es": 1},
        }


def test_a_deleted_term_is_no_choice_any_more(plans, counts):
    Topic.objects.filter(slug="food").delete()
    assert counts()["topic"] == {"health": 2}


def test_the_date_of_a_facet_is_not_the_date_to_sort_by(entry, titles):
    entry("Plan one", date=datetime(2020, 1, 1, tzinfo=UTC), facets={"year": ["2026"]})
    entry("Plan two", date=datetime(2026, 1, 1, tzinfo=UTC), facets={"year": ["2020"]})
    assert titles("plan", sort="date") == ["Plan two", "Plan one"]


def test_of_what_an_address_says_only_so_many_years_are_looked_at(plans, ask):
    chosen = [str(year) for year in range(1000, 1400)]
    page = ask("plan", year=chosen)
    assert page.context["query"].facets["year"] == tuple(chosen[:MOST_CHOSEN])
    assert len(page.content) < 150_000
