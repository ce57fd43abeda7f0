"""The report of searches: for whoever reads the queue, each number with its rows."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from feedback.enums import Actor, SignalKind
from feedback.models import Need, Signal
from search.domain import logging as search_log
from search.models import LoggedSearch, SearchChange
from tests.factories.accounts import UserFactory
from tests.queries import assert_flat
from tests.search.log.conftest import TODAY

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/searches/"
LAST_MONTH = TODAY - timedelta(days=30)
PEOPLE = {
    "anonymous": None,
    "member": {},
    "cop": {"cop": True},
    "moderator": {"moderator": True},
    "working_group": {"working_group": True},
    "editor": {"editor": True},
    "admin": {"admin": True},
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-27 20:00Z", tick=False):
        yield


@pytest.fixture
def member(client):
    client.force_login(UserFactory(working_group=True))
    return client


@pytest.fixture
def busy(log, entry):
    """In four weeks and the four before: found and opened, found, in vain, more and less than before."""
    garden = entry("Gardens", url="/en/gardens/")
    log("gardens", visitors=4, found=1, near=2)
    search_log.write([search_log.Opened(("gardens", "en"), garden.pk, place) for place in (1, 2, 2)])
    log("field trips", visitors=3, found=7)
    log("field trips", day=LAST_MONTH, visitors=5, found=7)
    log("kites", visitors=2)
    log("kite", visitors=1, first=2, day=TODAY - timedelta(days=8))
    log("papalotes", "es", visitors=2)
    log("forgotten", day=LAST_MONTH, visitors=9)
    return garden


def cells(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("table.listing tbody tr")
    ]


def words(client, **query):
    return [row[0] for row in cells(client.get(REPORT, query))]


def test_who_may_read_it_and_has_it_in_the_menu(log):
    log("kites")
    search = f"{REPORT}search/?key=kite&language=en"
    read, menu = set(), set()
    for role, traits in PEOPLE.items():
        client = Client()
        if traits is not None:
            client.force_login(UserFactory(**traits))
        if [client.get(url).status_code for url in (REPORT, f"{REPORT}results/", search)] == [200, 200, 200]:
            read.add(role)
        if f'"{REPORT}"' in client.get("/admin/").text:
            menu.add(role)
    assert read == menu == {"working_group", "editor", "admin"}


def test_each_search_is_a_row_with_its_numbers(member, busy):
    assert cells(member.get(REPORT)) == [
        ["gardens", "English", "4", "4", "0", "1", "2", "3"],
        ["field trips", "English", "3", "3", "5", "7", "0", "0"],
        ["kites", "English", "3", "3", "0", "0", "0", "0"],
        ["papalotes", "Spanish", "2", "2", "0", "0", "0", "0"],
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"show": "nothing"}, ["kites", "papalotes"]),
        ({"show": "nothing", "language": "es"}, ["papalotes"]),
        ({"show": "unopened"}, ["field trips"]),
        ({"show": "rising"}, ["gardens", "kites", "papalotes"]),
        ({"span": "7"}, ["gardens", "field trips", "kites", "papalotes"]),
        ({"span": "91"}, ["forgotten", "field trips", "gardens", "kites", "papalotes"]),
        ({"words": "TRIP"}, ["field trips"]),
        ({"ordering": "times"}, ["papalotes", "field trips", "kites", "gardens"]),
        ({"ordering": "-before"}, ["field trips", "gardens", "kites", "papalotes"]),
        ({"span": "x", "language": "fr", "show": "y"}, ["gardens", "field trips", "kites", "papalotes"]),
    ],
)
def test_it_is_narrowed_and_put_in_order(member, busy, query, expected):
    assert words(member, **query) == expected


def test_by_language_the_same_thing_stands_twice(member, log):
    log("attendance", visitors=2)
    log("asistencia", "es", first=2)
    assert words(member) == ["attendance", "asistencia"]


def test_every_number_leads_to_its_rows(member, busy):
    page = BeautifulSoup(member.get(REPORT).content, "html.parser")
    rows = [[link["href"] for link in row.select("a")] for row in page.select("table.listing tbody tr")]
    asked, visitors, searches, found, near, opened = rows[0]
    assert (found, near) == ("/en/search/?q=gardens", "/en/search/?q=gardens")
    assert [len(row) for row in rows] == [6, 4, 3, 3]  # a zero has no rows
    assert [visitors, searches, opened] == [f"{asked}#{part}-section" for part in ("days", "days", "opened")]
    screen = BeautifulSoup(member.get(asked).content, "html.parser")
    result, days = (screen.select(f"#{name}-section tbody tr") for name in ("opened", "days"))
    assert [row.get_text(" ", strip=True) for row in result] == ["Gardens 3 1.7"]
    assert [row.get_text(" ", strip=True) for row in days] == ["Nov. 27, 2026 gardens 4 4 1 2 3"]
    assert screen.select_one("#opened-section tbody a")["href"] == "/en/gardens/"
    kites = BeautifulSoup(member.get(rows[2][0]).content, "html.parser")
    assert [row.get_text(" ", strip=True) for row in kites.select("#days-section tbody tr")] == [
        "Nov. 27, 2026 kites 2 2 0 0 0",
        "Nov. 19, 2026 kite 1 1 0 0 0",
    ]


def test_a_result_that_is_hidden_at_this_moment_keeps_its_number_only(member, busy):
    SearchChange.objects.create(kind=busy.kind, object_id=busy.object_id)
    page = member.get(f"{REPORT}search/", {"key": LoggedSearch.objects.filter(words="gardens").first().key}).text
    assert "Not public any more" in page
    assert "/en/gardens/" not in page


def test_a_result_that_is_gone_keeps_its_number_only(member, busy):
    busy.delete()
    page = member.get(f"{REPORT}search/", {"key": LoggedSearch.objects.filter(words="gardens").first().key}).text
    assert "Not public any more" in page
    assert "/en/gardens/" not in page


@pytest.mark.parametrize("query", [{}, {"key": "nothing"}, {"key": "kite", "language": "es"}, {"key": "\x00"}])
def test_what_nobody_searched_for_is_no_screen(member, log, query):
    log("kites")
    page = member.get(f"{REPORT}search/", query, follow=True)
    assert page.redirect_chain == [(REPORT, 302)]
    assert "Nobody searched for this in these days, or it is not kept any more." in page.text


def test_the_export_runs_no_formulas(member, log):
    LoggedSearch.objects.create(words="=1+1", key="=1+1", language="en", day=TODAY, searches=1, visitors=1)
    log("kites", visitors=2)
    exported = member.get(REPORT, {"export": "csv"})
    rows = list(csv.reader(StringIO(b"".join(exported.streaming_content).decode())))
    assert rows == [
        [
            "Words",
            "Language",
            "Searches",
            "Visitors",
            "Found by words",
            "Found by meaning",
            "Without results",
            "Results opened",
            "Searches before",
            "More than before",
        ],
        ["kites", "en", "2", "2", "0", "0", "2", "0", "0", "2"],
        ["'=1+1", "en", "1", "1", "0", "0", "0", "0", "0", "1"],
    ]


def test_a_member_makes_a_need_of_it(member, log):
    log("kites", visitors=3)
    screen = f"{REPORT}search/?key=kite&language=en"
    form = member.get(screen)
    assert form.context["form"]["title"].value() == "Something about “kites”"
    again = member.post(screen, {"title": " "})
    assert (again.status_code, Need.objects.count()) == (422, 0)
    made = member.post(screen, {"title": "Kites to build in class"}, follow=True)
    need = Need.objects.get()
    assert made.redirect_chain == [(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]), 302)]
    assert (need.title, need.language, need.events.get().actor) == ("Kites to build in class", "en", Actor.PERSON)
    said = Signal.objects.values_list("kind", "text", "people", "participant")
    assert list(said) == [(SignalKind.EMPTY_SEARCH, "kites", 3, None)]
    assert need.subscriptions.get().participant.user.display_name in made.text
    after = member.get(screen)
    assert "There is a need for it:" in after.text
    assert after.context["form"] is None
    assert member.post(screen, {"title": "Once more"}).status_code == 422
    assert Need.objects.count() == 1


@pytest.mark.parametrize("found", [True, False])
def test_only_of_what_is_not_found_and_only_by_members(client, log, entry, found):
    log("kites")
    screen = f"{REPORT}search/?key=kite&language=en"
    if found:
        entry("Kites")
    client.force_login(UserFactory(working_group=found, editor=not found))
    assert client.get(screen).context["form"] is None
    assert client.post(screen, {"title": "Kites"}).status_code in ({422} if found else {302, 403})
    assert not Need.objects.exists()


def test_queries_do_not_grow_with_the_searches(member, log):
    log("kites", visitors=2)

    def grow():
        for number in range(40):
            log(f"word{number}", visitors=1)

    assert_flat(lambda: member.get(REPORT), grow)
