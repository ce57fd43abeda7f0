"""What waits too long is told to the members of its region, then to everyone: each time once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cms.notices.models import Notice
from cms.taxonomy.models import RegionalCenter
from feedback import tasks
from feedback.domain import moves
from feedback.enums import Status
from feedback.models import Need, Promises
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 9, 1, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def promised():
    Promises.objects.update_or_create(defaults={"received": 30, "under_review": 20})


@pytest.fixture
def valley():
    return RegionalCenterFactory(name="Central Valley", es="Valle Central")


@pytest.fixture
def people(valley):
    """Two who work for the region, one for another, and some who must hear nothing."""
    bay = RegionalCenterFactory(name="Bay Area")
    UserFactory(editor=True, region=valley)
    UserFactory(region=valley)
    UserFactory(working_group=True, region=valley, is_active=False)
    return {
        "ann": UserFactory(working_group=True, region=valley),
        "luz": UserFactory(working_group=True, region=valley, spanish=True),
        "bob": UserFactory(working_group=True, region=bay),
    }


def sweep(day):
    """Who is told what on this day, twice as every task may run; the numbers of the needs by person."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with time_machine.travel(FIRST + timedelta(days=day)):
        tasks.alert_about_overdue()
        tasks.alert_about_overdue()
    news = Notice.objects.exclude(pk__in=before).filter(kind="needs_overdue").order_by("pk")
    told = [(notice.recipient, [need["number"] for need in notice.context["needs"]]) for notice in news]
    return sorted(told, key=lambda one: one[0].pk)


def test_the_region_hears_after_ten_days_and_everyone_five_days_later(people, valley):
    need = make_need(region=valley, at=FIRST)
    number = [need.number]
    assert [day for day in range(10) if sweep(day)] == []
    assert sweep(9.9) == []
    assert sweep(10.1) == [(people["ann"], number), (people["luz"], number)]
    assert [day for day in (11, 14, 15) if sweep(day)] == []
    assert sweep(15.2) == [(people["ann"], number), (people["luz"], number), (people["bob"], number)]
    assert [day for day in (16, 31, 60) if sweep(day)] == []


def test_a_broken_promise_is_told_once_in_each_status(people, valley):
    need = make_need(region=valley, at=FIRST)
    moves.move(need, Status.UNDER_REVIEW, by=None, at=FIRST)
    assert sweep(20) == []
    assert [person for person, _needs in sweep(21)] == [people["ann"], people["luz"]]
    assert sweep(22) == []
    Promises.objects.update(planned=3)
    moves.move(Need.objects.get(pk=need.pk), Status.PLANNED, by=None, at=FIRST + timedelta(days=23))
    assert sweep(25) == []
    assert [person for person, _needs in sweep(27)] == [people["ann"], people["luz"]]


def test_what_has_no_region_or_a_region_without_members_is_everyones_at_once(people):
    nowhere = make_need(at=FIRST)
    far_away = make_need(at=FIRST, region=RegionalCenterFactory(name="Far North"))
    told = sweep(11)
    assert sorted(numbers for person, numbers in told if person == people["bob"]) == [
        [nowhere.number],
        [far_away.number],
    ]
    assert {person for person, _numbers in told} == set(people.values())
    assert len(told) == 6
    assert sweep(17) == []


def test_what_moved_on_or_is_closed_alerts_nobody(people, valley):
    with time_machine.travel(FIRST):
        moves.move(make_need(region=valley, at=FIRST), Status.UNDER_REVIEW, by=None, at=FIRST)
        make_need(Status.DECLINED, region=valley, at=FIRST)
        make_merged_need(make_published_need(ResourcePageFactory(), at=FIRST), region=valley, at=FIRST)
    assert sweep(11) == []


def test_many_needs_of_a_region_are_one_notice_in_the_language_of_each(people, valley):
    needs = [make_need(title=f"Guide {n}", region=valley, at=FIRST) for n in range(12)]
    told = sweep(11)
    assert told == [(people[name], [need.number for need in needs[:10]]) for name in ("ann", "luz")]
    contexts = {notice.language: notice.context for notice in Notice.objects.filter(kind="needs_overdue")}
    assert (contexts["en"]["count"], contexts["en"]["more"]) == (12, 2)
    assert (contexts["en"]["region"], contexts["es"]["region"]) == ("Central Valley", "Valle Central")
    assert f"region={valley.pk}" in contexts["en"]["url"]


def test_the_link_of_one_need_is_the_need_and_of_many_the_open_ones(people, valley, client):
    need = make_need(region=valley, at=FIRST)
    sweep(11)
    client.force_login(people["ann"])
    [notice] = Notice.objects.filter(recipient=people["ann"], kind="needs_overdue")
    assert client.get(notice.context["url"]).context["need"] == need
    later = [make_need(region=valley, at=FIRST) for _ in range(2)]
    make_need(Status.DECLINED, region=valley, at=FIRST)
    make_need(region=RegionalCenter.objects.exclude(pk=valley.pk).first(), at=FIRST)
    sweep(12)
    newest = Notice.objects.filter(recipient=people["ann"], kind="needs_overdue").latest("pk")
    assert set(client.get(newest.context["url"]).context["object_list"]) == {need, *later}


def test_an_alert_is_no_change_of_the_need(people, valley):
    need = make_need(region=valley, at=FIRST)
    sweep(11)
    after = Need.objects.get(pk=need.pk)
    assert (after.version, after.updated_at, after.events.count()) == (need.version, need.updated_at, 1)


def test_what_was_lost_is_told_by_the_next_sweep(people, valley, monkeypatch):
    need = make_need(region=valley, at=FIRST)

    def broken(*args, **kwargs):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("cms.notices.domain.telling.notify_many", broken)
        with pytest.raises(OSError):
            sweep(11)
    assert Need.objects.get(pk=need.pk).region_alerted_at is None
    assert len(sweep(11)) == 2


@pytest.mark.once
def test_the_sweep_stays_flat(people, valley):
    def due():
        make_need(region=valley, at=FIRST)

    def act():
        Need.objects.update(region_alerted_at=None)
        Notice.objects.all().delete()
        with time_machine.travel(FIRST + timedelta(days=11)):
            tasks.alert_about_overdue()

    due()
    assert_flat(act, grow=lambda: [due() for _ in range(20)])


def test_an_answer_in_between_takes_the_alert_to_everyone_back(people, valley):
    need = make_need(region=valley, at=FIRST)
    assert len(sweep(11)) == 2
    moves.move(need, Status.DECLINED, by=None, reason=BOTH, at=FIRST + timedelta(days=12))
    assert sweep(20) == []
