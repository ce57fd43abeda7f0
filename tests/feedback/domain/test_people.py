"""What a person said follows the person, and stays without a name when the person goes."""

import pytest

from cms.accounts.domain import erasing, participants
from cms.accounts.domain.addresses import set_address
from cms.notices.models import Notice
from feedback.domain import confirming, merging, moves, pages, priority, ratings, signals
from feedback.domain.notifications import notify_due
from feedback.enums import SignalKind, Status
from feedback.models import Need, Rating, Signal, Subscription, Suggestion
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


def by_address(email="zoe@example.org", **values):
    suggestion = SuggestionFactory(email=email, **values)
    confirming.confirm_email(suggestion)
    suggestion.refresh_from_db()
    return suggestion


def counted(need):
    return Need.objects.get(pk=need.pk).people


def test_an_account_and_its_address_count_as_one_person():
    need = need_of(by_address())
    person = UserFactory(email="zoe@example.org", verified=False)
    merging.merge(make_need(author=person), need, by=None)
    assert counted(need) == 2
    set_address(person, verified=True)
    assert counted(need) == 1
    assert {suggestion.author for suggestion in Suggestion.objects.all()} == {person}


def test_an_account_sees_among_its_requests_what_its_address_asked_for(client):
    suggestion = by_address(title="A garden")
    client.force_login(UserFactory(email="zoe@example.org"))
    text = client.get("/en/my-suggestions/").content.decode()
    assert suggestion.token in text


def test_who_was_told_by_address_is_not_told_again_by_account():
    need = need_of(by_address())
    Need.objects.filter(pk=need.pk).update(status=Status.DECLINED, reason_en="No.", reason_es="No.")
    notify_due()
    UserFactory(email="zoe@example.org")
    notify_due()
    assert Notice.objects.filter(kind="need_declined").count() == 1


def test_what_account_and_address_both_asked_for_is_told_once():
    person = UserFactory(email="zoe@example.org", verified=False)
    need = need_of(by_address())
    signal = Signal.objects.create(kind="suggestion", language="en", participant=participants.of_user(person))
    signals.attach_signal(signal, need)
    Subscription.objects.filter(participant__user=None).update(told_at=need.created_at)
    set_address(person, verified=True)
    assert [(one.participant.user, one.told_at) for one in need.subscriptions.all()] == [(person, need.created_at)]


def decline(need):
    Need.objects.filter(pk=need.pk).update(status=Status.DECLINED, reason_en="No.", reason_es="No.")


def heard(kind):
    return list(Notice.objects.filter(kind=kind).values_list("email", flat=True))


def test_who_heard_of_a_need_by_address_does_not_hear_again_by_another_that_was_merged_into_it():
    page, person = ResourcePageFactory(), UserFactory(email="zoe@example.org", verified=False)
    need = need_of(by_address())
    pages.link_page(need, page, by=None)
    notify_due()
    merging.merge(make_need(author=person), need, by=None)
    set_address(person, verified=True)
    notify_due()
    assert heard("need_published") == ["zoe@example.org"]


def test_who_was_asked_by_address_is_not_asked_again_by_account():
    person = UserFactory(email="zoe@example.org", verified=False)
    need = moves.move(need_of(by_address()), Status.UNDER_REVIEW, by=None)
    moves.move(need, Status.NEEDS_INPUT, by=None, reason=BOTH)
    notify_due()
    merging.merge(make_need(author=person), need, by=None)
    set_address(person, verified=True)
    notify_due()
    assert heard("need_question") == ["zoe@example.org"]


def test_who_comes_along_with_a_merge_is_asked_what_the_other_need_asks():
    person = UserFactory()
    asking, asked = (make_need(Status.NEEDS_INPUT, author=author) for author in (UserFactory(), person))
    notify_due()
    merging.merge(asked, asking, by=None)
    notify_due()
    questions = person.notices.filter(kind="need_question").order_by("pk")
    assert [notice.context["number"] for notice in questions] == [asked.number, asking.number]


def test_what_two_heard_of_other_needs_keeps_nothing_from_the_one_they_are():
    person = UserFactory(email="zoe@example.org", verified=False)
    declined, other = need_of(by_address()), make_need(author=person)
    decline(declined)
    notify_due()
    set_address(person, verified=True)
    decline(other)
    notify_due()
    assert heard("need_declined") == ["zoe@example.org"] * 2


def test_one_person_has_one_rating_of_a_work():
    work, one, two = ResourcePageFactory().work, UserFactory(), UserFactory()
    ratings.rate(work, one, 1, reason="Too long")
    ratings.rate(work, two, 5)
    participants.merge(participants.of_user(one), participants.of_user(two))
    work.refresh_from_db()
    assert (Rating.objects.get().stars, work.rating_count, work.rating_sum) == (5, 1, 5)
    assert work.rating_spread == [0, 0, 0, 0, 1]
    assert not Signal.objects.standing().exists()


def test_the_people_of_the_screen_are_those_of_the_priority():
    need = make_need()
    for author in (None, UserFactory(), UserFactory()):
        merging.merge(make_need(author=author), need, by=None)
    line = priority.priority_of(need).lines[0]
    assert counted(need) == line.count == 3


def test_an_erased_person_still_counts_and_is_not_named():
    person = UserFactory(email="ann@example.org")
    need, work = make_need(author=person), ResourcePageFactory().work
    ratings.rate(work, person, 2, reason="Too long, says Ann")
    erasing.erase_account(person)
    work.refresh_from_db()
    assert counted(need) == priority.priority_of(need).lines[0].count == 1
    assert (work.rating_count, Rating.objects.get().reason) == (1, "")
    assert Signal.objects.get(kind=SignalKind.LOW_RATING).text == "Too long, says Ann"
    assert Suggestion.objects.get().author is None
    assert not Subscription.objects.exists()


def test_an_erased_address_is_kept_nowhere_and_hears_nothing():
    suggestion = by_address()
    need = need_of(suggestion)
    erasing.erase_person(suggestion.participant)
    suggestion.refresh_from_db()
    assert suggestion.email == ""
    Need.objects.filter(pk=need.pk).update(status=Status.DECLINED, reason_en="No.", reason_es="No.")
    notify_due()
    assert not Notice.objects.filter(email="zoe@example.org").exists()
    assert by_address().participant != suggestion.participant


def test_an_erased_person_leaves_no_address_that_waited_to_be_confirmed():
    person = UserFactory(email="zoe@example.org")
    SuggestionFactory(email="ZOE@example.org")
    other = SuggestionFactory(email="rosa@example.org")
    erasing.erase_account(person)
    assert [suggestion.email for suggestion in Suggestion.objects.exclude(email="")] == [other.email]
    assert [notice.email for notice in Notice.objects.all()] == [other.email]
