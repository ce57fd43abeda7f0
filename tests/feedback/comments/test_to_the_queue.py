"""A comment becomes evidence when a member of the Working Group takes it to the queue."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from cms.accounts.domain import erasing, participants
from feedback.domain import comment_signals, comments, helpful
from feedback.enums import NeedKind, SignalKind
from feedback.models import Need, Signal
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, SuggestionFactory
from tests.factories.taxonomy import RegionalCenterFactory

from .conftest import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(db):
    return UserFactory(working_group=True)


@pytest.fixture
def comment(page):
    return CommentFactory(
        page=page, author=UserFactory(region=RegionalCenterFactory()), content="No costs", language="es"
    )


def to_queue(comment):
    return reverse("comment_queue", args=[comment.pk])


def test_it_opens_a_need_about_its_page_and_its_author_will_hear(client, page, comment, member):
    client.force_login(member)
    box = soup(client.get(page.url)).select_one(f"#comment-{comment.pk}")
    assert box.select_one(f'form[action="{to_queue(comment)}"]')
    assert "It is in the queue of needs." in client.post(to_queue(comment), follow=True).text
    signal, need = Signal.objects.get(), Need.objects.get()
    assert (signal.kind, signal.text, signal.language, signal.work) == (SignalKind.COMMENT, "No costs", "es", page.work)
    assert (signal.participant.user, signal.region, signal.need) == (comment.user, comment.user.region, need)
    assert (need.kind, need.work, need.people) == (NeedKind.IMPROVEMENT, page.work, 1)
    assert "No costs" not in need.title
    assert [one.participant.user for one in need.subscriptions.all()] == [comment.user]
    assert [event.by for event in need.events.all()] == [member]


def test_it_joins_what_others_said_of_the_page(page, comment, member):
    helpful.answer(page.work, participants.of_user(UserFactory()), False, reason="Too long", language="en")
    signal = comment_signals.take_to_queue(comment, member)
    need = Need.objects.get()
    assert (signal.need, need.people) == (need, 2)


def test_it_joins_no_need_that_asks_for_something_else(page, comment, member):
    broken = need_of(SuggestionFactory(kind=NeedKind.BROKEN_LINK, work=page.work))
    assert broken.work == page.work
    assert comment_signals.take_to_queue(comment, member).need != broken


def test_a_comment_is_evidence_once(client, comment, member):
    for person in (member, UserFactory(working_group=True)):
        client.force_login(person)
        assert client.post(to_queue(comment)).status_code == 302
    assert Signal.objects.count() == Need.objects.get().signals.count() == 1


def test_what_its_author_takes_back_no_longer_counts_and_has_no_words(comment, member):
    signal = comment_signals.take_to_queue(comment, member)
    comments.withdraw(comment, comment.user)
    signal.refresh_from_db()
    assert (signal.text, signal.withdrawn_at is None, Need.objects.get().people) == ("", False, 0)


def test_the_words_of_an_erased_author_stay_as_evidence(comment, member):
    signal = comment_signals.take_to_queue(comment, member)
    erasing.erase_account(comment.user)
    signal.refresh_from_db()
    assert (signal.text, signal.participant.user, Need.objects.get().people) == ("No costs", None, 1)
    other = CommentFactory()
    erasing.erase_account(other.user)
    other.refresh_from_db()
    assert comment_signals.take_to_queue(other, member).participant is None


@pytest.mark.parametrize(
    ("role", "status"), [(None, 302), ("author", 403), ("moderator", 403), ("editor", 403), ("working_group", 302)]
)
def test_who_may(client, page, comment, role, status):
    person = {"author": comment.user, None: None}.get(role) or (UserFactory(**{role: True}) if role else None)
    if person:
        client.force_login(person)
    assert client.post(to_queue(comment)).status_code == status
    assert ("Take this to the queue" in client.get(page.url).text) is (role == "working_group")
    assert Signal.objects.exists() is (role == "working_group")


@pytest.mark.django_db(transaction=True)
def test_two_members_at_once_make_one_signal(comment):
    people, start = [UserFactory(working_group=True) for _number in range(2)], Barrier(2)

    def act(person):
        start.wait()
        try:
            comment_signals.take_to_queue(comment, person)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, people))
    assert Signal.objects.count() == Need.objects.count() == 1


def test_what_the_author_takes_out_of_it_is_taken_out_of_the_evidence(comment, member):
    signal = comment_signals.take_to_queue(comment, member)
    comments.edit(comment, comment.user, content="Without the name", language="en")
    signal.refresh_from_db()
    need = Need.objects.get()
    assert signal.text == "Without the name"
    assert "name" in need.words and "costs" not in need.words
