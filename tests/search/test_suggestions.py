"""What is suggested while somebody types."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.resources.models import ResourcePage
from search import suggestions
from search.domain import describing
from search.models import SearchChange, SearchEntry
from tests.factories.pages import ResourceIndexPageFactory, ResourcePageFactory
from tests.factories.taxonomy import TopicFactory
from tests.plugins.tasks import run_waiting
from tests.queries import assert_flat

STRANGE = [
    "",
    " ",
    "a",
    '"',
    '"fam"* OR',
    "fam:* & eng",
    "%",
    "_",
    "'; DROP",
    "\x00",
    "🎉🎉",
    "\u202e",
    "é" * 9999,
    "-- x",
]


@pytest.fixture
def suggested(client, db):
    """By group: the titles, in order."""

    def get(typed, reading="en"):
        path = {"en": "/en/search/suggestions/", "es": "/es/buscar/opciones/"}[reading]
        response = client.post(path, {"q": typed})
        assert response.status_code == 200
        return {str(label): [each.title for each in found] for label, found in response.context["groups"].items()}

    return get


def test_words_of_a_title_are_begun_anywhere_in_the_order_they_were_typed(entry, suggested):
    entry("Family engagement plan")
    entry("The plan of a family")
    entry("Unfamiliar")
    assert suggested("fam") == {"Pages": ["Family engagement plan", "The plan of a family"]}
    assert suggested("FÁM pl") == {"Pages": ["Family engagement plan"]}
    assert suggested("a plan fam") == {}
    assert suggested("plan of a f") == {"Pages": ["The plan of a family"]}
    assert suggested("f") == {}


def test_accents_do_not_matter_and_the_readers_language_comes_first(entry, suggested, client):
    entry("Niños primero", "es")
    entry("Ninos", "en")
    assert suggested("nin", "en") == {"Pages": ["Ninos", "Niños primero"]}
    assert suggested("niñ", "es") == {"Páginas": ["Niños primero", "Ninos"]}
    page = client.post("/es/buscar/opciones/", {"q": "nin"})
    assert 'lang="en" hreflang="en">' in " ".join(page.text.split())
    assert "2 opciones." in page.text
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Cache-Control"] == "no-store"


def test_titles_that_begin_so_come_first_then_the_shorter_ones(entry, suggested):
    for title in ("Our budget", "Budget of a school", "Budget", "A school budget in short"):
        entry(title)
    assert suggested("bud") == {"Pages": ["Budget", "Budget of a school", "Our budget", "A school budget in short"]}


def test_a_work_is_suggested_once_in_the_readers_language(entry, suggested):
    work = uuid.uuid4()
    entry("Plan to grow", "en", work=work)
    entry("Plan para crecer", "es", work=work, object_id=77)
    assert suggested("plan", "es") == {"Páginas": ["Plan para crecer"]}
    assert suggested("grow", "es") == {"Páginas": ["Plan to grow"]}


def test_a_conversation_in_both_languages_is_suggested_once(entry, suggested):
    for language in ("en", "es"):
        entry("Gardens talk", language, kind="topic", object_id=7)
    assert suggested("gard", "es") == {"Conversaciones": ["Gardens talk"]}


def test_at_most_eight_in_groups_with_a_few_of_each(entry, suggested):
    for number in range(9):
        entry(f"Garden {number}")
        entry(f"Garden talk {number}", kind="topic")
        entry(f"Garden wish {number}", kind="need")
    found = suggested("garden")
    assert {label: len(titles) for label, titles in found.items()} == {
        "Pages": 4,
        "Conversations": 2,
        "What people asked for": 2,
    }
    found = suggested("garden talk")
    assert found == {"Conversations": ["Garden talk 0", "Garden talk 1"]}


def test_old_titles_are_found_by_the_index_where_the_newest_are_few(entry, suggested, monkeypatch):
    monkeypatch.setattr(suggestions, "LATELY", 2)
    monkeypatch.setattr(suggestions, "LOOKED_AT", 2)
    entry("Garden of old")
    entry("Jardín de antes", "es")
    entry("Plan of old")
    for number in range(3):
        entry(f"Plan {number}")
    assert suggested("gard") == {"Pages": ["Garden of old"]}
    assert suggested("jard") == {"Pages": ["Jardín de antes"]}
    assert suggested("pla") == {"Pages": ["Plan 1", "Plan 2"]}


def test_topics_lead_to_the_catalog_where_it_has_something(client, suggested):
    ResourceIndexPageFactory()
    health = TopicFactory(name="Family health", es="Salud familiar")
    TopicFactory(name="Family nothing")
    ResourcePageFactory(title="A guide", topics=[health])
    run_waiting()
    assert suggested("heal") == {"Topics": ["Family health"]}
    assert suggested("fam") == {"Topics": ["Family health"]}
    page = client.post("/en/search/suggestions/", {"q": "heal"})
    assert f'?topic={health.slug}"' in page.text


def test_nothing_that_is_not_for_everyone_at_this_moment(entry, suggested, db):
    entry("Xylophone one", expires=timezone.now() - timedelta(seconds=1))
    SearchChange.objects.create(kind="resource", object_id=entry("Xylophone two").object_id)
    SearchEntry.objects.filter(pk=entry("Xylophone three").pk).update(version=10**6)
    shown = entry("Xylophone four")
    assert suggested("xyl") == {"Pages": [shown.title]}
    shown.delete()
    assert suggested("xyl") == {}


def test_the_second_look_and_the_first_moment_hold_here_too(suggested, db):
    page = ResourcePageFactory(title="Xylophone")
    run_waiting()
    assert suggested("xyl") == {"Pages": ["Xylophone"]}
    ResourcePage.objects.filter(pk=page.pk).update(live=False)
    assert suggested("xyl") == {}
    ResourcePage.objects.filter(pk=page.pk).update(live=True)
    ResourcePage.objects.get(pk=page.pk).unpublish()
    assert suggested("xyl") == {}
    describing.describe_next()
    assert suggested("xyl") == {}


def test_a_title_that_changed_is_suggested_as_it_is(entry, suggested):
    entry("Old garden", object_id=5)
    entry("New park", object_id=5)
    assert suggested("gard") == {}
    assert suggested("par") == {"Pages": ["New park"]}


@pytest.mark.parametrize("typed", STRANGE, ids=lambda typed: ascii(typed[:12]))
def test_any_input_gets_an_answer(entry, suggested, typed):
    entry("Familia")
    assert suggested(typed) in ({}, {"Pages": ["Familia"]})


def test_whoever_asks_without_end_is_told_to_wait(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"search_suggestions": "1/m/ip"}
    assert [client.post("/en/search/suggestions/", {"q": "fa"}).status_code for _ in range(2)] == [200, 429]


def test_its_queries_do_not_grow(entry, client, monkeypatch):
    monkeypatch.setattr(suggestions, "LATELY", 0)  # else it depends on how many ids other tests took
    entry("Garden")
    assert_flat(
        lambda: client.post("/en/search/suggestions/", {"q": "garden"}),
        lambda: [entry(f"Garden {n}") for n in range(12)],
    )


def test_the_forms_say_where_suggestions_are(client, db):
    page = client.get("/en/search/").text
    assert page.count('data-suggestions="/en/search/suggestions/"') == 3
