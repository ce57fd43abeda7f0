"""Did it help? Asked once of each who asked or voted; where it did not for too many, the need is open again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.accounts.domain import erasing, participants
from cms.notices.models import Notice
from feedback.domain import empty_searches, merging, moves, outcomes, pages, voting
from feedback.domain.errors import RefusedError
from feedback.enums import Actor, Reopening, SignalKind, Status
from feedback.models import Need, Outcome, Promises, Signal
from feedback.queries.needs import need_of
from feedback.tasks import notify_subscribers, search_again
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SuggestionFactory, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory, translate
from tests.factories.taxonomy import RegionalCenterFactory

from .test_notifications import publish
from .test_progress import heard, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now()) as traveller:
        yield traveller


@pytest.fixture
def later(clock):
    def pass_by(**time):
        clock.shift(timedelta(**time))
        notify_subscribers()
        search_again()

    return pass_by


@pytest.fixture
def page():
    return ResourcePageFactory(title="The guide")


def asker(need):
    """Somebody who asked for it too."""
    person = UserFactory()
    merging.merge(make_need(author=person), need, by=None)
    return participants.of_user(person)


@pytest.fixture
def published(page):
    """A published need with five who asked."""
    need = make_need(Status.IN_PROGRESS, author=UserFactory())
    who = [need.subscriptions.get().participant, *[asker(need) for _ in range(4)]]
    return pages.link_page(Need.objects.get(pk=need.pk), page, by=None), who


def now(need):
    return Need.objects.get(pk=need.pk)


def test_who_asked_and_who_voted_are_asked_once_four_weeks_later_and_followers_are_not(later, page):
    ann, voter, follower, luz = UserFactory(), UserFactory(), UserFactory(), UserFactory(spanish=True)
    need = make_need(Status.UNDER_REVIEW, author=ann)
    for person, how in ((voter, "vote"), (follower, "follow"), (luz, "vote")):
        say(person, how, need)
    pages.link_page(now(need), page, by=None)
    later(minutes=1)
    later(days=7)
    spanish = translate(page, slug="la-guia", title="La guía")
    later(minutes=1)
    later(days=20, hours=23)
    assert not Notice.objects.filter(kind="need_outcome").exists()
    later(hours=2)
    later(days=1)
    assert [heard(each, "need_outcome") for each in (ann, voter, follower, luz)] == [["need_outcome"]] * 2 + [[], []]
    later(days=7)
    later(days=70)
    assert [len(heard(each, "need_outcome")) for each in (ann, voter, follower, luz)] == [1, 1, 0, 1]
    asked = luz.notices.get(kind="need_outcome")
    assert (asked.language, asked.context["page_title"]) == ("es", spanish.title)
    assert asked.context["url"].startswith("/es/necesidades/")


@pytest.mark.parametrize("days", [None, 3])
def test_editors_say_when_people_are_asked_or_that_they_are_not(later, page, days):
    Promises.objects.update_or_create(defaults={"ask_if_helped": days})
    ann = UserFactory()
    make_published_need(page, author=ann)
    later(minutes=1)
    later(days=4)
    assert heard(ann, "need_outcome") == ["need_outcome"] * bool(days)


def test_who_said_it_by_themselves_is_not_asked(later, page):
    ann = UserFactory()
    need = make_published_need(page, author=ann)
    later(minutes=1)
    outcomes.answer(need, participants.of_user(ann), True)
    later(days=30)
    assert heard(ann, "need_outcome") == []


def test_one_answer_of_each_that_can_be_changed(published):
    need, (ann, *_others) = published
    outcomes.answer(need, ann, True)
    outcomes.answer(need, ann, False, reason=" Only for council A ")
    given = Outcome.objects.get()
    assert (given.helped, given.reason, given.publication) == (False, "Only for council A", 1)
    assert (now(need).outcomes_given, now(need).outcomes_helped) == (1, 0)
    outcomes.answer(need, ann, True)
    assert Outcome.objects.get().reason == ""
    assert now(need).version == need.version, "nobody who works on it has to look again"


def test_a_yes_says_nothing_of_what_is_missing(published):
    need, [ann, *_others] = published
    assert outcomes.answer(need, ann, False, reason="No maps").reason == "No maps"
    assert outcomes.answer(need, ann, True, reason="No maps").reason == ""


@pytest.mark.parametrize("who", ["stranger", "follower", "too_early"])
def test_who_has_nothing_to_say_of_it_is_refused(who, page):
    person = UserFactory()
    need = make_need(Status.UNDER_REVIEW, author=person if who == "too_early" else None)
    if who != "too_early":
        need = pages.link_page(need, page, by=None)
    if who == "follower":
        say(person, "follow", need)
    with pytest.raises(RefusedError):
        outcomes.answer(need, participants.of_user(person), True)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("said", "opens"),
    [("n", False), ("nn", False), ("yyn", True), ("yny", True), ("yyyn", False), ("yyynn", True), ("yyyyn", False)],
)
def test_a_third_of_at_least_three_answers_that_say_no_opens_it_again(published, said, opens):
    need, who = published
    for participant, each in zip(who, said, strict=False):
        outcomes.answer(need, participant, each == "y")
    assert (now(need).status == Status.IN_PROGRESS) is opens
    assert now(need).reopened_for == (Reopening.NOT_HELPED if opens else "")


def test_the_owner_hears_with_the_reason_and_the_people_that_we_look_again(later, published):
    need, (ann, bob, eve, *others) = published
    later(minutes=1)
    member, colleague = UserFactory(working_group=True), UserFactory(working_group=True)
    Need.objects.update(assignee=member)
    for participant, helped in ((ann, True), (bob, False), (eve, False)):
        outcomes.answer(need, participant, helped)
    assert member.notices.get(kind="need_did_not_help").context["note"] == "2 of 3 said that it did not help."
    assert not colleague.notices.exists()
    event = need.events.last()
    assert (event.kind, event.actor, event.by, event.note) == (
        "reopened",
        Actor.SITE,
        None,
        "2 of 3 said that it did not help.",
    )
    later(hours=2)
    assert [heard(each.user, "need_reopened") for each in (ann, others[0])] == [["need_reopened"]] * 2
    assert ann.user.notices.get(kind="need_reopened").context["reopened_for"] == "not_helped"


def test_without_an_owner_its_region_hears_or_else_everyone(published):
    need, who = published
    region = RegionalCenterFactory()
    here, elsewhere = (UserFactory(working_group=True, region=each) for each in (region, RegionalCenterFactory()))
    Need.objects.update(region=region)
    for participant in who[:3]:
        outcomes.answer(need, participant, False)
    assert (here.notices.count(), elsewhere.notices.count()) == (1, 0)


def test_what_is_published_then_is_asked_about_anew_and_the_page_as_it_was_is_no_answer(later, published, page):
    need, who = published
    later(minutes=1)
    for participant in who[:3]:
        outcomes.answer(need, participant, False)
    outcomes.answer(need, who[2], False, reason="No Spanish forms")
    with pytest.raises(RefusedError):
        outcomes.answer(need, who[2], True)
    with pytest.raises(RefusedError):
        outcomes.answer(need, who[4], False)
    later(minutes=5)
    assert now(need).status == Status.IN_PROGRESS
    publish(page)
    later(minutes=1)
    assert (now(need).status, now(need).publication, now(need).outcomes_given) == (Status.PUBLISHED, 2, 0)
    assert heard(who[0].user, "need_published") == ["need_published"] * 2
    outcomes.answer(now(need), who[0], True)
    assert Outcome.objects.filter(participant=who[0]).count() == 2
    later(days=30)
    assert [len(heard(each.user, "need_outcome")) for each in who[:2]] == [0, 1]


def test_a_page_that_was_away_for_minutes_is_the_same_answer(later, published, page):
    need, who = published
    outcomes.answer(need, who[0], True)
    page.unpublish()
    later(minutes=5)
    publish(page)
    assert (now(need).publication, now(need).outcomes_given) == (1, 1)


def search_that_finds(*words):
    return lambda text, language: text in words


@pytest.mark.parametrize(("found", "opens"), [(("mapas",), True), (("mapas", "maps"), False)])
def test_searches_that_found_nothing_are_run_again(later, published, monkeypatch, found, opens):
    need, who = published
    monkeypatch.setattr(empty_searches, "_registered", [search_that_finds(*found)])
    member = UserFactory(working_group=True)
    for text, language in (("mapas", "es"), ("maps", "en"), ("maps", "en")):
        said = {"text": text, "language": language, "participant": participants.of_receipt(language)}
        Signal.objects.create(kind=SignalKind.EMPTY_SEARCH, need=need, origin=need, **said)
    later(days=27)
    assert now(need).status == Status.PUBLISHED
    later(days=2)
    later(days=2)
    assert now(need).status == (Status.IN_PROGRESS if opens else Status.PUBLISHED)
    assert member.notices.filter(kind="need_did_not_help").count() == opens
    if opens:
        assert now(need).reopened_for == Reopening.STILL_EMPTY
        assert need.events.last().note == "Still nothing is found for: maps"


def test_without_searches_or_before_it_is_published_nothing_is_run(later, published, monkeypatch):
    monkeypatch.setattr(empty_searches, "_registered", [search_that_finds()])
    Signal.objects.create(kind=SignalKind.EMPTY_SEARCH, need=make_need(), text="maps", language="en")
    later(days=40)
    assert now(published[0]).status == Status.PUBLISHED


def test_two_who_turn_out_to_be_one_have_one_answer(published):
    need, (ann, bob, *_others) = published
    outcomes.answer(need, ann, True)
    outcomes.answer(need, bob, False, reason="Too long")
    participants.merge(bob, ann)
    assert Outcome.objects.get().helped
    assert (now(need).outcomes_given, now(need).outcomes_helped) == (1, 1)


def test_who_is_erased_leaves_the_answer_and_none_of_the_words(published):
    need, (ann, *_others) = published
    outcomes.answer(need, ann, False, reason="My son Leo")
    erasing.erase_account(ann.user)
    given = Outcome.objects.get()
    assert (given.helped, given.reason, given.participant.user) == (False, "", None)


def test_it_leaves_the_priority_as_it_is(published):
    need, (ann, *_others) = published
    before = now(need).priority
    outcomes.answer(need, ann, False, reason="Too long")
    assert now(need).priority == before


def test_a_visitor_who_asked_can_say_so_too(page):
    suggestion = SuggestionFactory()
    need = pages.link_page(need_of(suggestion), page, by=None)
    outcomes.answer(need, suggestion.participant, True)
    visitor = participants.of_receipt("en")
    other = moves.move(make_need(), Status.UNDER_REVIEW, by=None)
    voting.vote(other, visitor, language="en")
    other = pages.link_page(now(other), page, by=None)
    outcomes.answer(other, visitor, False)
    assert Outcome.objects.count() == 2


def test_visitors_give_one_answer_together(published):
    need, who = published
    visitors = []
    for _visitor in range(6):
        suggestion = SuggestionFactory()
        merging.merge(need_of(suggestion), need, by=None)
        visitors.append(suggestion.participant)
    outcomes.answer(need, who[0], True)
    for visitor in visitors:
        outcomes.answer(need, visitor, False)
    assert (now(need).outcomes_given, now(need).outcomes_helped) == (2, 1)
    assert now(need).status == Status.PUBLISHED, "six browsers are no six people"
    for visitor in visitors[:2]:
        outcomes.answer(need, visitor, True)
    assert (now(need).outcomes_given, now(need).outcomes_helped) == (2, 1), "most of them say no"
    outcomes.answer(need, visitors[2], True)
    assert (now(need).outcomes_given, now(need).outcomes_helped) == (2, 2)
    participants.confirm_address(visitors[3], "zoe@example.org")
    assert (now(need).outcomes_given, now(need).outcomes_helped) == (3, 2), "whoever is told apart counts alone"
