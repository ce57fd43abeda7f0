"""The catalog shows exactly what fits, to whoever may see it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.core.domain.works import store_ratings
from cms.resources.enums import ResourceType
from cms.resources.models import ResourceLanguage
from tests.factories.pages import ResourcePageFactory, grow, translate
from tests.factories.taxonomy import AudienceFactory, StrategyFactory, TopicFactory
from tests.plugins.tasks import commit
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


def listed(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [title.get_text(strip=True) for title in page.select("#results .card__title")]


def get(client, query="", url="/en/resources/"):
    return client.get(f"{url}?{query}")


def choices(response, name):
    """value -> count of one facet."""
    facets = {facet["name"]: facet["choices"] for facet in response.context["catalog"].facets}
    return {choice["value"]: choice["count"] for choice in facets.get(name, [])}


@pytest.fixture
def shelf():
    """Three resources, and others like them that nobody may see."""
    health, voice = TopicFactory(slug="health", name="Health", es="Salud"), TopicFactory(slug="voice", name="Voice")
    families = AudienceFactory(slug="relatives", name="Relatives")
    leading = StrategyFactory(slug="leading", name="Leading")
    day = datetime(2026, 3, 1, tzinfo=UTC)

    def make(title, days, **values):
        return ResourcePageFactory(title=title, first_published_at=day + timedelta(days=days), **values)

    spanish = [ResourceLanguage(language="es")]
    make("Clinic guide", 1, topics=[health], audiences=[families])
    make("Beyond", 2, topics=[health, voice], resource_type=ResourceType.TOOL, strategies=[leading])
    make("Student film", 3, topics=[voice], resource_type=ResourceType.VIDEO, languages=spanish)
    make("Leak draft", 4, topics=[health], live=False)
    make("Leak expired", 4, topics=[health], expire_at=day)
    private = make("Leak private", 5, topics=[health], audiences=[families])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Student film", "Beyond", "Clinic guide"]),
        ("sort=title", ["Beyond", "Clinic guide", "Student film"]),
        ("topic=health", ["Beyond", "Clinic guide"]),
        ("topic=health&topic=voice", ["Student film", "Beyond", "Clinic guide"]),
        ("topic=health&type=tool", ["Beyond"]),
        ("type=tool&type=video", ["Student film", "Beyond"]),
        ("audience=relatives", ["Clinic guide"]),
        ("strategy=leading", ["Beyond"]),
        ("language=es", ["Student film"]),
        ("type=video&topic=health", []),
    ],
)
def test_filters_narrow_to_exactly_what_fits(client, shelf, query, titles):
    assert listed(get(client, query)) == titles


def test_what_was_chosen_is_let_go_at_once(client, shelf):
    assert "Clear all" not in get(client).text
    chosen = BeautifulSoup(get(client, "topic=health").content, "html.parser")
    address = chosen.find("a", string=re.compile("Clear all"))["href"]
    assert len(listed(client.get(address))) == 3


@pytest.mark.parametrize("query", ["type=nonsense", "topic=%00", "color=red", "sort=worst", "topic=' OR 1=1", "type="])
def test_unknown_filters_are_ignored(client, shelf, query):
    response = get(client, query)
    assert response.status_code == 200
    assert set(listed(response)) == {"Student film", "Beyond", "Clinic guide"}


@pytest.mark.parametrize("number", ["abc", "0", "-1", "99", "1.5", "%00", "9" * 400])
def test_a_page_number_that_is_none_shows_the_closest_page(client, shelf, number):
    response = get(client, f"page={number}")
    assert set(listed(response)) == {"Student film", "Beyond", "Clinic guide"}


def test_switching_language_on_a_late_page_shows_the_last_one_there(client):
    pages = [ResourcePageFactory(title=f"Guide {number}") for number in range(13)]
    translate(pages[0], title="Guía")
    second = get(client, "page=2").content.decode()
    spanish = re.search(r'class="language-switch"\s+href="([^"]+)"', second)[1]
    assert "page=2" in spanish
    assert listed(client.get(spanish)) == ["Guía"]


def test_counts_respect_what_is_chosen_elsewhere_and_count_nothing_hidden(client, shelf):
    assert choices(get(client), "topic") == {"health": 2, "voice": 2}
    narrowed = get(client, "topic=health")
    assert choices(narrowed, "type") == {"guide": 1, "tool": 1}
    assert choices(narrowed, "topic") == {"health": 2, "voice": 2}
    assert choices(narrowed, "audience") == {"relatives": 1}


@pytest.mark.parametrize(
    "chosen", ["", "topic=health", "topic=voice&type=tool&type=video", "language=es&strategy=leading"]
)
def test_a_count_is_what_choosing_it_would_find(client, shelf, chosen):
    for facet in get(client, chosen).context["catalog"].facets:
        name = facet["name"]
        others = "&".join(part for part in chosen.split("&") if not part.startswith(f"{name}="))
        for choice in facet["choices"]:
            found = get(client, f"{others}&{name}={choice['value']}").context["catalog"].page
            assert (name, choice["value"], choice["count"]) == (name, choice["value"], found.paginator.count)
            assert found.paginator.count == len(found.object_list)


def test_a_chosen_filter_can_be_let_go_while_the_others_stay(client, shelf):
    chips = get(client, "topic=health&type=tool&sort=title").context["catalog"].taken
    assert [(str(chip["label"]), QueryDict(chip["href"][1:]).dict()) for chip in chips] == [
        ("Tool", {"topic": "health", "sort": "title"}),
        ("Health", {"type": "tool", "sort": "title"}),
    ]


def test_nothing_found_shows_the_way_to_ask_for_it(client, shelf):
    html = get(client, "type=video&topic=health").content.decode()
    assert "Nothing here fits all of that" in html
    assert 'href="/en/suggest/"' in html


def test_twelve_to_a_page_and_filters_stay_when_turning_it(client):
    for _number in range(13):
        ResourcePageFactory()
    first = get(client, "type=guide")
    assert len(listed(first)) == 12
    assert 'href="?type=guide&amp;page=2"' in first.content.decode()
    assert len(listed(get(client, "type=guide&page=2"))) == 1


def test_spanish_catalog_lists_live_translations_and_says_how_many_more_there_are(client, shelf):
    translate(ResourcePageFactory(title="Open"), title="Abierto")
    translate(ResourcePageFactory(title="Waiting"), publish=False, title="Leak translation")
    response = get(client, url="/es/recursos/")
    assert listed(response) == ["Abierto"]
    assert response.context["catalog"].only_elsewhere == 4
    assert "Leak" not in response.content.decode()


def test_what_can_only_be_read_in_english_is_counted_and_linked_as_it_is_narrowed(client, shelf):
    page = BeautifulSoup(get(client, "topic=health", url="/es/recursos/").content, "html.parser")
    assert "Por ahora, 2 recursos solo se pueden leer en inglés." in page.find(id="results").get_text()
    address = page.find("a", string=re.compile("Ver el catálogo en inglés"))["href"]
    assert set(listed(client.get(address))) == {"Beyond", "Clinic guide"}


def test_filters_mean_the_same_in_both_languages(client, shelf):
    health = TopicFactory._meta.model.objects.get(slug="health", locale__language_code="en")
    translate(ResourcePageFactory(title="Doctor", topics=[health]), title="Doctora")
    response = get(client, "topic=health", url="/es/recursos/")
    assert listed(response) == ["Doctora"]
    assert "Salud" in response.content.decode()
    assert re.search(r'class="language-switch" href="/en/resources/\?topic=health"', response.content.decode())


@pytest.mark.once
def test_the_catalog_needs_the_same_queries_for_many_resources(client, shelf):
    page = ResourcePageFactory(topics=list(TopicFactory._meta.model.objects.source()[:2]))
    grow(page, 9)
    assert_flat(lambda: get(client, "topic=health&topic=voice"), lambda: grow(page, 90))
    assert_flat(lambda: get(client), lambda: None)


KEPT = ["/en/", "/en/resources/", "/en/resources/?topic=health&type=guide&sort=rating&page=3"]
# How the rows of a page are found: by its id, or by those of the pages that are shown.
BY_ID = re.compile(r"^SEARCH .*(INTEGER PRIMARY KEY \(rowid=\?\)|\((resourcepage_id|page_id|key)=\?)")


@pytest.mark.once
@pytest.mark.parametrize("address", [*KEPT, "resource"])
def test_no_page_looks_through_all_resources(client, address):
    page = ResourcePageFactory(title="Clinic guide", topics=[TopicFactory(slug="health")])
    grow(page, 40)
    address = page.url if address == "resource" else address
    commit()  # what a transaction still changes is not kept
    client.get(address)
    looked = [step for sql, params in statements(lambda: client.get(address)) for step in plan(sql, params)]
    assert [step for step in looked if "resources_resourcepage" in step]
    assert [step for step in looked if not BY_ID.match(step)] == []


def statements(act):
    """What it asks about resources."""
    found = []

    def note(execute, sql, params, *rest):
        if "resources_resource" in sql and "resources_resourceindexpage" not in sql:
            found.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(note):
        act()
    return found


def plan(sql, params):
    """Each table that SQLite goes through for it, and how."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [step for *_ids, step in cursor.fetchall() if step.startswith(("SCAN", "SEARCH"))]


def rated(title, *spread, **values):
    page = ResourcePageFactory(title=title, **values)
    store_ratings(page.work, spread)
    return page


def test_the_best_rated_come_first_when_asked_for(client):
    rated("Loved by many", 0, 0, 0, 2, 7)
    rated("Loved by one", 0, 0, 0, 0, 1)
    rated("Disliked", 2, 2, 0, 0, 0)
    ResourcePageFactory(title="Not rated")
    titles = ["Loved by many", "Loved by one", "Not rated", "Disliked"]
    assert listed(get(client, "sort=rating")) == titles
    assert listed(get(client, "sort=-rating")) != titles


def test_cards_show_stars_without_asking_the_ratings(client):
    rated("Loved", 0, 0, 0, 2, 2)
    with CaptureQueriesContext(connection) as queries:
        text = get(client).content.decode()
    assert "4.5 of 5 stars" in text
    assert "4 ratings" in text
    assert not [query["sql"] for query in queries if "feedback_" in query["sql"]]


def test_translations_show_the_stars_of_the_work(client):
    page = rated("Loved", 0, 0, 0, 2, 2)
    translate(page, title="Querida", slug="querida")
    assert "4.5 de 5 estrellas" in get(client, url="/es/recursos/").content.decode()


def test_the_home_page_shows_the_best_that_more_than_one_person_rated(client):
    rated("Loved", 0, 0, 0, 0, 2)
    rated("Leak: loved by one", 0, 0, 0, 0, 1)
    rated("Leak: loved draft", 0, 0, 0, 0, 9, live=False)
    home = client.get("/en/")
    assert [card["title"] for card in home.context["best"]] == ["Loved"]
    assert "Best rated" in home.content.decode()
