"""Some of what people said becomes a need of its own, and they hear of that one."""

from datetime import timedelta

import pytest

from cms.accounts.domain import erasing, participants
from cms.notices.models import Notice
from feedback.domain import merging, moves, notifications, ratings, splitting, suggestions
from feedback.domain.errors import ConflictError, RefusedError
from feedback.domain.priority import priority_of
from feedback.enums import Actor, EventKind, Status, SubscriptionReason
from feedback.models import Need, Signal, Subscription, Suggestion
from feedback.queries.needs import need_of
from feedback.queries.receipts import Receipt
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ASKED, BOTH, make_merged_need, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory

pytestmark = pytest.mark.django_db


def said_by(need, *people):
    """Merge what each asked for into the need; their signals."""
    for person in people:
        merging.merge(make_need(author=person), need, by=None)
    need.refresh_from_db()
    return list(need.signals.filter(participant__user__in=people))


def told(need):
    return {subscription.participant.user for subscription in need.subscriptions.select_related("participant__user")}


@pytest.fixture
def people():
    return [UserFactory() for _ in range(3)]


def test_signals_and_those_who_said_them_go_to_the_new_need(people):
    member, topic = UserFactory(working_group=True), TopicFactory()
    need = make_need(author=people[0], topic=topic)
    _first, second = said_by(need, *people[1:])
    new = splitting.split(need, [second], by=member, title=" A new title ", note="Something else")
    assert (list(new.signals.all()), told(new)) == ([second], {people[2]})
    assert (need.signals.count(), told(need)) == (2, set(people[:2]))
    assert (new.title, new.status, new.topic, new.created_at) == ("A new title", "received", topic, second.created_at)
    assert new.promised_on is not None
    [event] = new.events.all()
    assert (event.kind, event.other, event.by, event.actor) == (EventKind.SPLIT, need, member, Actor.PERSON)
    last = need.events.last()
    assert (last.kind, last.other, last.note, last.version) == (
        EventKind.SPLIT,
        new,
        "Something else",
        need.version + 1,
    )


def test_the_sums_of_both_are_those_that_are_shown(people):
    need = make_need(author=people[0])
    signals = said_by(need, *people[1:])
    new = splitting.split(need, signals, by=None)
    for one, count in ((need, 1), (new, 2)):
        one.refresh_from_db()
        assert one.people == count
        assert one.priority == priority_of(one).total


def test_it_is_called_as_the_first_of_them_was_and_goes_to_its_region():
    region, person = RegionalCenterFactory(), UserFactory()
    need = make_need(region=RegionalCenterFactory())
    merging.merge(make_need(title="Snacks", region=region, author=person, language="es"), need, by=None)
    new = splitting.split(need, need.signals.filter(participant__user=person), by=None)
    assert (new.title, new.region, new.language) == ("Snacks", region, "es")


def test_the_receipt_follows(people):
    need = make_need(author=people[0])
    [signal] = said_by(need, people[1])
    new = splitting.split(need, [signal], by=None)
    moves.move(new, Status.DECLINED, by=None, reason=BOTH)
    receipt = Receipt(signal.suggestion)
    assert (receipt.origin, receipt.need) == (new, new)
    assert [step["status"] for step in receipt.steps] == [Status.RECEIVED, Status.DECLINED]
    assert Receipt(Suggestion.objects.exclude(pk=signal.suggestion.pk).get()).need == need


def test_merging_undoes_it(people):
    need = make_need(author=people[0])
    signals = said_by(need, *people[1:])
    before = priority_of(need)
    new = splitting.split(need, signals, by=None)
    merging.merge(new, need, by=None)
    assert (need.signals.count(), told(need)) == (3, set(people))
    assert priority_of(need) == before
    assert not new.subscriptions.exists()
    merging.unmerge(new, by=None)
    assert (set(new.signals.all()), told(new)) == (set(signals), set(people[1:]))


def test_who_said_both_hears_of_both():
    person = UserFactory()
    need = make_need(author=person)
    other = said_by(need, person)[-1]
    new = splitting.split(need, [other], by=None)
    assert told(need) == told(new) == {person}
    for one in (need, new):
        moves.move(Need.objects.get(pk=one.pk), Status.DECLINED, by=None, reason=BOTH)
    notifications.notify_due()
    assert Notice.objects.filter(recipient=person, kind="need_declined").count() == 2


def test_what_is_left_of_a_person_keeps_its_own_receipt():
    """By the address of the suggestion one is told, so it must be that of one that stayed."""
    need = make_need()
    pair = [make_need(email=address) for address in ("zoe@example.org", "max@example.org")]
    for one in pair:
        merging.merge(one, need, by=None)
    first, second = (one.first_signals.get().suggestion for one in pair)
    replied = moves.move(need, Status.UNDER_REVIEW, by=None)
    moves.move(replied, Status.NEEDS_INPUT, by=None, reason=BOTH)
    suggestions.reply(first, "In January")
    reply = Signal.objects.latest("pk")
    new = splitting.split(need, [reply], by=None)
    assert need_of(first) == pair[0]
    kept = Subscription.objects.get(participant=first.participant, need=need)
    assert (kept.origin, kept.suggestion) == (pair[0], first)
    assert Subscription.objects.get(need=new).participant == first.participant
    assert not new.subscriptions.filter(participant=second.participant).exists()


def test_who_follows_or_voted_stays_with_the_first(people):
    need = make_need(author=people[0])
    [signal] = said_by(need, people[1])
    follower = participants.of_user(people[2])
    for participant in (follower, participants.of_user(people[1])):
        found, _created = Subscription.objects.get_or_create(need=need, origin=need, participant=participant)
        found.reason = SubscriptionReason.FOLLOWS
        found.save()
    new = splitting.split(need, [signal], by=None)
    assert told(new) == {people[1]}
    assert told(need) == set(people)


def test_who_was_erased_is_not_told_anew(people):
    need = make_need(author=people[0])
    [signal] = said_by(need, people[1])
    erasing.erase_account(people[1])
    new = splitting.split(need, [signal], by=None)
    assert (new.signals.count(), new.subscriptions.count()) == (1, 0)


def test_who_was_told_of_the_first_hears_of_the_new_one(people):
    need = make_published_need(ResourcePageFactory(), author=people[0])
    [signal] = said_by(need, people[1])
    notifications.notify_due()
    new = splitting.split(need, [signal], by=None)
    assert list(new.subscriptions.values_list("told_at", flat=True)) == [None]
    moves.move(new, Status.DECLINED, by=None, reason=BOTH)
    notifications.notify_due()
    assert list(Notice.objects.filter(kind="need_declined").values_list("recipient", flat=True)) == [people[1].pk]


@pytest.mark.parametrize("which", ["none", "all", "others"])
def test_some_must_go_and_some_must_stay(people, which):
    need = make_need(author=people[0])
    said_by(need, people[1])
    signals = {"none": [], "all": list(need.signals.all()), "others": list(make_need().signals.all())}[which]
    with pytest.raises(RefusedError, match="Choose some of what people said"):
        splitting.split(need, signals, by=None)
    assert Need.objects.get(pk=need.pk).version == need.version


def test_what_was_taken_back_is_nothing_that_stays():
    page, person = ResourcePageFactory(), UserFactory()
    ratings.rate(page.work, person, 1, reason="Too long")
    need = Need.objects.get()
    merging.merge(make_need(), need, by=None)
    ratings.withdraw_rating(page.work, person)
    need.refresh_from_db()
    for signals in (need.signals.standing(), need.signals.exclude(withdrawn_at=None)):
        with pytest.raises(RefusedError):
            splitting.split(need, list(signals), by=None)


@pytest.mark.parametrize("make", [make_merged_need, lambda: make_need(Status.DECLINED)])
def test_what_is_closed_is_not_split(make):
    need = make()
    with pytest.raises(RefusedError, match="Only an open or published need can be split"):
        splitting.split(need, [], by=None)


def test_whoever_saw_an_older_version_splits_nothing(people):
    need = make_need(author=people[0])
    [signal] = said_by(need, people[1])
    with pytest.raises(ConflictError):
        splitting.split(need, [signal], by=None, expected_version=need.version - 1)
    assert need.signals.count() == 2


def test_it_waits_since_its_people_do_and_is_new_since_it_was_split(people):
    need = make_need(author=people[0])
    [signal] = said_by(need, people[1])
    at = ASKED + timedelta(days=70)
    new = splitting.split(need, [signal], by=None, at=at)
    assert (new.created_at, new.status_since, new.assignee_since) == (ASKED, at, at)
