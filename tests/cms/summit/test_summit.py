"""The summit: its schedule, its sessions, the next one and the last."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from cms.summit.models import Facilitator, Material, SummitPage
from tests.factories.pages import SessionPageFactory, SummitPageFactory, grow, translate
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

PACIFIC = ZoneInfo("America/Los_Angeles")


def session(day, hour, title, minutes=60, **values):
    start = datetime(2026, 9, day, hour, tzinfo=PACIFIC)
    return SessionPageFactory(title=title, starts_at=start, ends_at=start + timedelta(minutes=minutes), **values)


def test_sessions_stand_by_day_and_by_time_as_in_california(client):
    summit = SummitPageFactory()
    session(11, 9, "Second day", parent=summit)
    session(10, 17, "Late", parent=summit)  # already the next day in UTC
    session(10, 9, "B workshop", parent=summit)
    session(10, 9, "A workshop", parent=summit)
    days = client.get(summit.url).context["days"]
    assert [
        (day["date"].day, [[each.title for each in slot["sessions"]] for slot in day["slots"]]) for day in days
    ] == [
        (10, [["A workshop", "B workshop"], ["Late"]]),
        (11, [["Second day"]]),
    ]


def test_the_schedule_shows_no_draft_no_private_session_and_no_other_summit(client):
    summit, other = SummitPageFactory(), SummitPageFactory(year=2025)
    session(10, 9, "Open", parent=summit)
    session(10, 9, "Leak draft", parent=summit, live=False)
    private = session(10, 9, "Leak private", parent=summit)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    session(10, 9, "Leak elsewhere", parent=other)
    translate(session(10, 10, "Shown", parent=summit), publish=False, title="Leak translation")
    english = client.get(summit.url).content.decode()
    spanish = client.get(summit.get_translations().get().url).content.decode()
    assert "Open" in english
    assert "Shown" in english
    assert "Leak" not in english + spanish


def test_a_session_shows_when_where_who_and_with_what(client):
    page = session(10, 13, "Families lead", room="Sequoia")
    page.facilitators = [Facilitator(name="Devon", role="educator", organization="Poppy High")]
    page.materials = [Material(title="Slides", url="https://example.org/slides")]
    page.save()
    html = client.get(page.url).content.decode()
    for shown in (
        "1 p.m.",
        "Sequoia",
        "Devon",
        "Educator, Poppy High",
        'href="https://example.org/slides"',
    ):
        assert shown in html


@pytest.mark.parametrize(("minute", "asked"), [(59, False), (0, True)])
def test_nobody_is_asked_how_useful_a_session_was_before_it_began(client, minute, asked):
    page = session(10, 13, "Families lead")
    with time_machine.travel(datetime(2026, 9, 10, 13 - (not asked), minute, tzinfo=PACIFIC), tick=False):
        assert ("How useful is it?" in client.get(page.url).text) is asked


@pytest.mark.parametrize(
    ("today", "coming", "held"),
    [(date(2026, 9, 9), 2026, 2025), (date(2026, 9, 11), 2026, 2025), (date(2026, 9, 12), 2027, 2026)],
)
def test_the_next_summit_may_have_no_date_yet_and_the_last_is_over(today, coming, held):
    SummitPageFactory(year=2025, starts_on=date(2025, 6, 1), ends_on=date(2025, 6, 2))
    SummitPageFactory(year=2026)
    SummitPageFactory(year=2027, starts_on=None, ends_on=None)
    SummitPageFactory(year=2024, starts_on=None, ends_on=None)
    with time_machine.travel(datetime(today.year, today.month, today.day, 20, tzinfo=UTC)):
        assert SummitPage.objects.visible().coming().year == coming
        assert SummitPage.objects.visible().latest_held().year == held


def test_home_names_the_days_in_each_languages_way(client):
    page = SummitPageFactory()
    translate(page, title="Cumbre 2026", slug="cumbre-2026")
    assert "September 10 and 11, 2026" in client.get("/en/").content.decode()
    assert "10 y 11 de septiembre de 2026" in client.get("/es/").content.decode()


def test_a_session_ends_after_it_starts_and_a_summit_too():
    start = datetime(2026, 9, 10, 9, tzinfo=PACIFIC)
    with pytest.raises(ValidationError, match="A session ends after it starts"):
        SessionPageFactory(starts_at=start, ends_at=start)
    with pytest.raises(ValidationError, match="The last day cannot be before the first"):
        SummitPageFactory(starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 1))


def test_a_material_is_a_document_or_an_address():
    with pytest.raises(ValidationError, match="Give a web address or choose a document"):
        Material(title="Slides").clean()


@pytest.mark.once
def test_the_schedule_needs_the_same_queries_for_many_sessions(client):
    page = session(10, 9, "One")
    grow(page, 9)
    url = page.get_parent().url
    assert_flat(lambda: client.get(url), lambda: grow(page, 90))


def test_all_summits_are_listed_newest_first(client):
    for year in (2025, 2027, 2026):
        SummitPageFactory(year=year, title=f"Summit {year}")
    SummitPageFactory(year=2028, title="Leak draft", live=False)
    html = client.get("/en/summit/").content.decode()
    assert re.findall(r"Summit (\d{4})</a>", html) == ["2027", "2026", "2025"]
    assert "Leak" not in html
