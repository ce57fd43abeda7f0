"""The public board: what is found, in which order, and what nobody may find there."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.taxonomy.models import RegionalCenter
from feedback.domain import hiding, merging, moves, pages, priority
from feedback.enums import NeedKind, Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ASKED, BOTH, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory, translate
from tests.factories.taxonomy import TopicFactory

pytestmark = pytest.mark.django_db

TITLE = re.compile(r'<h2 class="row__title">\s*<a href="([^"]+)"(?: lang="(\w+)")?>\s*(.*?)\s*</a>')


def titles(client, address="/en/needs/", **query):
    html = client.get(address, query).content.decode()
    return [title for _href, _lang, title in TITLE.findall(html)]


def facets(client, **query):
    found = client.get("/en/needs/", query).context["board"].facets
    return {facet["name"]: {each["value"]: each["count"] for each in facet["choices"]} for facet in found}


def region(slug):
    return RegionalCenter.objects.create(name=slug.title(), slug=slug, lead_agency="X", counties="Y")


@pytest.fixture
def needs():
    """What is public, and beside each something that must not be found: unseen, hidden, merged."""
    topic, north = TopicFactory(name="Attendance", es="Asistencia", slug="attendance"), region("north")
    other = TopicFactory(name="Health", es="Salud", slug="health")
    member = UserFactory(working_group=True)
    common = {"topic": topic, "region": north}
    public = {
        "review": make_need(Status.UNDER_REVIEW, title="A niños’ guide", **common),
        "planned": make_need(Status.PLANNED, title="Planned guide", language="es", topic=other, region=region("south")),
        "declined": make_need(Status.DECLINED, title="Declined list", kind=NeedKind.CORRECTION, **common),
    }
    secret = {"body": "Zaragoza words", **common}
    make_need(title="Unseen secret", **secret)
    hiding.hide(make_need(Status.PLANNED, title="Hidden secret", **secret), by=member, note="A name")
    merging.merge(make_need(Status.PLANNED, title="Merged secret", **secret), public["planned"], by=member)
    return public


def test_the_board_has_what_is_public_and_nothing_else(client, needs):
    assert set(titles(client)) == {"A niños’ guide", "Planned guide", "Declined list"}
    for address in ("/en/needs/", "/es/necesidades/", "/en/needs/feed/", "/es/necesidades/novedades/"):
        assert "secret" not in client.get(address).content.decode()
    assert client.get("/en/needs/").context["board"].page.paginator.count == 3


def test_the_numbers_beside_the_choices_count_what_is_public(client, needs):
    assert facets(client) == {
        "status": {"considered": 1, "under-way": 1, "declined": 1},
        "topic": {"attendance": 2, "health": 1},
        "region": {"north": 2, "south": 1},
        "language": {"en": 2, "es": 1},
        "kind": {"new_resource": 2, "correction": 1},
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "considered"}, {"A niños’ guide"}),
        ({"status": ["considered", "declined"]}, {"A niños’ guide", "Declined list"}),
        ({"topic": "attendance"}, {"A niños’ guide", "Declined list"}),
        ({"topic": "attendance", "kind": "correction"}, {"Declined list"}),
        ({"topic": "attendance", "region": "south"}, set()),
        ({"region": "south"}, {"Planned guide"}),
        ({"language": "es"}, {"Planned guide"}),
        ({"kind": "correction"}, {"Declined list"}),
        ({"status": "received"}, {"A niños’ guide", "Planned guide", "Declined list"}),
        ({"topic": "nonsense", "page": "x", "sort": "x"}, {"A niños’ guide", "Planned guide", "Declined list"}),
        ({"q": "guide", "topic": "attendance"}, {"A niños’ guide"}),
    ],
)
def test_filters_narrow_together_and_unknown_values_are_ignored(client, needs, query, found):
    assert set(titles(client, **query)) == found


def test_counts_of_one_facet_respect_what_is_chosen_in_the_others(client, needs):
    chosen = facets(client, topic="attendance", kind="correction")
    assert chosen["kind"] == {"new_resource": 1, "correction": 1}
    assert chosen["topic"] == {"attendance": 1}
    assert chosen["status"] == {"declined": 1}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("NINOS", {"A niños’ guide"}),
        ("guide", {"A niños’ guide", "Planned guide"}),
        ("planned guide", {"Planned guide"}),
        ("asistencia", {"A niños’ guide", "Declined list"}),
        ("Attendance", {"A niños’ guide", "Declined list"}),
        ("secret", set()),
        ("zaragoza", set()),
        ("council", set()),
        ("\x00", {"A niños’ guide", "Planned guide", "Declined list"}),
        ("(", set()),
    ],
)
def test_words_are_looked_for_in_what_is_public_only(client, needs, words, found):
    """Each of these needs came with the words "Our council starts in January."""
    assert set(titles(client, q=words)) == found


def test_a_number_finds_the_need_if_it_is_public(client, needs):
    unseen = Need.objects.get(title="Unseen secret")
    assert titles(client, q=f"#{needs['planned'].number}") == ["Planned guide"]
    assert titles(client, q=f"#{unseen.number}") == []


@pytest.mark.both
def test_the_order_is_chosen(client):
    old, new = make_need(title="Old"), make_need(title="New", at=ASKED + timedelta(days=1))
    wanted = make_need(Status.UNDER_REVIEW, title="Wanted", at=ASKED - timedelta(days=1))
    for _other in range(2):
        merging.merge(make_need(author=UserFactory()), wanted, by=None)
    for number, need in enumerate((old, new)):
        moves.move(need, Status.UNDER_REVIEW, by=None)
        moves.move(need, Status.PLANNED, by=None, at=timezone.now() - timedelta(days=number))
    assert titles(client) == ["Old", "New", "Wanted"]
    assert titles(client, sort="people") == ["Wanted", "New", "Old"]
    assert titles(client, sort="newest") == ["New", "Old", "Wanted"]


def test_a_row_says_how_many_people_where_it_stands_and_what_was_decided(client):
    need = make_need(author=UserFactory(region=region("north")), title="Guide", topic=TopicFactory(es="Asistencia"))
    merging.merge(make_need(author=UserFactory(region=region("south"))), need, by=None)
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    text = " ".join(client.get("/es/necesidades/").content.decode().split())
    assert "2 personas, 2 regiones" in text
    assert "No se hará" in text
    assert "Este es el motivo." in text
    assert "This is why." not in text
    assert "Asistencia" in text


def test_what_is_in_the_other_language_says_so(client):
    make_need(Status.PLANNED, title="An English title")
    moves.move(make_need(Status.UNDER_REVIEW, title="Una guía", language="es"), Status.PLANNED, by=None, response=BOTH)
    shown = {title: lang for _href, lang, title in TITLE.findall(client.get("/en/needs/").content.decode())}
    assert shown == {"An English title": "", "Una guía": "es"}
    Need.objects.update(response_en="")
    assert '<p class="row__summary" lang="es">' in client.get("/en/needs/").content.decode()


def test_the_published_page_is_linked_in_the_readers_language_and_never_a_draft(client):
    page = ResourcePageFactory(title="The guide")
    make_published_need(page)
    assert page.url in client.get("/es/necesidades/").content.decode()
    spanish = translate(page, title="La guía")
    html = client.get("/es/necesidades/").content.decode()
    assert spanish.url in html and page.url not in html
    draft = ResourcePageFactory(title="A secret draft", draft=True)
    pages.link_page(make_need(Status.PLANNED), draft, by=None)
    assert "A secret draft" not in client.get("/en/needs/").content.decode()


def test_pages_are_cut_at_twenty_and_a_number_beyond_the_last_gives_the_last(client):
    for number in range(23):
        make_need(Status.PLANNED, title=f"Guide {number:02}")
    pages_seen = [titles(client, page=page) for page in (1, 2)]
    assert [len(page) for page in pages_seen] == [20, 3]
    assert len({title for page in pages_seen for title in page}) == 23
    assert titles(client, page=99) == pages_seen[1]
    assert titles(client, page="-3") == pages_seen[1] or titles(client, page="-3") == pages_seen[0]
    assert "topic=x" not in client.get("/en/needs/", {"page": 2}).content.decode()


@pytest.mark.parametrize(
    ("query", "said", "way_on"),
    [
        ({}, "Nothing is here yet", "/en/suggest/"),
        ({"q": "<b>guide"}, "Nothing found for “&lt;b&gt;guide”", "/en/suggest/?searched=%3Cb%3Eguide"),
        ({"kind": "correction"}, "Nothing here fits all of that", "/en/suggest/"),
    ],
)
def test_where_nothing_is_there_is_a_way_on(client, query, said, way_on):
    html = client.get("/en/needs/", query).content.decode()
    assert said in html
    assert f'class="button" href="{way_on}"' in html


def test_switching_language_keeps_what_is_chosen(client, needs):
    html = client.get("/en/needs/", {"topic": "attendance", "q": "guide"}).content.decode()
    assert 'href="/es/necesidades/?q=guide&amp;topic=attendance"' in html


def test_the_board_is_one_of_the_places_of_the_site(client):
    for language, address in (("en", "/en/needs/"), ("es", "/es/necesidades/")):
        for page in (f"/{language}/", client.get(f"/{language}/").context and address):
            assert f'href="{address}"' in client.get(page).content.decode()
    assert 'href="/en/needs/"' in client.get("/en/suggest/").content.decode().partition("<footer")[0]


def test_how_priority_is_made_is_told_with_the_figures_that_count(client, monkeypatch):
    monkeypatch.setattr(priority, "PER_REGION", 777)
    html = client.get("/en/needs/").content.decode()
    rows = re.findall(r'<th scope="row">\s*(.*?)\s*</th>\s*<td class="number">(\d+)</td>', html, re.DOTALL)
    told = {" ".join(label.split()): int(points) for label, points in rows}
    assert told["Different people"] == priority.PER_PERSON
    assert told["Different regions"] == 777
    assert told[f"Weeks waiting (at most {priority.MOST_WEEKS})"] == priority.PER_WEEK
    assert "Said at a meeting (at most 3)" in told
    assert "Finding of the Annual Progress Report (times its weight, 1 to 5) (at most 3)" in told
    without_limits = {label.partition(" (")[0]: points for label, points in told.items()}
    assert {kind.label: without_limits[str(kind.label)] for kind in priority.WEIGHTS} == {
        kind.label: weight for kind, weight in priority.WEIGHTS.items()
    }


# The feed


def test_the_feed_tells_of_answers_newest_first_in_the_language_of_its_reader(client):
    make_need(Status.UNDER_REVIEW, title="Not answered")
    asked = make_need(Status.UNDER_REVIEW, title="Una guía", language="es")
    moves.move(asked, Status.DECLINED, by=None, reason=BOTH)
    published = make_published_need(ResourcePageFactory(), title="Home visits")
    feed = client.get("/en/needs/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert text.index("Home visits") < text.index("Una guía")
    assert "Not answered" not in text
    assert published.get_absolute_url() in text
    assert '<entry xml:lang="es">' in text and '<entry xml:lang="en">' in text
    assert "This is why." in text and "Este es el motivo." not in text
    assert "Este es el motivo." in client.get("/es/necesidades/novedades/").content.decode()


def test_an_empty_feed_does_not_change_with_each_visit(client):
    assert client.get("/en/needs/feed/").content == client.get("/en/needs/feed/").content


# How much it costs


def make_many(number, topics, centers):
    """Rows alone: what the board reads of a need."""
    statuses = [Status.UNDER_REVIEW, Status.PLANNED, Status.IN_PROGRESS, Status.DECLINED]
    needs = [
        Need(
            title=f"Guide number {each}",
            folded_title=f"guide number {each}",
            language=("en", "es")[each % 2],
            kind=NeedKind.values[each % 5],
            status=statuses[each % 4],
            topic=topics[each % 3],
            region=centers[each % 3],
            people=each % 50,
            reason_es="Este es el motivo." * 20,
        )
        for each in range(number)
    ]
    Need.objects.bulk_create(needs, batch_size=1000)


def queries(client, **query):
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/en/needs/", query).status_code == 200
    return len(asked)


def test_the_number_of_queries_is_small_and_does_not_grow_with_the_needs(client):
    topics, centers = [TopicFactory() for _topic in range(3)], [region(f"r{each}") for each in range(3)]
    for number in range(2):
        make_published_need(ResourcePageFactory(), title=f"Published {number}", topic=topics[0])
    make_many(4, topics, centers)
    asked = [{}, {"q": "guide", "status": "under-way", "topic": topics[1].slug, "sort": "people", "page": 3}]
    for query in asked:
        queries(client, **query)  # what is kept for the process
    few = [queries(client, **query) for query in asked]
    make_many(10_000, topics, centers)
    many = [queries(client, **query) for query in asked]
    assert max(many) <= max(few) <= 10
