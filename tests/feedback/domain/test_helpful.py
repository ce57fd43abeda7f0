import pytest
from django.db import IntegrityError, transaction

from cms.accounts.domain import erasing, participants
from feedback.domain import helpful, moves, ratings
from feedback.enums import NeedKind, SignalKind, Status
from feedback.models import Helpful, Need, Signal
from feedback.queries.helpful import answers_of, counts_of, parts_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH
from tests.factories.pages import (
    BoardUpdatePageFactory,
    ContactPageFactory,
    FAQPageFactory,
    ResourcePageFactory,
    SessionPageFactory,
    StandardPageFactory,
    translate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return ResourcePageFactory(title="The toolkit").work


def visitor(language="en"):
    return participants.of_receipt(language)


def say(work, who, is_helpful, reason="", **values):
    return helpful.answer(work, who, is_helpful, reason=reason, **{"language": "en"} | values)


def given(work):
    return list(Helpful.objects.filter(work=work).order_by("pk").values_list("is_helpful", "reason"))


def standing():
    return list(Signal.objects.standing().values_list("kind", "text"))


def questions():
    items = [{"question": f"Question {number}?", "answer": "<p>Yes.</p>"} for number in (1, 2)]
    page = FAQPageFactory(groups=[("group", {"title": "Families", "items": items})])
    page.refresh_from_db()
    return page


def test_an_answer_is_given_changed_and_taken_back(work):
    one, other = visitor(), visitor()
    say(work, other, True)
    say(work, one, False, "Too long")
    assert given(work) == [(True, ""), (False, "Too long")]
    say(work, one, True)
    assert given(work) == [(True, ""), (True, "")]
    helpful.withdraw_answer(work, one)
    assert given(work) == [(True, "")]
    assert counts_of([work.pk]) == {"yes": 1, "no": 0, "visitors": 1}


def test_the_database_keeps_one_answer_of_each_and_no_reason_for_a_yes(work):
    one = visitor()
    say(work, one, True)
    for values in ({"participant": one}, {"participant": visitor(), "reason": "Fine"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Helpful.objects.create(work=work, is_helpful=True, **values)


@pytest.mark.parametrize(("is_helpful", "reason"), [(True, "Great"), (False, ""), (False, "  ")])
def test_only_a_no_with_a_reason_is_a_signal(work, is_helpful, reason):
    say(work, visitor(), is_helpful, reason)
    assert not Signal.objects.exists()
    assert given(work) == [(is_helpful, "")]


def test_the_first_no_opens_a_need_and_others_and_low_ratings_join_it(work):
    person = UserFactory()
    say(work, visitor(), False, "Too long")
    say(work, visitor("es"), False, "Muy largo", language="es")
    ratings.rate(work, person, 1, reason="Far too long")
    need = Need.objects.get()
    assert (need.title, need.kind, need.work) == ("Make “The toolkit” better", NeedKind.IMPROVEMENT, work)
    assert set(need.signals.values_list("kind", "text", "language")) == {
        (SignalKind.NOT_HELPFUL, "Too long", "en"),
        (SignalKind.NOT_HELPFUL, "Muy largo", "es"),
        (SignalKind.LOW_RATING, "Far too long", "en"),
    }


def test_a_closed_need_is_not_joined(work):
    say(work, visitor(), False, "Too long")
    moves.move(Need.objects.get(), Status.DECLINED, by=None, reason=BOTH)
    say(work, visitor(), False, "Still too long")
    assert [need.signals.get().text for need in Need.objects.order_by("pk")] == ["Too long", "Still too long"]


def test_the_signal_says_what_its_speaker_says_now(work):
    one = visitor()
    say(work, one, False, "Too long")
    say(work, one, False, "Far too long")
    assert standing() == [(SignalKind.NOT_HELPFUL, "Far too long")]
    say(work, one, True)
    assert standing() == []
    say(work, one, False, "No, too long after all")
    assert standing() == [(SignalKind.NOT_HELPFUL, "No, too long after all")]
    helpful.withdraw_answer(work, one)
    assert standing() == []
    assert Signal.objects.count() == Need.objects.count() == 1


def test_the_low_rating_of_the_same_person_stays_when_their_no_goes(work):
    person = UserFactory()
    speaker = participants.of_user(person)
    ratings.rate(work, person, 2, reason="Dull")
    say(work, speaker, False, "Too long")
    say(work, speaker, True)
    assert standing() == [(SignalKind.LOW_RATING, "Dull")]


def test_what_is_said_of_a_session_is_session_feedback():
    work = SessionPageFactory().work
    say(work, visitor(), False, "No time for questions")
    assert standing() == [(SignalKind.SESSION_FEEDBACK, "No time for questions")]


def test_each_answer_of_a_page_of_questions_is_answered_by_itself():
    page, one = questions(), visitor()
    first, second = parts_of(page)
    say(page.work, one, True, part=first, part_title="Question 1?")
    say(page.work, one, False, "Which office?", part=second, part_title="Question 2?")
    assert {part: each.is_helpful for part, each in answers_of(one, page.work_id).items()} == {
        first: True,
        second: False,
    }
    signal = Signal.objects.get()
    assert (signal.part, signal.part_title, signal.text) == (second, "Question 2?", "Which office?")
    helpful.withdraw_answer(page.work, one, part=first)
    assert [each.part for each in Helpful.objects.all()] == [second]
    assert standing() == [(SignalKind.NOT_HELPFUL, "Which office?")]


def test_an_answer_has_the_same_key_in_both_languages():
    page = questions()
    assert list(parts_of(translate(page))) == list(parts_of(page)) != []


@pytest.mark.parametrize("make", [ResourcePageFactory, SessionPageFactory, BoardUpdatePageFactory])
def test_these_are_helpful_as_a_whole(make):
    assert parts_of(make()) == {"": ""}


@pytest.mark.parametrize("make", [StandardPageFactory, ContactPageFactory, FAQPageFactory])
def test_these_are_not(make):
    assert parts_of(make()) == {}


def test_who_signs_in_keeps_what_was_said_before_and_what_the_account_said_wins(work):
    other, person, before = ResourcePageFactory().work, UserFactory(), visitor()
    account = participants.of_user(person)
    say(work, before, False, "Too long")
    say(other, before, False, "Too short")
    say(work, account, True)
    participants.merge(before, account)
    assert {(each.work, each.participant, each.is_helpful) for each in Helpful.objects.all()} == {
        (work, account, True),
        (other, account, False),
    }
    assert standing() == [(SignalKind.NOT_HELPFUL, "Too short")]
    assert Signal.objects.standing().get().participant == account


def test_an_erased_person_leaves_the_answer_and_not_the_words(work):
    person = UserFactory()
    say(work, participants.of_user(person), False, "Too long, says Ann")
    erasing.erase_account(person)
    assert given(work) == [(False, "")]
    assert Helpful.objects.get().participant.user is None
    assert standing() == [(SignalKind.NOT_HELPFUL, "Too long, says Ann")]


def test_answers_go_with_the_work_and_what_was_said_stays():
    page = ResourcePageFactory(title="The toolkit")
    say(page.work, visitor(), False, "Too long")
    page.delete()
    assert not Helpful.objects.exists()
    assert (Signal.objects.get().text, Signal.objects.get().about_title) == ("Too long", "The toolkit")
