"""Until when people hear: said once, kept, and over when the need is closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from feedback.domain import assigning, merging, moves
from feedback.enums import OPEN, Status
from feedback.models import Need, Promises
from tests.factories.feedback import BOTH, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 11, 28, 18, tzinfo=UTC)


def promise(**days):
    Promises.objects.update_or_create(defaults=days)


def test_a_new_installation_promises_something_for_all_but_a_question():
    Promises.objects.all().delete()
    call_command("setup_commons", verbosity=0)
    promises = Promises.objects.get()
    assert {status: promises.days(status) for status in Status} == {
        Status.RECEIVED: 14,
        Status.UNDER_REVIEW: 30,
        Status.NEEDS_INPUT: None,
        Status.PLANNED: 60,
        Status.IN_PROGRESS: 90,
        Status.PUBLISHED: None,
        Status.DECLINED: None,
        Status.MERGED: None,
    }


@pytest.mark.parametrize("status", OPEN)
def test_each_open_status_has_its_own_promise(status):
    promise(received=1, under_review=2, needs_input=3, planned=4, in_progress=5)
    with time_machine.travel(DAY):
        need = make_need(status, at=DAY)
    assert need.promised_on == date(2026, 11, 28) + timedelta(days=1 + list(OPEN).index(status))


def test_the_day_is_californias():
    promise(received=1)
    late_in_the_evening = datetime(2026, 11, 29, 6, tzinfo=UTC)
    assert make_need(at=late_in_the_evening).promised_on == date(2026, 11, 29)


def test_a_change_of_the_setting_rewrites_no_promise():
    promise(received=10)
    need = make_need(at=DAY)
    promise(received=50, under_review=7)
    assigning.assign(need, None, by=None)
    moves.add_note(need, "Seen", by=None)
    assert Need.objects.get(pk=need.pk).promised_on == date(2026, 12, 8)
    assert moves.move(need, Status.UNDER_REVIEW, by=None, at=DAY).promised_on == date(2026, 12, 5)


def test_nothing_is_promised_where_editors_left_it_empty():
    promise(received=None)
    need = make_need()
    assert need.promised_on is None
    assert not need.is_late


def test_none_of_what_is_closed_is_promised_or_late():
    page = ResourcePageFactory()
    with time_machine.travel(DAY):
        needs = [make_need(Status.DECLINED), make_merged_need(), make_published_need(page)]
    assert [need.promised_on for need in needs] == [None, None, None]
    assert not any(need.is_late for need in needs)


def test_what_is_opened_again_or_split_from_a_merge_is_promised_anew():
    with time_machine.travel(DAY):
        declined, merged = make_need(Status.DECLINED), make_merged_need()
        assert moves.move(declined, Status.UNDER_REVIEW, by=None, note="Sorry", reason=BOTH).promised_on == date(
            2026, 12, 28
        )
        assert merging.unmerge(merged, by=None).promised_on == date(2026, 12, 12)


def test_a_need_is_late_from_the_day_after():
    promise(received=1)
    need = make_need(at=DAY)
    for day, late in ((29, False), (30, True)):
        with time_machine.travel(datetime(2026, 11, day, 20, tzinfo=UTC)):
            assert Need.objects.get(pk=need.pk).is_late is late
