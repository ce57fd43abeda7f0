"""The tabs above the list: exactly their needs, counted, and to be narrowed down."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from feedback.domain import assigning, moves, pages
from feedback.enums import Status
from feedback.models import Need, Promises
from feedback.queries import saved_views
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory

pytestmark = pytest.mark.django_db

LIST, THEMES, FIGURES = (reverse(f"wagtailsnippets_feedback_need:{name}") for name in ("list", "themes", "figures"))
NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_the_end_of_november():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True, region=RegionalCenterFactory())
    client.force_login(person)
    return person


def days_ago(days):
    return NOW - timedelta(days=days)


@pytest.fixture
def needs(member):
    """By name: what each view must find, and what it must leave out."""
    Promises.objects.update_or_create(defaults={"received": 30, "under_review": 10, "planned": 7})
    colleague, elsewhere = UserFactory(working_group=True), RegionalCenterFactory()
    found = {
        "fresh": make_need(region=elsewhere, at=days_ago(1)),
        "ours": make_need(region=member.region, at=days_ago(6.9)),
        "nowhere": make_need(at=days_ago(7.1)),
        "late": make_need(region=elsewhere, at=days_ago(31)),
    }
    for name, person in (("mine", member), ("theirs", colleague), ("given_back", colleague)):
        need = make_need(region=elsewhere, at=days_ago(40))
        found[name] = assigning.assign(need, person, by=person, at=days_ago(1))
    found["given_back"] = assigning.assign(found["given_back"], None, by=colleague, at=days_ago(2))
    found["near"] = moves.move(
        assigning.assign(make_need(region=elsewhere, at=days_ago(20)), colleague, by=colleague, at=days_ago(9)),
        Status.PLANNED,
        by=None,
        at=NOW,
    )
    asked = assigning.assign(make_need(region=elsewhere), colleague, by=colleague)
    found["asked"] = moves.move(asked, Status.NEEDS_INPUT, by=None, reason={"en": "Where?", "es": "¿Dónde?"})
    for name, when in (("answered", NOW), ("answered_before", datetime(2026, 11, 1, 6, tzinfo=UTC))):
        need = make_need(region=member.region, at=days_ago(50))
        need = assigning.assign(need, member, by=member, at=days_ago(49))
        found[name] = pages.link_page(need, ResourcePageFactory(), by=None, at=when)
    found["declined"] = make_need(Status.DECLINED, region=member.region, at=days_ago(50))
    return found


VIEWS = {
    "new": {"fresh", "ours", "nowhere", "late"},
    "mine": {"mine"},
    "region": {"ours", "nowhere"},
    "unassigned": {"nowhere", "late"},
    "promised": {"late", "near"},
    "waiting": {"asked"},
    "published": {"answered"},
}


def listed(client, **query):
    return set(client.get(LIST, query).context["object_list"])


def tabs(client, **query):
    page = BeautifulSoup(client.get(LIST, query).content, "html.parser").find(class_="queue-views")
    return {
        tab["href"].partition("view=")[2] or tab["href"]: (
            " ".join(tab.get_text().split()),
            tab.has_attr("aria-current"),
        )
        for tab in page.find_all("a")
    }


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_shows_its_needs_and_no_other(client, needs, view):
    names = {need.pk: name for name, need in needs.items()}
    assert {names[need.pk] for need in listed(client, view=view)} == VIEWS[view]


def test_each_tab_says_how_many_its_view_shows_and_which_is_open(client, needs):
    assert tabs(client, view="mine") == {
        LIST: ("All", False),
        "new": ("New 4", False),
        "mine": ("Mine 1", True),
        "region": ("My region 2", False),
        "unassigned": ("Unassigned for a week 2", False),
        "promised": ("Promise near or past 2", False),
        "waiting": ("Waiting for the person 1", False),
        "published": ("Published this month 1", False),
        THEMES: ("Themes", False),
        FIGURES: ("Figures", False),
    }


def test_the_tabs_speak_spanish(client, member):
    UserProfile.objects.filter(user=member).update(preferred_language="es")
    assert [label for label, _current in tabs(client).values()] == [
        "Todas",
        "Nuevas 0",
        "Mías 0",
        "Mi región 0",
        "Sin asignar desde hace una semana 0",
        "Promesa próxima o vencida 0",
        "Esperan respuesta 0",
        "Publicadas este mes 0",
        "Temas en común",
        "Cifras",
    ]


def test_a_view_is_narrowed_down_by_filters_and_words(client, needs, member):
    assert listed(client, view="new", region=member.region.pk) == {needs["ours"]}
    assert listed(client, view="new", q=f"#{needs['late'].number}") == {needs["late"]}
    assert listed(client, view="new", q=f"#{needs['mine'].number}") == set()
    assert tabs(client, view="new", region=member.region.pk)["new"] == ("New 4", True)


def test_a_view_that_is_none_is_left_out_and_named(client, needs):
    response = client.get(LIST, {"view": "gone"})
    assert len(response.context["object_list"]) == len(needs)
    assert "no longer exists, which was left out: View." in response.content.decode()
    assert tabs(client, view="gone")[LIST] == ("All", True)


def test_who_has_no_region_sees_what_has_none(client, needs):
    client.force_login(UserFactory(admin=True))
    assert listed(client, view="region") == {needs["nowhere"]}


def test_the_list_says_which_promises_are_past(client, needs):
    rows = BeautifulSoup(client.get(LIST, {"view": "promised"}).content, "html.parser").select(".needs tbody tr")
    said = {row.select_one("[name=need]")["value"].split(":")[0]: row.find(class_="need-promise") for row in rows}
    late, near = (said[str(needs[name].pk)] for name in ("late", "near"))
    assert " ".join(late.get_text().split()) == "11/27/2026 Late"
    assert " ".join(near.get_text().split()) == "12/05/2026"


def test_the_screen_of_a_need_says_so_too(client, needs):
    for name, late in (("late", True), ("near", False)):
        text = client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[needs[name].pk])).content.decode()
        assert "Promised for" in text
        assert (">Late<" in text) is late


def test_a_need_is_unassigned_from_the_day_it_was_given_back(needs):
    back = Need.objects.get(pk=needs["given_back"].pk)
    assert timezone.localdate(back.assignee_since) == timezone.localdate(days_ago(2))


@pytest.mark.django_db(transaction=True)
def test_the_counts_are_kept_until_a_need_or_the_clock_changes_them(client, member, django_assert_num_queries):
    need = make_need(at=days_ago(6.9))
    assert saved_views.counts(member)["unassigned"] == 0
    with django_assert_num_queries(0):
        assert saved_views.counts(member)["unassigned"] == 0
        assert saved_views.counts(member)["new"] == 1
    with time_machine.travel(NOW + timedelta(days=0.2)):
        assert saved_views.counts(member)["unassigned"] == 1
    with time_machine.travel(NOW + timedelta(days=1)), django_assert_num_queries(1):
        assert saved_views.counts(member)["unassigned"] == 1
    assigning.assign(need, member, by=member, at=NOW)
    assert saved_views.counts(member) == {name: int(name in ("mine", "region")) for name in saved_views.SAVED_VIEWS}


@pytest.mark.django_db(transaction=True)
def test_the_counts_are_of_one_person_and_their_region(member):
    colleague = UserFactory(working_group=True, region=RegionalCenterFactory())
    make_need(region=member.region)
    assert [saved_views.counts(person)["region"] for person in (member, colleague)] == [1, 0]
    member.region, colleague.region = colleague.region, member.region
    assert [saved_views.counts(person)["region"] for person in (member, colleague)] == [0, 1]
