"""Voices of people who spoke at a meeting: what they count for, and taking them back."""

from datetime import date

import pytest

from cms.accounts.domain import erasing, participants
from cms.notices.models import Notice
from feedback.domain import assigning, meetings, merging, moves, notifications, priority, splitting, voting
from feedback.domain.errors import RefusedError
from feedback.domain.meetings import Facts, Spoken
from feedback.enums import SignalKind, Status, SubscriptionReason
from feedback.models import Meeting, Need, Signal
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need
from tests.factories.taxonomy import AudienceFactory, RegionalCenterFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory(working_group=True, region=None)


def meet(by, *spoken, region=None):
    meeting = meetings.plan(Facts("Family night", date(2026, 10, 3), "Fresno", region), by=by)
    meetings.record(meeting, spoken, by=by)
    return meeting


def said(people=25, title="A guide for new families", **values):
    return Spoken(title, "en", people, **values)


def now(need):
    return Need.objects.get(pk=need.pk)


def points(need):
    need = now(need)
    return priority.priority_of(need, now=need.created_at).total


def test_a_voice_opens_a_need_that_counts_a_meeting_and_nobody_by_name(member):
    topic, region, audience = TopicFactory(), RegionalCenterFactory(), AudienceFactory()
    meeting = meet(member, said(text="¿Adónde vamos?", topic=topic, audience=audience), region=region)
    need, signal = Need.objects.get(), Signal.objects.get()
    assert (need.title, need.topic, need.region, need.status) == (
        "A guide for new families",
        topic,
        region,
        Status.RECEIVED,
    )
    assert (signal.kind, signal.text, signal.meeting, signal.audience) == (
        SignalKind.MEETING,
        "¿Adónde vamos?",
        meeting,
        audience,
    )
    assert signal.participant is None
    assert (need.people, need.meetings, need.at_meetings, need.regions) == (0, 1, 25, 1)


def test_a_voice_joins_the_need_that_was_chosen(member):
    need = make_need(author=UserFactory())
    meet(member, said(30, need=need), said(12, title="Buses", need=None))
    assert (now(need).people, now(need).at_meetings) == (1, 30)
    assert Need.objects.count() == 2


def test_a_closed_need_is_not_joined_and_nothing_is_kept(member):
    need = make_need(Status.DECLINED)
    with pytest.raises(RefusedError):
        meet(member, said(title="Buses"), said(need=need))
    assert not Signal.objects.filter(kind=SignalKind.MEETING).exists()


@pytest.mark.parametrize("people", [1, 2, 9, 10, 25, 60, 500])
def test_a_meeting_never_outweighs_as_many_people_who_speak_for_themselves(member, people):
    alone = make_need(author=UserFactory())
    meet(member, said(people))
    at_meeting = points(Need.objects.exclude(pk=alone.pk).get())
    assert at_meeting <= points(alone) + priority.MOST_TENS
    if people == 1:
        assert at_meeting <= priority.PER_PERSON + priority.WEIGHTS[SignalKind.VOTE]


def test_one_member_typing_many_people_many_rows_and_many_meetings_gains_little(member):
    need = make_need()
    before = points(need)
    for _ in range(20):
        meet(member, *[said(500, need=need)] * 20)
    limit = priority.MOST_MEETINGS * (priority.PER_PERSON + priority.MOST_TENS)
    assert points(need) - before == limit
    assert limit < 5 * (priority.PER_PERSON + priority.WEIGHTS[SignalKind.VOTE])
    assert now(need).people == 1
    assert now(need).meetings == 20


def test_rows_of_one_meeting_count_as_the_largest_of_them(member):
    need = make_need(author=UserFactory())
    meet(member, said(12, need=need), said(30, need=need))
    assert (now(need).meetings, now(need).at_meetings) == (1, 30)


def test_an_impossible_number_of_people_is_cut(member):
    meet(member, said(9999))
    assert Need.objects.get().at_meetings == meetings.MOST_PEOPLE


def test_whoever_entered_it_hears_what_came_of_it_and_counts_for_nothing(member):
    meet(member, said())
    need = Need.objects.get()
    assert need.subscriptions.get().reason == SubscriptionReason.FOLLOWS
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    notifications.notify_due()
    assert Notice.objects.get(kind="need_declined").recipient == member
    assert now(need).people == 0


def test_whoever_entered_it_also_hears_of_what_was_split_off(member):
    need = make_need(author=UserFactory())
    meet(member, said(need=need))
    new = splitting.split(need, list(need.signals.filter(kind=SignalKind.MEETING)), by=None)
    assert new.title == "A guide for new families"
    assert {each.participant.user for each in new.subscriptions.all()} == {member}
    assert (now(new).at_meetings, now(need).at_meetings) == (25, 0)


def test_undoing_takes_untouched_needs_along_and_leaves_the_others_without_it(member):
    asked, taken = make_need(author=UserFactory()), None
    meeting = meet(
        member, said(title="Untouched"), said(title="Taken"), said(title="Joined by others"), said(need=asked)
    )
    by_title = {need.title: need for need in Need.objects.all()}
    taken, joined = by_title["Taken"], by_title["Joined by others"]
    assigning.assign(taken, member, by=member)
    merging.merge(make_need(author=UserFactory()), joined, by=None)
    undone = meetings.undo(meeting)
    assert undone.gone == [by_title["Untouched"].pk]
    assert undone.staying == sorted([taken.pk, joined.pk, asked.pk])
    assert not Need.objects.filter(title="Untouched").exists()
    assert [now(need).at_meetings for need in (taken, joined, asked)] == [0, 0, 0]
    assert [now(need).people for need in (taken, joined, asked)] == [0, 1, 1]


def test_two_voices_of_one_meeting_in_one_need_go_together(member):
    meeting = meet(member, said())
    need = Need.objects.get()
    meetings.record(meeting, [said(10, need=need)], by=member)
    assert meetings.undo(meeting).gone == [need.pk]
    assert not Signal.objects.exists()


def test_a_meeting_is_undone_once_and_takes_no_more_voices(member):
    meeting = meet(member, said())
    meetings.undo(meeting)
    for again in (lambda: meetings.undo(meeting), lambda: meetings.record(meeting, [said()], by=member)):
        with pytest.raises(RefusedError):
            again()
    assert not Need.objects.exists()


def test_a_vote_keeps_a_need_whose_meeting_is_undone(member):
    meeting = meet(member, said())
    need = moves.move(Need.objects.get(), Status.UNDER_REVIEW, by=member)
    voting.vote(need, participants.of_user(UserFactory()), language="en")
    assert meetings.undo(meeting).staying == [need.pk]
    assert (now(need).people, now(need).meetings) == (1, 0)


def test_the_meeting_stays_when_whoever_entered_it_is_erased(member):
    meeting = meet(member, said())
    erasing.erase_account(member)
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.recorded_by is None
    assert Need.objects.get().at_meetings == 25
    assert not Need.objects.get().subscriptions.exists()
