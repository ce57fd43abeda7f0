"""What at least five visitors look for in vain within a week becomes a need, once, and not in public."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from feedback.domain import dismissing, moves
from feedback.domain.empty_searches import EmptySearch, propose
from feedback.enums import Actor, NeedKind, SignalKind, Status
from feedback.models import Need, Signal
from search.domain import proposing
from search.domain.proposing import propose_needs
from search.tasks import propose_needs as task
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need

pytestmark = pytest.mark.django_db

LAST_WEEK = date(2026, 11, 19)
TODAY = date(2026, 11, 27)


def searches():
    return list(Signal.objects.filter(kind=SignalKind.EMPTY_SEARCH).values_list("text", "language", "people", "need"))


def test_five_visitors_make_a_need_that_only_members_see(log, client):
    log("papalotes", "es", LAST_WEEK, visitors=5)
    log("kites", "en", LAST_WEEK, visitors=4)
    propose_needs(TODAY)
    need = Need.objects.get()
    assert searches() == [("papalotes", "es", 5, need.pk)]
    assert (need.title, need.language, need.kind) == ("Algo sobre «papalotes»", "es", NeedKind.NEW_RESOURCE)
    assert (need.status, need.people, need.events.get().actor) == (Status.RECEIVED, 1, Actor.SITE)
    assert client.get(need.get_absolute_url()).status_code == 404
    assert "papalotes" not in client.get("/en/needs/").text
    client.force_login(UserFactory(working_group=True))
    shown = client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])).text
    assert '<p>Searched without result: <q lang="es">papalotes</q></p>' in shown
    assert "Searched for by 5 visitors" in shown
    assert "by itself" in shown


def test_never_twice_whatever_members_made_of_it(log):
    log("kites", "en", LAST_WEEK, visitors=6)
    for decide in (
        lambda need: None,
        lambda need: moves.move(need, Status.DECLINED, by=None, reason=BOTH),
        lambda need: need.delete(),
    ):
        propose_needs(TODAY)
        for need in Need.objects.all():
            decide(need)
    propose_needs(TODAY)
    assert Signal.objects.count() == 1
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("second", "needs"),
    [(("Kite", "en"), 1), (("KITES", "en"), 1), (("asistencia", "es"), 1), (("kites for school", "en"), 2)],
)
def test_the_same_in_other_words_is_the_same(log, second, needs):
    first = ("attendance", "en") if second[1] == "es" else ("kites", "en")
    log(first[0], first[1], LAST_WEEK, visitors=3)
    log(second[0].lower(), second[1], LAST_WEEK, visitors=2, first=3)
    log(second[0].lower(), second[1], LAST_WEEK - timedelta(weeks=1), visitors=5)
    propose_needs(TODAY)
    propose_needs(TODAY)
    assert (Need.objects.count(), Signal.objects.get().people) == (1, 5)
    log(first[0], first[1], LAST_WEEK, visitors=9, first=10)
    propose_needs(TODAY)
    assert Need.objects.count() == needs


@pytest.mark.parametrize(
    ("days", "visitors"),
    [
        ([date(2026, 11, 23)], 9),  # a week that is not over
        ([date(2026, 10, 25)], 9),  # too long ago
        ([LAST_WEEK, LAST_WEEK - timedelta(weeks=1)], 4),  # the same may have come twice
    ],
)
def test_it_counts_whole_weeks_of_late_each_by_itself(log, days, visitors):
    for day in days:
        log("kites", "en", day, visitors=visitors)
    propose_needs(TODAY)
    assert not Need.objects.exists()


def test_what_was_or_is_found_is_not_proposed(log, entry):
    log("kites", "en", LAST_WEEK, visitors=9, found=3)
    log("school yard", "en", LAST_WEEK, visitors=9)
    entry("A school yard")
    propose_needs(TODAY)
    assert not Need.objects.exists()


def test_it_joins_the_open_need_of_whoever_searched_for_it_and_asked(log, client):
    said = {"kind": "new_resource", "title": "Something that flies", "body": "For grade 4.", "language": "en"}
    client.post("/en/suggest/", said | {"searched": "kite"})
    asked = Need.objects.get()
    before = asked.priority
    log("kites", "en", LAST_WEEK, visitors=7)
    propose_needs(TODAY)
    asked.refresh_from_db()
    assert Need.objects.get() == asked
    assert [people for _text, _language, people, _need in searches()] == [None, 7]
    assert asked.title == "Something that flies"
    assert asked.priority == before  # visitors whom nobody can tell apart are one voice, who spoke already


def test_it_is_not_proposed_where_members_closed_the_need_or_left_the_search_out():
    search, other = EmptySearch("kites", "en"), EmptySearch("balloons", "en")
    make_need(Status.DECLINED).signals.create(kind=SignalKind.EMPTY_SEARCH, language="en", part=search.part)
    need = make_need()
    left_out = need.signals.create(kind=SignalKind.EMPTY_SEARCH, language="en", part=other.part, origin=need)
    dismissing.dismiss(need, [left_out], by=UserFactory(working_group=True), note="Advertising")
    assert (propose(search, visitors=9), propose(other, visitors=9)) == (None, None)
    assert Signal.objects.filter(people=9).count() == 0


def test_a_week_proposes_only_so_many_those_of_most_visitors(log, monkeypatch):
    monkeypatch.setattr(proposing, "MOST_A_WEEK", 2)
    for words, visitors in (("kites", 5), ("balloons", 7), ("zeppelins", 6)):
        log(words, "en", LAST_WEEK, visitors=visitors)
    with time_machine.travel("2026-11-27 20:00Z"):
        propose_needs(TODAY)
        propose_needs(TODAY)
    assert {row[0] for row in searches()} == {"balloons", "zeppelins"}
    with time_machine.travel("2026-12-01 20:00Z"):
        propose_needs(date(2026, 12, 1))
    assert {row[0] for row in searches()} == {"balloons", "zeppelins", "kites"}


def test_the_task_is_on_the_schedule(log, settings):
    assert settings.CELERY_BEAT_SCHEDULE["propose-needs"]["task"] == task.name
    log("kites", "en", LAST_WEEK, visitors=5)
    with time_machine.travel("2026-11-27 20:00Z"):
        task()
    assert Need.objects.count() == 1
