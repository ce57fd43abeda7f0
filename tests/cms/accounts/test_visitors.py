"""One browser is one speaker: remembered once it said something, and joined to the account that signs in."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone, translation

from cms.accounts.domain import participants
from cms.accounts.enums import ParticipantKind
from cms.accounts.models import Participant
from cms.accounts.visitors import known_speaker, speaker_of
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(rf):
    """A request of one browser, signed in or not."""
    session = SessionStore()

    def request(user=None):
        made = rf.get("/")
        made.user, made.session = user or AnonymousUser(), session
        return made

    return request


def sign_in(request, user):
    user_logged_in.send(sender=type(user), request=request, user=user)


def test_looking_makes_nobody_a_speaker(visit):
    request = visit()
    assert known_speaker(request) is None
    assert request.session.is_empty()
    assert not Participant.objects.exists()


def test_a_visitor_is_the_same_speaker_each_time(visit):
    with translation.override("es"):
        first = speaker_of(visit())
    assert (first.kind, first.language, first.user) == (ParticipantKind.RECEIPT, "es", None)
    assert speaker_of(visit()) == known_speaker(visit()) == first


def test_two_browsers_are_two_speakers(visit, rf):
    other = rf.get("/")
    other.user, other.session = AnonymousUser(), SessionStore()
    assert speaker_of(visit()) != speaker_of(other)


def test_an_account_is_a_speaker_by_itself(visit):
    person = UserFactory()
    assert known_speaker(visit(person)) is None
    assert speaker_of(visit(person)).user == person
    assert known_speaker(visit(person)).user == person
    assert visit().session.is_empty()


def test_signing_in_takes_over_what_was_said_before_and_only_that(visit):
    person, request = UserFactory(), visit()
    before, stranger = speaker_of(request), participants.of_receipt("en")
    sign_in(visit(person), person)
    assert not Participant.objects.filter(pk=before.pk).exists()
    assert Participant.objects.filter(pk=stranger.pk).exists()
    assert known_speaker(visit()) is None, "whoever comes after them on this device begins anew"


def test_a_day_later_whoever_uses_the_browser_begins_anew(visit):
    person, request = UserFactory(), visit()
    before = speaker_of(request)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert known_speaker(visit()) is None
        sign_in(visit(person), person)
        assert Participant.objects.filter(pk=before.pk).exists(), "what somebody said yesterday is not this person's"
        assert speaker_of(visit()) != before


def test_a_day_later_a_visitor_gets_the_pages_of_everyone_again(client):
    page = ResourcePageFactory()
    client.post(f"/en/helpful/{page.translation_key}/", {"answer": "yes"})
    assert "You said:" in client.get(page.url).text
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert "You said:" not in client.get(page.url).text
        assert client.cookies["sessionid"]["max-age"] == 0


def test_a_session_that_names_another_kind_of_participant_speaks_for_nobody(visit):
    owner = participants.of_user(UserFactory())
    request = visit()
    request.session["participant"] = owner.pk
    assert known_speaker(request) is None
    assert speaker_of(request) != owner
