"""The dashboard: each of its numbers leads to a list of just as many rows."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.accounts.domain import participants
from feedback.domain import moves, pages, ratings, voting
from feedback.enums import SignalKind, Status
from feedback.models import Need, Promises, Signal, Theme
from feedback.queries import evidence
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need
from tests.factories.pages import ResourcePageFactory, translate
from tests.factories.taxonomy import AudienceFactory, RegionalCenterFactory, StrategyFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")
FIGURES = reverse("wagtailsnippets_feedback_need:figures")
LIST = reverse("wagtailsnippets_feedback_need:list")


def day(month, day):
    return datetime(2026, month, day, 12, tzinfo=CALIFORNIA)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(day(11, 20), tick=False):
        yield


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def signal(need, kind=SignalKind.PROGRESS_REPORT, at=None, **values):
    """As a finding or a search leaves it."""
    at = at or day(11, 2)
    values = {"language": need.language, "created_at": at, "weight": 1} | values
    return Signal.objects.create(kind=kind, need=need, origin=need, part=str(Signal.objects.count()), **values)


@pytest.fixture
def busy():
    """Some of everything, this month, the month before and long ago."""
    Promises.objects.update_or_create(defaults={"received": 5, "under_review": 5})
    central, coast = RegionalCenterFactory(name="Central Valley"), RegionalCenterFactory(name="Coast")
    strategies = [StrategyFactory(name=name) for name in ("Leading", "Partnering")]
    audiences = [AudienceFactory(name=name) for name in ("Families", "Students")]
    page = ResourcePageFactory(title="A slow page", strategies=[strategies[0]], audiences=audiences, region=coast)
    ResourcePageFactory(strategies=[strategies[0]], region=central)
    ResourcePageFactory(draft=True, strategies=[strategies[1]], audiences=audiences)
    ResourcePageFactory()
    for number, month in enumerate((11, 11, 11, 11, 10, 10, 10, 4)):
        language, region = ("en", "es")[number % 2], (central, coast, None)[number % 3]
        need = make_need(at=day(month, 2 + number), language=language, region=region)
        if number % 4:
            need = moves.move(need, Status.UNDER_REVIEW, by=None, at=day(month, 5 + 2 * number))
        if number % 4 == 1:
            signal(need, strategy=strategies[0], audience=audiences[0])
            signal(need, strategy=strategies[1], region=region)
        if number % 4 == 2:
            moves.move(need, Status.DECLINED, by=None, reason=BOTH, at=day(month, 20))
        if number % 4 == 3:
            pages.link_page(need, page, by=None, at=day(month, 16))
        if number % 4 == 0:
            signal(need, audience=audiences[number % 2])
            signal(need, SignalKind.EMPTY_SEARCH, text=" Huertos escolares" if number else "huertos  ESCOLARES")
            voting.vote(
                moves.move(need, Status.UNDER_REVIEW, by=None), participants.of_user(UserFactory()), language="es"
            )
    make_merged_need(at=day(11, 3))
    for person, stars in zip((UserFactory(), UserFactory(), UserFactory()), (1, 2, 5), strict=True):
        ratings.rate(page.work, person, stars, reason="Too long" if stars < 3 else "")
    theme = Theme.objects.create(pk=700, name_en="Gardens", name_es="Huertos")
    Need.objects.filter(language="es").update(theme=theme)
    withdrawn = signal(Need.objects.open().first(), SignalKind.EMPTY_SEARCH, text="taken back", strategy=strategies[1])
    Signal.objects.filter(pk=withdrawn.pk).update(withdrawn_at=day(11, 3))


def shown(client, **query):
    response = client.get(FIGURES, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ").split())


def section(page, name):
    """The rows of its tables below the headings, as text."""
    return [[text_of(cell) for cell in row.select("th, td")] for row in page.select(f"#{name}-section tbody tr")]


def rows_at(client, address):
    """How many rows are listed there; for the page of a resource, how many ratings it speaks of."""
    response = client.get(address.replace("/needs/?", "/needs/results/?"))
    assert response.status_code == 200, address
    if "object_list" in response.context_data:
        assert response.context_data["paginator"].count == len(response.context_data["object_list"])
        return response.context_data["paginator"].count
    return int(re.search(r"(\d+) ratings?", response.content.decode())[1])


def test_every_number_is_that_of_the_rows_it_leads_to(client, member, busy):
    coast = Need.objects.filter(region__name="Coast").first().region_id
    counted = set()
    for query in ({}, {"period": "all", "language": "es", "region": coast}):
        links = shown(client, **query).select("a[data-counts]")
        assert len(links) > 40
        counted |= {(link["href"], int(link["data-counts"])) for link in links}
    assert {(address, rows_at(client, address)) for address, _count in counted} == counted


def test_no_number_stands_there_without_its_rows(client, member, busy):
    """Only zeros, means of stars, and the names of rows have no link."""
    for cell in shown(client, period="all").select(".figures td, .figures__summary dd"):
        alone = [text for text in cell.find_all(string=re.compile(r"[1-9]")) if not text.find_parent("a")]
        assert not alone or cell.find_parent("section")["id"] == "rated-section", cell


def test_the_numbers_of_a_month(client, member, busy):
    page = shown(client, period="2026-11")
    numbers = {text_of(one.dt): text_of(one.dd) for one in page.select(".figures__summary > div")}
    assert numbers == {
        "Asked for": "6",
        "First replies": "5",
        "Median days to the first reply": "6.0",
        "Published": "1",
        "Median days until published": "11.0",
        "Declined": "1",
        "Promises kept": "0",
        "Promises broken": "4",
    }
    assert rows_at(client, f"{LIST}?view=published") == 1, "the tab of the queue counts the same"
    groups = section(page, "groups")
    assert groups[:2] == [
        ["English", "4", "3", "18.0", "0", "–", "1", "0", "2"],
        ["Spanish", "2", "2", "5.0", "1", "11.0", "0", "0", "2"],
    ]
    assert ["Coast", "1", "2", "24.5", "0", "–", "0", "0", "1"] in groups
    assert groups[-1] == ["No region", "3", "1", "5.0", "0", "–", "1", "0", "1"]
    assert section(page, "months")[3:6] == [
        ["September 2026", "1", "0", "0"],
        ["October 2026", "3", "0", "1"],
        ["November 2026", "6", "1", "1"],
    ]


def test_what_was_said_in_a_month_and_what_is_there_today(client, member, busy):
    page = shown(client, period="2026-11")
    assert section(page, "sources") == [
        ["Finding of the Annual Progress Report", "6", "2", "4"],
        ["Suggestion", "5", "3", "2"],
        ["Low rating with a reason", "2", "2", "0"],
        ["Search without results", "2", "2", "0"],
        ["Voice added to it", "2", "0", "2"],
    ]
    assert section(page, "searches") == [["Huertos escolares", "2"]]
    assert section(page, "themes") == [["700 · Gardens", "2"]]
    assert section(page, "rated") == [["A slow page", "2.7", "3", "2"]]


def test_a_page_that_few_rated_or_nobody_can_see_is_not_among_the_lowest(client, member, monkeypatch):
    """Nor does it take the place of one that is."""
    monkeypatch.setattr(evidence, "MOST_SHOWN", 1)
    public = ResourcePageFactory(title="Rated by three")
    for page, people, stars in ((ResourcePageFactory(), 2, 1), (ResourcePageFactory(draft=True), 3, 1), (public, 3, 4)):
        for _number in range(people):
            ratings.rate(page.work, UserFactory(), stars)
    assert section(shown(client), "rated") == [["Rated by three", "4.0", "3", "0"]]


def test_the_map_says_where_something_is_asked_for_and_nothing_is_there(client, member, busy):
    assert section(shown(client), "gaps") == [
        ["Leading", "Needs: 2 Resources: 1", "Needs: 0 Resources: 1", "Needs: 0 Resources: 1"],
        ["Partnering", "Needs: 2 Resources: 0 Nothing there", "Needs: 0 Resources: 0", "Needs: 0 Resources: 0"],
        ["None named", "Needs: 2 Resources: 0 Nothing there", "Needs: 0 Resources: 0", "Needs: 2 Resources: 1"],
    ]


def test_the_map_counts_a_resource_in_the_languages_in_which_it_can_be_read(client, member):
    strategy, audience = StrategyFactory(), AudienceFactory()
    page = ResourcePageFactory(strategies=[strategy], audiences=[audience])
    ResourcePageFactory(strategies=[strategy], audiences=[audience])
    translate(page)
    found = {language: section(shown(client, language=language), "gaps")[0][1] for language in ("", "en", "es")}
    assert found == {"": "Needs: 0 Resources: 2", "en": "Needs: 0 Resources: 2", "es": "Needs: 0 Resources: 1"}


def test_the_map_of_a_region_has_its_resources_and_those_for_all(client, member):
    here, elsewhere = RegionalCenterFactory(), RegionalCenterFactory()
    strategy = StrategyFactory()
    for region in (here, elsewhere, None):
        ResourcePageFactory(strategies=[strategy], region=region)
        signal(make_need(region=region), strategy=strategy)
    assert section(shown(client, region=here.pk), "gaps")[0][1] == "Needs: 1 Resources: 2"


@pytest.mark.parametrize(("who", "status"), [("working_group", 200), ("editor", 200), ("moderator", 302), (None, 302)])
@pytest.mark.parametrize("name", ["figures", "figures_signals", "figures_resources"])
def test_who_reads_the_queue_reads_its_figures(client, who, status, name):
    need = make_need(body="Only for some")
    client.force_login(UserFactory(**{who: True} if who else {}))
    response = client.get(reverse(f"wagtailsnippets_feedback_need:{name}"))
    assert response.status_code == status
    assert need and ("Only for some" in response.content.decode()) is (status == 200 and name == "figures_signals")


@pytest.mark.parametrize("wrong", ["2026-13", "2027", "x", "\x00", "٢٠٢٦"])
def test_a_period_that_is_none_is_named_and_this_month_is_shown(client, member, wrong):
    page = shown(client, period=wrong, language=wrong, region=wrong)
    assert text_of(page.select_one("#summary-heading")) == "November 2026"
    assert len(page.select(".w-field__errors p, .w-field__errors .error-message")) == 3


def test_it_speaks_the_readers_language(client, busy):
    client.force_login(UserFactory(working_group=True, language="es"))
    page = shown(client, period="2026-11")
    assert page.html["lang"] == "es"
    assert text_of(page.select_one("#summary-heading")) == "noviembre de 2026"
    assert "Mediana de días hasta la primera respuesta" in text_of(page)
    assert section(page, "themes") == [["700 · Huertos", "2"]]


def test_each_chart_has_a_name_and_marks_for_what_there_is(client, member, busy):
    inflow, replies = shown(client, period="2026-11").select("svg.chart")
    assert text_of(inflow.title) == "What was asked for and what was answered, by month"
    assert inflow["role"] == replies["role"] == "img"
    assert [len(inflow.select(f".chart__bar--{number}")) for number in range(3)] == [3, 1, 2]
    assert [len(replies.select(f".chart__point--{number}")) for number in range(2)] == [2, 2]


@pytest.mark.once
def test_it_asks_as_much_of_the_database_for_many_as_for_few(client, member, busy):
    def grow():
        for number in range(8):
            need = make_need(at=day(11, 2), region=RegionalCenterFactory(), language=("en", "es")[number % 2])
            signal(need, strategy=StrategyFactory(), audience=AudienceFactory())
            signal(need, SignalKind.EMPTY_SEARCH, text=f"words {number}")
            page = ResourcePageFactory(strategies=[StrategyFactory()])
            Need.objects.filter(pk=need.pk).update(theme=Theme.objects.create(name_en=f"T{number}", name_es="T"))
            for stars in (1, 2, 3):
                ratings.rate(page.work, UserFactory(), stars)

    assert_flat(lambda: client.get(FIGURES), grow)


def test_the_queue_is_narrowed_by_what_figures_count(client, member):
    Promises.objects.update_or_create(defaults={"received": 30, "under_review": 30})
    strategy, audience, region = StrategyFactory(), AudienceFactory(), RegionalCenterFactory()
    match = moves.move(make_need(at=day(11, 2)), Status.UNDER_REVIEW, by=None, at=day(11, 4))
    other = moves.move(make_need(at=day(9, 1), region=region), Status.UNDER_REVIEW, by=None, at=day(10, 2))
    signal(match, strategy=strategy, audience=audience)
    signal(other, SignalKind.VOTE, strategy=None)
    november, october = {"when_from": "2026-11-01"}, {"when_to": "2026-10-31"}
    for query, expected in (
        ({"strategy": strategy.pk}, match),
        ({"strategy": "null"}, other),
        ({"audience": audience.pk}, match),
        ({"audience": "null"}, other),
        ({"region": "null"}, match),
        (november, match),
        (october, other),
        ({"happened": "replied"} | november, match),
        ({"happened": "kept"} | november, match),
        ({"happened": "broken"} | october, other),
        ({"happened": "broken"}, other),
        ({"promised": "late"}, other),
    ):
        assert list(client.get(LIST, query).context["object_list"]) == [expected], query


def test_a_row_says_what_was_said_and_not_what_it_is_part_of(client, member):
    need = moves.move(make_need(title="A map", body=""), Status.UNDER_REVIEW, by=None)
    make_merged_need(into=need, title="A plan of the roads", body="")
    voting.vote(need, participants.of_user(UserFactory()), language="en")
    signals = client.get(reverse("wagtailsnippets_feedback_need:figures_signals")).context["object_list"]
    assert sorted(signal.excerpt for signal in signals) == ["A map", "A map", "A plan of the roads"]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("list", {"when_from": "x"}),
        ("list", {"strategy": "99999"}),
        ("figures_signals", {"when_to": "2026-99-99"}),
        ("figures_signals", {"when_to": "9999-12-31"}),
        ("list", {"when_to": "9999-12-31"}),
        ("list", {"when_from": "9999-12-31"}),
        ("figures_signals", {"work": "x"}),
        ("figures_resources", {"audience": "x"}),
    ],
)
def test_what_is_no_value_of_a_filter_is_left_out_and_said(client, member, name, query):
    need = make_need(body="Still listed")
    ResourcePageFactory()
    page = client.get(reverse(f"wagtailsnippets_feedback_need:{name}"), query)
    assert "These filters hold something that no longer exists" in page.content.decode()
    assert need and len(page.context["object_list"]) == 1
