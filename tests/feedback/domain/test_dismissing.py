"""What is no evidence: left out with a reason, it counts no more, and it can count again."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.accounts.domain import participants
from cms.meaning.registry import sources
from feedback.domain import comment_signals, comments, dismissing, helpful, merging, priority
from feedback.domain.errors import ConflictError, RefusedError
from feedback.enums import EventKind, SignalKind
from feedback.models import Need, Signal
from feedback.queries import needs
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory(working_group=True)


@pytest.fixture
def need():
    """Asked for by two, one of whom advertises."""
    need = make_need(author=UserFactory(), body="For our council.")
    merging.merge(make_need(author=UserFactory(), body="Buy cheap zebras here."), need, by=None)
    return Need.objects.get(pk=need.pk)


def said(need, words):
    return need.signals.get(text__contains=words)


def leave_out(need, member, words="zebras", note="Advertising"):
    dismissing.dismiss(need, [said(need, words)], by=member, note=note)
    return Need.objects.get(pk=need.pk)


def test_it_counts_no_more_and_is_not_found_and_the_history_says_why(need, member):
    before = need.priority
    need = leave_out(need, member)
    assert (need.people, need.priority) == (1, before - 10 - SignalKind.SUGGESTION.weight)
    assert need not in needs.search(Need.objects.all(), "zebras")
    assert need in needs.search(Need.objects.all(), "council")
    (text,) = sources()["need"].texts([need.pk])
    assert "zebras" not in text.text and "council" in text.text
    event = need.events.last()
    assert (event.kind, event.by, event.note) == (EventKind.DISMISSED, member, "Advertising")
    assert need.subscriptions.count() == 2, "both go on to hear of it"


def test_it_can_count_again(need, member):
    before = need.priority
    need = leave_out(need, member)
    dismissing.restore(need, [said(need, "zebras")], by=member)
    need.refresh_from_db()
    assert (need.people, need.priority) == (2, before)
    assert need in needs.search(Need.objects.all(), "zebras")
    assert need.events.last().kind == EventKind.RESTORED


def test_it_needs_a_reason_and_something_that_still_counts(need, member):
    with pytest.raises(ValidationError):
        leave_out(need, member, note=" ")
    need = leave_out(need, member)
    for again in (
        lambda: leave_out(need, member),
        lambda: dismissing.restore(need, [said(need, "council")], by=member),
        lambda: dismissing.dismiss(make_need(), [said(need, "council")], by=member, note="Not of this need"),
    ):
        with pytest.raises(RefusedError):
            again()
    with pytest.raises(ConflictError):
        dismissing.restore(need, [said(need, "zebras")], by=member, expected_version=need.version - 1)
    assert Signal.objects.standing().count() == 2


def test_it_stays_left_out_when_needs_become_one_and_part(need, member):
    need, other = leave_out(need, member), make_need()
    merging.merge(need, other, by=None)
    other.refresh_from_db()
    assert (other.people, priority.priority_of(other).people) == (2, 2)
    merging.unmerge(need, by=None)
    need.refresh_from_db()
    assert need.people == 1


@pytest.mark.parametrize(("again", "counts"), [("Zebras!", False), ("The second link is wrong", True)])
def test_said_again_it_counts_with_other_words_alone(member, again, counts):
    page, speaker = ResourcePageFactory(), participants.of_user(UserFactory())
    helpful.answer(page.work, speaker, False, reason="Zebras!", language="en")
    need = leave_out(Need.objects.get(), member, "Zebras")
    helpful.answer(page.work, speaker, False, reason=again, language="en")
    need.refresh_from_db()
    assert need.people == counts


def test_a_comment_that_its_author_takes_back_leaves_no_words_there_either(member):
    author = UserFactory()
    comment = comments.write(ResourcePageFactory().work, author, content="My son Leo", language="en")
    comment_signals.take_to_queue(comment, member)
    leave_out(Need.objects.get(), member, "Leo", note="A name")
    comments.withdraw(comment, author)
    assert Signal.objects.get().text == ""


def test_a_member_does_it_on_the_screen_of_the_need(client, need, member):
    client.force_login(member)
    screen = reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])
    assert 'value="restore"' not in client.get(screen).text
    data = {"action": "dismiss", "expected_version": need.version, "signals": said(need, "zebras").pk}
    refused = client.post(screen, data)
    assert set(refused.context["tried"].errors) == {"note"}
    shown = client.post(screen, data | {"note": "Advertising"}, follow=True).text
    assert "left out, does not count" in shown
    assert shown.index("<details><summary>Read it</summary>") < shown.index("Buy cheap zebras here.</p>")
    need.refresh_from_db()
    data = {"action": "restore", "expected_version": need.version, "signals": said(need, "zebras").pk}
    assert "It counts again." in client.post(screen, data, follow=True).text
    other = make_need()
    data = {"action": "dismiss", "expected_version": other.version, "signals": said(need, "zebras").pk, "note": "x"}
    other_screen = reverse("wagtailsnippets_feedback_need:inspect", args=[other.pk])
    assert set(client.post(other_screen, data).context["tried"].errors) == {"signals"}
