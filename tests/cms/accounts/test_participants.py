"""One person is one participant, and can be erased."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from post_office.models import Email
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.accounts.domain import erasing, participants
from cms.accounts.enums import ParticipantKind
from cms.accounts.models import Participant, User
from cms.notices.domain import telling
from cms.notices.models import Notice
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_an_account_is_one_participant_however_often_it_speaks():
    person = UserFactory()
    assert participants.of_user(person) == participants.of_user(person)
    assert Participant.objects.count() == 1


@pytest.mark.both
def test_one_address_is_one_participant_whatever_its_case():
    first = participants.confirm_address(participants.of_receipt("en"), "zoe@example.org")
    again = participants.confirm_address(participants.of_receipt("es"), "Zoe@Example.org")
    assert (first, first.kind) == (again, ParticipantKind.ADDRESS)
    assert Participant.objects.count() == 1


def test_the_address_of_an_account_is_the_account():
    person = UserFactory(email="zoe@example.org")
    spoke = participants.confirm_address(participants.of_receipt("en"), "ZOE@example.org")
    assert (spoke.user, spoke.kind) == (person, ParticipantKind.ACCOUNT)


def test_an_address_that_its_account_did_not_confirm_is_not_the_account():
    UserFactory(email="zoe@example.org", verified=False)
    spoke = participants.confirm_address(participants.of_receipt("en"), "zoe@example.org")
    assert (spoke.user, spoke.kind) == (None, ParticipantKind.ADDRESS)


def test_an_account_that_confirms_an_address_takes_it_over():
    participants.confirm_address(participants.of_receipt("en"), "zoe@example.org")
    person = UserFactory(email="zoe@example.org", verified=False)
    assert Participant.objects.get().user is None
    address = EmailAddress.objects.get(user=person)
    address.verified = True
    address.save()
    assert Participant.objects.get() == participants.of_user(person)


def test_a_person_can_erase_the_account_with_the_password(client):
    person, other = UserFactory(), UserFactory()
    telling.notify("need_declined", recipient=person, dedupe_key="a")
    client.force_login(person)
    assert "former member" in client.get("/en/accounts/erase/").content.decode()
    refused = client.post("/en/accounts/erase/", {"password": "wrong"})
    assert (refused.status_code, User.objects.count()) == (422, 2)
    assert "This is not your password." in refused.content.decode()
    assert client.post("/en/accounts/erase/", {"password": PASSWORD}).url == "/en/"
    assert list(User.objects.all()) == [other]
    assert not Notice.objects.exists()
    assert client.get("/en/accounts/profile/").status_code == 302


def test_erasing_is_offered_in_spanish_too(client):
    client.force_login(UserFactory(spanish=True))
    text = client.get("/es/cuenta/perfil/").content.decode()
    assert 'href="/es/cuenta/borrar/"' in text
    page = client.get("/es/cuenta/borrar/").content.decode()
    assert "Borrar mi cuenta" in page
    assert "lo que el equipo de moderación no publicó" in page


def test_passwords_cannot_be_tried_without_end(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"erase_account": "2/m/user"}
    client.force_login(UserFactory())
    answers = [client.post("/en/accounts/erase/", {"password": "x"}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


@pytest.mark.parametrize("act", [lambda person: person.delete(), erasing.erase_account])
def test_whoever_is_deleted_in_whatever_way_leaves_no_name(act):
    person = UserFactory(email="zoe@example.org")
    mail.EmailMessage("Hello", "Zoe", to=["zoe@example.org"]).send()
    spoke = participants.of_user(person)
    act(person)
    spoke.refresh_from_db()
    assert (spoke.user, spoke.email_key, spoke.kind) == (None, None, ParticipantKind.ACCOUNT)
    assert spoke.erased_at
    assert not Email.objects.exists()


def test_whoever_never_spoke_leaves_no_mail_either():
    person = UserFactory(email="zoe@example.org")
    mail.EmailMessage("Hello", "Zoe", to=["zoe@example.org"]).send()
    person.delete()
    assert not Email.objects.exists()


def test_the_log_of_the_admin_keeps_what_was_done_with_an_erased_account_but_not_its_name(admin_client):
    person = UserFactory(display_name="Zoe")
    log(instance=person, action="wagtail.edit")
    admin_client.post(f"/admin/users/delete/{person.pk}/")
    assert {entry.label for entry in ModelLogEntry.objects.all()} == {f"#{person.pk}"}
    assert ModelLogEntry.objects.count() == 2
