"""The month that is over is told to those who work the queue: in its first week, and to each once."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils.translation import override

from cms.notices.models import Notice
from cms.notices.rendering import message
from feedback import tasks
from feedback.domain import moves, pages, summaries
from feedback.enums import Status
from feedback.models import Promises
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need
from tests.factories.pages import ResourcePageFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")


def on(month, day, hour=12):
    return datetime(2026, month, day, hour, tzinfo=CALIFORNIA)


@pytest.fixture(autouse=True)
def promised():
    Promises.objects.update_or_create(defaults={"received": 14, "under_review": 30, "planned": None})


@pytest.fixture
def ann():
    return UserFactory(working_group=True)


def sweep(moment):
    """Who is told, by name of the month; twice, as every task may run."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with time_machine.travel(moment):
        tasks.send_monthly_summary()
        tasks.send_monthly_summary()
    news = Notice.objects.exclude(pk__in=before).filter(kind="monthly_summary").order_by("pk")
    return [(notice.recipient, notice.context["month"]) for notice in news]


def test_everyone_who_may_work_the_queue_hears_once_a_month(ann):
    luz = UserFactory(working_group=True, spanish=True)
    UserFactory(editor=True)
    UserFactory(moderator=True)
    UserFactory(working_group=True, is_active=False)
    assert sorted(sweep(on(11, 1, 0)), key=lambda one: one[0].pk) == [(ann, "October 2026"), (luz, "octubre de 2026")]
    assert sweep(on(11, 5)) == []
    assert len(sweep(on(12, 2))) == 2


@pytest.mark.parametrize(("moment", "told"), [((10, 31, 23), "September"), ((11, 7, 23), "October")])
def test_it_is_told_in_the_first_week_only(ann, moment, told):
    """At 11 p.m. in California it is the next day elsewhere."""
    assert sweep(on(*moment)) == ([(ann, "October 2026")] if told == "October" else [])


def test_after_the_first_week_it_is_no_news(ann):
    assert sweep(on(11, 8, 0)) == []


def test_once_everyone_knows_nothing_is_counted_again(ann, monkeypatch):
    sweep(on(11, 1))
    monkeypatch.setattr(summaries, "Report", None)
    assert sweep(on(11, 2)) == []


def test_who_joins_within_the_week_hears_too(ann):
    sweep(on(11, 1))
    bob = UserFactory(working_group=True)
    assert sweep(on(11, 3)) == [(bob, "October 2026")]


@pytest.fixture
def month():
    """An October with an answer, a reply, a need that waits, and some of other months."""
    make_need(at=on(9, 1), title="Waits since September")
    make_need(at=on(10, 20), title="Waits since October")
    make_need(at=on(11, 1, 1), title="Waits since this morning")
    make_merged_need(at=on(10, 2), title="Part of another", into=make_need(Status.PLANNED, at=on(8, 1)))
    published = moves.move(make_need(at=on(10, 1)), Status.UNDER_REVIEW, by=None, at=on(10, 4))
    pages.link_page(published, ResourcePageFactory(), by=None, at=on(10, 25))
    moves.move(make_need(at=on(10, 6)), Status.DECLINED, by=None, reason=BOTH, at=on(10, 7))
    late = moves.move(make_need(at=on(9, 2), title="Late since October"), Status.UNDER_REVIEW, by=None, at=on(9, 3))
    assert late.promised_on.month == 10


def lines(person):
    notice = Notice.objects.get(recipient=person, kind="monthly_summary")
    with override(notice.language):
        _subject, text, html = message(notice)
    assert "https" not in BeautifulSoup(html, "html.parser").get_text()
    return [line for line in text.splitlines() if line]


def test_it_says_what_happened_and_what_to_do_next(ann, month):
    sweep(on(11, 1))
    *said, link = lines(ann)
    assert [re.sub(r"^#\d+ ", "# ", line) for line in said] == [
        "Asked for: 4",
        "First replies: 2 (median: 2.0 days)",
        "Published: 1 (median: 24.0 days)",
        "Declined: 1",
        "Promises kept: 2",
        "Promises broken: 1",
        "Open today: 5",
        "Past their promise: 2",
        "Nobody has answered these for the longest time:",
        "# Waits since September",
        "# Waits since October",
        "# Waits since this morning",
        "These are past their promise for the longest time:",
        "# Waits since September",
        "# Late since October",
        "All figures, and the needs behind each:",
    ]
    assert link.endswith("/admin/needs/figures/?period=2026-10")


def test_it_says_the_same_in_spanish(month):
    luz = UserFactory(working_group=True, spanish=True)
    sweep(on(11, 1))
    assert lines(luz)[:3] == [
        "Se solicitó: 4",
        "Primeras respuestas: 2 (mediana: 2.0 días)",
        "Publicada: 1 (mediana: 24.0 días)",
    ]


def test_its_numbers_are_those_of_the_dashboard(client, ann, month):
    sweep(on(11, 1))
    told = Notice.objects.get(recipient=ann, kind="monthly_summary").context
    client.force_login(ann)
    with time_machine.travel(on(11, 1)):
        total = client.get(told["url"]).context["total"]
    shown = {
        name: getattr(total, name).count for name in ("opened", "replied", "published", "declined", "kept", "broken")
    }
    assert shown == {name: told[name] for name in shown}
    assert (total.median_reply.text, total.median_publish.text) == (told["median_reply"], told["median_publish"])


@pytest.mark.once
def test_it_asks_as_much_for_many_members_as_for_few(ann):
    def tell():
        with time_machine.travel(on(11, 1)):
            Notice.objects.all().delete()
            tasks.send_monthly_summary()

    assert_flat(tell, lambda: UserFactory.create_batch(8, working_group=True))
