"""One voice of each person for a need: it counts as a person, moves with merges, and can be taken back."""

import pytest
from django.utils import timezone

from cms.accounts.domain import erasing, participants
from cms.notices.models import Notice
from cms.taxonomy.models import RegionalCenter
from feedback.domain import hiding, merging, moves, notifications, priority, ratings, splitting, voting
from feedback.domain.errors import RefusedError
from feedback.enums import SignalKind, Status, SubscriptionReason
from feedback.models import Need, Signal, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db


def speaker(**traits):
    return participants.of_user(UserFactory(**traits))


def people(need):
    need = Need.objects.get(pk=need.pk)
    assert need.people == priority.priority_of(need).people
    return need.people


def reasons(need, participant):
    return list(Subscription.objects.filter(need=need, participant=participant).values_list("reason", flat=True))


@pytest.fixture
def need():
    return make_need(Status.UNDER_REVIEW, author=UserFactory())


def test_a_voice_counts_as_a_person_and_its_region_as_a_region(need):
    center = RegionalCenter.objects.create(name="North", slug="north", lead_agency="X", counties="Y")
    before = priority.priority_of(need).total
    voting.vote(need, speaker(region=center), language="es")
    shown = priority.priority_of(Need.objects.get(pk=need.pk))
    assert (shown.people, shown.regions) == (2, 1)
    added = priority.PER_PERSON + priority.PER_REGION + priority.WEIGHTS[SignalKind.VOTE]
    assert shown.total == before + added
    need.refresh_from_db()
    assert (need.people, need.regions, need.priority) == (2, 1, priority.priority_of(need).total)


def test_a_voice_given_twice_counts_once(need):
    voice = speaker()
    for _again in range(2):
        voting.vote(need, voice, language="en")
    assert people(need) == 2
    assert Signal.objects.votes().count() == 1
    assert reasons(need, voice) == [SubscriptionReason.VOTED]


def test_visitors_without_an_account_count_as_one_person_together(need):
    for _visitor in range(3):
        voting.vote(need, participants.of_receipt("es"), language="es")
    assert people(need) == 2
    assert Signal.objects.votes().count() == 3


def test_whoever_asked_and_adds_a_voice_is_one_person_and_still_hears_as_before(need):
    asked = participants.of_user(need.signals.get().participant.user)
    voting.vote(need, asked, language="en")
    assert people(need) == 1
    assert reasons(need, asked) == [SubscriptionReason.ASKED]
    voting.withdraw_vote(need, asked)
    assert reasons(need, asked) == [SubscriptionReason.ASKED]


def test_a_voice_taken_back_leaves_nothing(need):
    voice = speaker()
    voting.vote(need, voice, language="en")
    voting.withdraw_vote(need, voice)
    voting.withdraw_vote(need, voice)
    assert people(need) == 1
    assert not Signal.objects.votes().exists()
    assert reasons(need, voice) == []


def test_following_stays_when_the_voice_is_taken_back_and_a_voice_when_following_ends(need):
    voice = speaker()
    voting.vote(need, voice, language="en")
    voting.follow(need, voice)
    voting.withdraw_vote(need, voice)
    assert reasons(need, voice) == [SubscriptionReason.FOLLOWS]
    voting.vote(need, voice, language="en")
    voting.unfollow(need, voice)
    assert (reasons(need, voice), people(need)) == ([], 2)


def test_whoever_asks_after_a_voice_hears_also_when_the_voice_is_taken_back():
    page, user = ResourcePageFactory(), UserFactory()
    need = make_need(Status.UNDER_REVIEW, kind="improvement", work=page.work)
    voice = participants.of_user(user)
    voting.vote(need, voice, language="en")
    ratings.rate(page.work, user, 1, reason="Too long")
    assert reasons(need, voice) == [SubscriptionReason.ASKED]
    voting.withdraw_vote(need, voice)
    assert reasons(need, voice) == [SubscriptionReason.ASKED]


def test_of_two_who_are_one_the_one_who_asked_counts_for_what_is_told(need):
    asked, voice = need.signals.get().participant, speaker()
    suggestion = need.signals.get().suggestion
    voting.vote(need, voice, language="en")
    participants.merge(asked, voice)
    kept = Subscription.objects.get(participant=voice)
    assert (kept.reason, kept.suggestion) == (SubscriptionReason.ASKED, suggestion)


def test_a_split_needs_words_on_both_sides_and_leaves_the_voices(need):
    voting.vote(need, speaker(), language="en")
    with pytest.raises(RefusedError):
        splitting.split(need, list(need.signals.all()), by=None)
    assert people(need) == 2


def test_whoever_asked_cannot_stop_hearing_by_unfollowing(need):
    asked = need.signals.get().participant
    voting.unfollow(need, asked)
    assert reasons(need, asked) == [SubscriptionReason.ASKED]


def test_voices_are_carried_over_by_a_merge_and_brought_back(need):
    into, one, both = make_need(Status.UNDER_REVIEW, author=UserFactory()), speaker(), speaker()
    voting.vote(need, one, language="en")
    for each in (need, into):
        voting.vote(each, both, language="en")
    merging.merge(need, into, by=None)
    assert (people(need), people(into)) == (0, 4)
    late = speaker()
    assert voting.vote(need, late, language="en") == into
    merging.unmerge(need, by=None)
    assert (people(need), people(into)) == (3, 3)
    assert set(Signal.objects.votes().filter(need=need).values_list("participant", flat=True)) == {one.pk, both.pk}


def test_a_voice_taken_back_from_what_was_merged_is_gone_wherever_it_was_given(need):
    into, voice = make_need(Status.UNDER_REVIEW), speaker()
    voting.vote(need, voice, language="en")
    voting.vote(into, voice, language="en")
    merging.merge(need, into, by=None)
    voting.withdraw_vote(into, voice)
    assert not Signal.objects.votes().exists()
    assert reasons(into, voice) == []


def test_nobody_votes_for_what_is_unseen_hidden_or_closed():
    voice = speaker()
    hidden = hiding.hide(make_need(Status.PLANNED), by=None, note="A name")
    for need in (make_need(), hidden, make_need(Status.DECLINED)):
        with pytest.raises(RefusedError):
            voting.vote(need, voice, language="en")
    for need in (make_need(), hidden):
        with pytest.raises(RefusedError):
            voting.follow(need, voice)
    assert not Subscription.objects.filter(participant=voice).exists()
    assert not Signal.objects.votes().exists()


def test_two_who_are_one_person_have_one_voice(need):
    visitor, account = participants.of_receipt("es"), speaker()
    other = make_need(Status.UNDER_REVIEW)
    for each in (visitor, account):
        voting.vote(need, each, language="es")
    voting.vote(other, visitor, language="es")
    participants.merge(visitor, account)
    assert set(Signal.objects.votes().values_list("participant", "need")) == {
        (account.pk, need.pk),
        (account.pk, other.pk),
    }
    assert people(need) == 2
    assert reasons(other, account) == [SubscriptionReason.VOTED]


def test_the_voice_of_an_erased_person_counts_and_nobody_is_told(need):
    user = UserFactory()
    voting.vote(need, participants.of_user(user), language="en")
    erasing.erase_account(user)
    assert people(need) == 2
    assert not Subscription.objects.filter(reason=SubscriptionReason.VOTED).exists()


# What they hear


def heard(participant):
    notifications.notify_due()
    return [
        (n.kind, n.context["url"])
        for n in Notice.objects.filter(recipient=participant.user, kind__startswith="need").order_by("pk")
    ]


def test_whoever_votes_or_follows_hears_of_the_decision_once_with_the_public_page(need):
    votes, follows = speaker(), speaker(language="es")
    voting.vote(need, votes, language="en")
    voting.follow(need, follows)
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    for _again in range(2):
        assert heard(votes) == [("need_declined", f"/en/needs/{need.number}/{need.slug}/")]
        assert heard(follows) == [("need_declined", f"/es/necesidades/{need.number}/{need.slug}/")]


def test_what_the_page_said_already_when_somebody_began_to_follow_is_no_news():
    declined, page = make_need(Status.DECLINED), ResourcePageFactory()
    published, english, spanish = make_published_need(page), speaker(), speaker(language="es")
    for need in (declined, published):
        for each in (english, spanish):
            voting.follow(need, each)
    assert heard(english) == heard(spanish) == []
    readable = translate(page, title="La guía")
    assert heard(spanish) == [("need_published", readable.url)]
    assert heard(english) == []


def test_of_what_is_hidden_only_those_who_asked_hear(need):
    voice, asked = speaker(), need.signals.get().participant
    voting.vote(need, voice, language="en")
    hiding.hide(need, by=None, note="A name")
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    assert heard(voice) == []
    assert [kind for kind, _url in heard(asked)] == ["need_declined"]


def test_a_visitor_hears_once_the_browser_belongs_to_an_account(need):
    visitor, account = participants.of_receipt("es"), speaker()
    voting.follow(need, visitor)
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    notifications.notify_due()
    assert not Notice.objects.filter(recipient=account.user).exists()
    participants.merge(visitor, account)
    assert [kind for kind, _url in heard(account)] == ["need_declined"]
    assert timezone.now() >= Subscription.objects.get(participant=account).told_at
