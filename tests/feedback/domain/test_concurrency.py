"""Two at once: on PostgreSQL by row locks, on SQLite by one writer at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from cms.accounts.domain import participants
from cms.accounts.domain.addresses import set_address
from cms.accounts.models import Participant
from feedback.domain import (
    assigning,
    confirming,
    findings,
    helpful,
    meetings,
    merging,
    moves,
    ratings,
    remarks,
    signals,
    voting,
)
from feedback.domain.errors import RefusedError
from feedback.domain.notifications import notify_due
from feedback.enums import RowState, SignalKind, Status
from feedback.models import FindingRow, Helpful, Need, NeedEvent, Rating, Signal, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run all at the same moment, each on a connection of its own; give what each returned or raised."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except RefusedError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def during(first, second, then=lambda: None):
    """`second` while `first` is done and not committed: until it is done too, or waits for the commit after `then`."""
    done, begun = Event(), Event()

    def hold():
        with transaction.atomic():
            first()
            begun.set()
            done.wait(0.5)
            then()

    def come():
        begun.wait(5)
        second()
        done.set()

    at_once(hold, come)


def test_of_two_who_move_one_wins_and_the_other_is_told():
    need, ann, ben = make_need(Status.UNDER_REVIEW), UserFactory(), UserFactory()
    expected = {"expected_version": need.version}
    results = at_once(
        lambda: moves.move(need, Status.PLANNED, by=ann, **expected),
        lambda: moves.move(need, Status.DECLINED, by=ben, reason=BOTH, **expected),
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "Need"]
    assert need.events.count() == 3
    assert Need.objects.get(pk=need.pk).status == need.events.last().to_status


def test_ratings_at_once_are_all_counted():
    work, people = ResourcePageFactory().work, [UserFactory() for _ in range(8)]
    at_once(*[lambda person=person: ratings.rate(work, person, 4) for person in people])
    work.refresh_from_db()
    assert (work.rating_count, work.rating_sum) == (8, 32)


def test_one_person_rating_twice_at_once_has_one_rating():
    work, person = ResourcePageFactory().work, UserFactory()
    at_once(*[lambda stars=stars: ratings.rate(work, person, stars) for stars in (1, 3, 5, 4)])
    work.refresh_from_db()
    assert (work.rating_count, work.rating_sum) == (1, Rating.objects.get(work=work).stars)


def test_two_hundred_changes_at_once_leave_the_stars_that_were_given_last():
    """Each person rates, changes and takes back in a row of their own; some end without a rating."""
    work, people = ResourcePageFactory().work, [UserFactory() for _ in range(20)]

    def change(number, person):
        for step in range(9):
            ratings.rate(work, person, (number + step) % 5 + 1, reason="Too long" if step == 4 else "")
        if number % 4 == 0:
            ratings.withdraw_rating(work, person)
        else:
            ratings.rate(work, person, number % 5 + 1)

    at_once(*[lambda number=number, person=person: change(number, person) for number, person in enumerate(people)])
    last = [number % 5 + 1 for number in range(20) if number % 4]
    work.refresh_from_db()
    assert work.rating_spread == [last.count(stars) for stars in range(1, 6)]
    assert (work.rating_count, work.rating_sum) == (len(last), sum(last))
    assert work.rating_bayes == pytest.approx((15 + sum(last)) / (5 + len(last)))
    assert sorted(Rating.objects.values_list("stars", flat=True)) == sorted(last)
    assert not Signal.objects.standing().exists(), "what was said with few stars went with them"


def test_complaints_at_once_open_one_need():
    work, people = ResourcePageFactory().work, [UserFactory() for _ in range(4)]
    at_once(*[lambda person=person: ratings.rate(work, person, 1, reason="Too long") for person in people])
    assert Need.objects.get().signals.count() == Signal.objects.count() == 4


def test_one_visitor_answering_at_once_has_one_answer_and_one_signal():
    work, visitor = ResourcePageFactory().work, participants.of_receipt("en")
    words = ["Too long", "Too short", "", "Too dull"]
    at_once(*[lambda said=said: helpful.answer(work, visitor, False, reason=said, language="en") for said in words])
    given = Helpful.objects.get()
    assert list(Signal.objects.standing().values_list("text", flat=True)) == [given.reason] * bool(given.reason)
    assert Need.objects.count() <= 1


def test_answers_and_low_ratings_at_once_open_one_need():
    work, people = ResourcePageFactory().work, [UserFactory() for _ in range(3)]
    visitors = [participants.of_receipt("en") for _ in range(3)]
    no = {"reason": "Too long", "language": "en"}
    answers = [lambda visitor=visitor: helpful.answer(work, visitor, False, **no) for visitor in visitors]
    at_once(*answers, *[lambda person=person: ratings.rate(work, person, 1, reason="Too long") for person in people])
    assert Need.objects.get().signals.count() == Signal.objects.count() == 6


def test_requests_for_a_translation_at_once_open_one_need_and_count_each_visitor_once():
    work, visitors = ResourcePageFactory().work, [participants.of_receipt("es") for _ in range(3)]
    acts = [lambda visitor=visitor: remarks.request_translation(work, visitor, "es") for visitor in visitors * 2]
    at_once(*acts)
    assert Need.objects.get().signals.count() == Signal.objects.count() == 3


def test_a_post_promoted_by_two_at_once_is_evidence_once():
    member = UserFactory()
    said = {"title": "Budgets", "text": "A budget?", "language": "en", "author": member, "by": member}
    at_once(*[lambda: signals.promote_post(17, **said) for _ in range(3)])
    assert Signal.objects.get().need == Need.objects.get()


def test_who_signs_in_while_they_answer_keeps_the_answer():
    work, visitor = ResourcePageFactory().work, participants.of_receipt("en")
    account = participants.of_user(UserFactory())
    say = {"reason": "Too long", "language": "en"}
    during(lambda: helpful.answer(work, visitor, False, **say), lambda: participants.merge(visitor, account))
    assert Helpful.objects.get().participant == Signal.objects.get().participant == account


SAID_BY_A_VISITOR = {
    "helpful": lambda need, page, who: helpful.answer(page.work, who, False, reason="Too long", language="en"),
    "takes_back": lambda need, page, who: helpful.withdraw_answer(page.work, who),
    "translation": lambda need, page, who: remarks.request_translation(page.work, who, "es"),
    "link": lambda need, page, who: remarks.report_link(page.work, who, "https://one.example/", language="en"),
    "vote": lambda need, page, who: voting.vote(need, who, language="en"),
    "follow": lambda need, page, who: voting.follow(need, who),
    "unfollow": lambda need, page, who: voting.unfollow(need, who),
}


@pytest.mark.parametrize("act", SAID_BY_A_VISITOR)
def test_what_a_visitor_says_in_the_instant_they_sign_in_is_said_by_the_account(act):
    """The row of the visitor was found, and is gone when it is locked; twice, as an address and then as an account."""
    need, page = make_need(Status.UNDER_REVIEW), ResourcePageFactory()
    visitor, between = participants.of_receipt("en"), participants.of_receipt("en")
    account = participants.of_user(UserFactory())

    def sign_in():
        participants.merge(visitor, between)
        participants.merge(between, account)

    during(sign_in, lambda: SAID_BY_A_VISITOR[act](need, page, visitor))
    said = {*Signal.objects.exclude(suggestion__isnull=False).values_list("participant", flat=True)}
    heard = {*Subscription.objects.filter(suggestion=None).values_list("participant", flat=True)}
    takes_back, only_follows = act in ("takes_back", "unfollow"), act == "follow"
    assert said == (set() if takes_back or only_follows else {account.pk})
    assert heard == (set() if takes_back else {account.pk})


def test_two_members_who_do_the_same_with_many_needs_at_once_do_each_once():
    """Of each need one is told that the other was faster; nothing is done twice, and nothing fails."""
    needs = [make_need() for _ in range(6)]
    members = [UserFactory(working_group=True) for _ in range(2)]
    seen = [f"{need.pk}:{need.version}" for need in needs]

    def decline(member, chosen):
        browser = Client()
        browser.force_login(member)
        sent = {"action": "decline", "need": chosen, "reason_en": "No.", "reason_es": "No."}
        return browser.post(reverse("wagtailsnippets_feedback_need:bulk"), sent).status_code

    answers = at_once(lambda: decline(members[0], seen), lambda: decline(members[1], seen[::-1]))
    assert set(answers) <= {200, 302}
    assert set(Need.objects.values_list("status", "version")) == {(Status.DECLINED, 2)}
    assert NeedEvent.objects.filter(to_status=Status.DECLINED).count() == len(needs)


def test_two_sweeps_at_once_tell_once():
    people = [UserFactory() for _ in range(3)]
    page = ResourcePageFactory()
    for person in people:
        make_published_need(page, author=person)
    at_once(notify_due, notify_due)
    assert [person.notices.filter(kind="need_published").count() for person in people] == [1, 1, 1]


def test_two_who_merge_into_each_other_do_not_lose_a_need():
    one, two = make_need(), make_need()
    results = at_once(
        lambda: merging.merge(one, two, by=None, expected_version=one.version),
        lambda: merging.merge(two, one, by=None, expected_version=two.version),
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "Need"]
    assert sorted(Need.objects.values_list("status", flat=True)) == ["merged", "received"]


def test_evidence_that_comes_during_a_merge_counts_for_the_need_at_its_end():
    first, second, third = make_need(), make_need(), make_need()
    merging.merge(first, second, by=None)
    evidence = [Signal.objects.create(kind="suggestion", language="en") for _ in range(4)]
    late = [lambda signal=signal: signals.attach_signal(signal, first) for signal in evidence]
    at_once(*late, lambda: merging.merge(second, third, by=None))
    assert set(Signal.objects.values_list("need", flat=True)) == {third.pk}


@pytest.mark.parametrize("account_first", [True, False])
def test_an_account_and_a_visitor_who_confirm_one_address_at_once_are_one_person(account_first):
    person = UserFactory(email="zoe@example.org", verified=False)
    suggestion = SuggestionFactory(email="zoe@example.org")
    acts = [lambda: set_address(person, verified=True), lambda: confirming.confirm_email(suggestion)]
    during(*(acts if account_first else reversed(acts)))
    assert Participant.objects.get().user == person
    suggestion.refresh_from_db()
    assert suggestion.author == person


def test_two_visitors_who_confirm_one_address_at_once_are_one_person():
    said = [SuggestionFactory(email="zoe@example.org") for _ in range(4)]
    at_once(*[lambda suggestion=suggestion: confirming.confirm_email(suggestion) for suggestion in said])
    assert Participant.objects.get().email_key == participants.email_key("zoe@example.org")
    assert Participant.objects.get().suggestions.count() == 4


def test_an_address_whose_row_goes_over_to_an_account_meanwhile_is_the_account():
    """The visitor had found the row of the address, and waits for it as it goes."""
    confirming.confirm_email(SuggestionFactory(email="zoe@example.org"))
    person, again = UserFactory(email="zoe@example.org", verified=False), SuggestionFactory(email="zoe@example.org")
    during(lambda: set_address(person, verified=True), lambda: confirming.confirm_email(again))
    assert Participant.objects.get().user == person


def attach(need, stale):
    signals.attach_signal(Signal.objects.create(kind="suggestion", language="en"), need)


def undo(need, stale):
    merging.unmerge(stale, by=None)


@pytest.mark.parametrize("act", [attach, undo])
def test_who_changes_a_merged_need_does_not_wait_in_a_circle_with_who_locks_the_lower_number_first(act):
    into, other, need = make_need(), make_need(), make_need()
    stale = merging.merge(need, other, by=None)
    merging.unmerge(need, by=None)
    merging.merge(need, into, by=None)
    lock = Need.objects.select_for_update()
    during(lambda: lock.get(pk=into.pk), lambda: act(need, stale), then=lambda: lock.get(pk=need.pk))


def test_a_merge_that_was_moved_on_meanwhile_is_undone_from_where_it_is():
    need, first, second = make_need(), make_need(), make_need()
    stale = merging.merge(need, first, by=None)

    def move_on():
        merging.unmerge(need, by=None)
        merging.merge(need, second, by=None)

    during(move_on, lambda: merging.unmerge(stale, by=None))
    assert Need.objects.get(pk=need.pk).status == Status.RECEIVED
    for each in (first, second):
        assert list(each.events.values_list("kind", flat=True))[1:] == ["merged", "unmerged"]


def test_two_workers_import_each_finding_once():
    by = UserFactory(working_group=True)
    content = "\n".join(["Note", *(f"Finding {number}" for number in range(20))]).encode()
    said = {"kind": SignalKind.PROGRESS_REPORT, "title": "Report", "file_name": "x.csv", "by": by}
    sources = [findings.start(findings.upload(content, **said)) for _file in range(2)]
    at_once(*[lambda source=source: findings.go_on(source) for source in (*sources, *sources)])
    assert Need.objects.count() == Signal.objects.count() == 20
    rows = FindingRow.objects.filter(source__in=sources)
    assert sorted(rows.values_list("state", flat=True)) == [RowState.IMPORTED] * 20 + [RowState.KNOWN] * 20


def test_two_members_who_enter_voices_for_the_same_needs_do_not_wait_for_each_other():
    by, needs = UserFactory(working_group=True), [make_need(), make_need()]
    facts = meetings.Facts("Family night", date(2026, 10, 3))

    def enter(order):
        meeting = meetings.plan(facts, by=by)
        return meetings.record(meeting, [meetings.Spoken("A bus", "en", 10, need=need) for need in order], by=by)

    assert len(at_once(lambda: enter(needs), lambda: enter(needs[::-1]))) == 2
    assert set(Need.objects.values_list("meetings", "at_meetings")) == {(2, 20)}


def test_a_need_that_goes_while_somebody_takes_it_is_gone_or_stays_theirs():
    by = UserFactory(working_group=True)
    meeting = meetings.plan(meetings.Facts("Family night", date(2026, 10, 3)), by=by)
    (signal,) = meetings.record(meeting, [meetings.Spoken("A bus", "en", 10)], by=by)
    taken, _undone = at_once(lambda: assigning.assign(signal.need, by, by=by), lambda: meetings.undo(meeting))
    found = Need.objects.first()
    assert (found.assignee, found.meetings) == (by, 0) if found else taken.code == "gone"
