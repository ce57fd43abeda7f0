import pytest

from feedback.domain import merging, signals
from feedback.enums import Actor, NeedKind, SignalKind
from feedback.models import Need, Signal
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.taxonomy import RegionalCenterFactory

pytestmark = pytest.mark.django_db

SAID = {"title": "Budgets", "text": "Does anyone have a budget our size?", "language": "en"}


def test_a_promoted_post_opens_a_need_of_its_own_and_its_author_is_told():
    author, member = UserFactory(region=RegionalCenterFactory()), UserFactory(working_group=True)
    signal = signals.promote_post(17, **SAID, author=author, by=member)
    need = Need.objects.get()
    assert (need.title, need.kind, need.language, need.region) == (
        "Budgets",
        NeedKind.NEW_RESOURCE,
        "en",
        author.region,
    )
    assert (signal.kind, signal.text, signal.need, signal.participant.user) == (
        SignalKind.FORUM_POST,
        "Does anyone have a budget our size?",
        need,
        author,
    )
    assert [(event.actor, event.by) for event in need.events.all()] == [(Actor.PERSON, member)]
    assert [one.participant.user for one in need.subscriptions.all()] == [author]
    assert (need.people, need.priority) == (1, 10 + 5 + 3)


def test_it_joins_the_need_that_is_named_also_when_that_was_merged():
    member, need, into = UserFactory(working_group=True), make_need(), make_need()
    merging.merge(need, into, by=None)
    signal = signals.promote_post(17, **SAID, author=UserFactory(), by=member, need=need)
    assert (signal.origin, signal.need) == (need, into)
    assert set(Need.objects.all()) == {need, into}


def test_a_post_is_evidence_once():
    member, need = UserFactory(working_group=True), make_need()
    first = signals.promote_post(17, **SAID, author=UserFactory(), by=member)
    assert signals.promote_post(17, **SAID, author=UserFactory(), by=member, need=need) == first
    signals.promote_post(18, **SAID, author=UserFactory(), by=member, need=need)
    assert Signal.objects.filter(kind=SignalKind.FORUM_POST).count() == 2
    assert Need.objects.count() == 2


def test_the_post_of_a_former_member_counts_without_anyone_to_tell():
    signal = signals.promote_post(17, **SAID, author=None, by=UserFactory(working_group=True))
    assert (signal.participant, signal.need.people) == (None, 1)
    assert not signal.need.subscriptions.exists()
