"""The contact form keeps what was written and tells the people it is for."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from post_office.models import Email

from cms.accounts.domain import erasing, participants
from cms.contact.domain import messages as contact_messages
from cms.contact.models import ContactMessage
from cms.core.models import SiteSettings
from cms.notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

GOOD = {"name": "Rosa", "email": "rosa@example.org", "message": "Where is the nearest center?", "region": ""}


@pytest.fixture(autouse=True)
def address():
    SiteSettings.objects.update_or_create(defaults={"contact_email": "contact@example.org"})


def send(client, url="/en/contact-message/", **changes):
    return client.post(url, GOOD | changes)


def test_a_message_is_kept_announced_once_and_thanked_for(client):
    response = send(client, "/es/mensaje-de-contacto/")
    assert (response.status_code, response.url) == (302, "/es/contacto/")
    assert "le responderemos a rosa@example.org" in client.get(response.url).content.decode()
    message = ContactMessage.objects.get()
    assert (message.name, message.language, message.answered) == ("Rosa", "es", False)
    notice = Notice.objects.get(kind="contact_message")
    assert notice.email == "contact@example.org"
    assert notice.dedupe_key == f"contact_message:{message.pk}"


def test_without_a_contact_address_the_message_is_still_kept(client):
    SiteSettings.objects.update(contact_email="")
    send(client)
    assert ContactMessage.objects.count() == 1
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "nobody"}, "email"),
        ({"message": ""}, "message"),
        ({"message": "x" * 5001}, "message"),
        ({"region": "99999"}, "region"),
        ({"region": "abc"}, "region"),
        ({"name": "\u202e"}, "name"),
    ],
)
def test_mistakes_are_named_beside_the_field_and_nothing_is_lost(client, changes, field):
    response = send(client, **changes)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert ContactMessage.objects.count() == 0
    if field != "message":
        assert GOOD["message"] in response.content.decode()


def test_errors_are_in_the_readers_language(client):
    html = send(client, "/es/mensaje-de-contacto/", email="").content.decode()
    with override("es"):
        assert gettext("This field is required.") in html
    assert '<html lang="es"' in html


def test_who_fills_the_hidden_field_is_thanked_and_not_heard(client):
    response = send(client, website="https://spam.example")
    assert response.status_code == 302
    assert not ContactMessage.objects.exists()
    assert not Notice.objects.exists()


def test_too_many_messages_are_refused_and_kept_in_the_form(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"contact_message": "2/h/ip"}
    assert [send(client).status_code for _number in range(3)] == [302, 302, 429]
    assert ContactMessage.objects.count() == 2


def test_ten_identical_sends_are_one_message(client):
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/en/contact/").content.decode())[1]
    assert {send(client, form_key=key).url for _press in range(10)} == {"/en/contact/"}
    assert ContactMessage.objects.count() == Notice.objects.count() == 1


def test_an_expired_form_comes_back_with_what_was_typed():
    response = send(Client(enforce_csrf_checks=True), name="Rosa\x08 Ochoa")
    html = response.content.decode()
    assert response.status_code == 403
    assert 'value="Rosa Ochoa"' in html
    assert GOOD["message"] in html
    assert "This form had expired" in html
    assert not ContactMessage.objects.exists()


def test_the_address_of_the_form_leads_to_the_page(client):
    assert client.get("/en/contact-message/").url == "/en/contact/"
    assert client.put("/en/contact-message/").status_code == 405


def test_the_page_shows_the_eight_centers_in_the_readers_language(client):
    assert client.get("/en/contact/").content.decode().count('id="center-') == 8
    assert "Área de la Bahía" in client.get("/es/contacto/").content.decode()


def test_messages_are_shown_only_to_those_who_may_read_them(client):
    message = ContactMessage.objects.create(name="Private Name", email="a@example.org", message="Ours", language="en")
    client.force_login(UserFactory(working_group=True))
    for address in ("", f"edit/{message.pk}/", f"usage/{message.pk}/", f"history/{message.pk}/"):
        answer = client.get(f"/admin/snippets/contact/contactmessage/{address}", follow=True)
        assert "Private Name" not in answer.content.decode()
    for address in ("", "results/", f"chosen/{message.pk}/"):
        answer = client.get(f"/admin/snippets/choose/contact/contactmessage/{address}", follow=True)
        assert "Private Name" not in answer.content.decode()


def test_bulk_actions_list_messages_only_to_those_who_may_delete_them(client):
    message = ContactMessage.objects.create(name="Private Name", email="a@example.org", message="Ours", language="en")
    for address in ("?id=all", f"?id={message.pk}"):
        address = f"/admin/bulk/contact/contactmessage/delete/{address}"
        for traits in ({"working_group": True}, {"editor": True}):
            client.force_login(UserFactory(**traits))
            assert client.get(address).status_code == 302
            assert "Private Name" not in client.get(address, follow=True).content.decode()
            client.post(address)
        client.force_login(UserFactory(admin=True))
        assert "Private Name" in client.get(address).content.decode()
    assert ContactMessage.objects.filter(pk=message.pk).exists()


def test_the_mail_can_be_answered_and_says_the_language_of_the_writer(client, run_tasks):
    send(client, "/es/mensaje-de-contacto/")
    run_tasks()
    letter = Email.objects.get(to="contact@example.org")
    assert letter.headers["Reply-To"] == "rosa@example.org"
    assert "Language: español" in letter.message


def test_not_even_an_administrator_is_offered_to_write_a_message_in_the_admin(client):
    message = ContactMessage.objects.create(name="Rosa", email="a@example.org", message="Where?", language="en")
    client.force_login(UserFactory(admin=True))
    listing = client.get("/admin/snippets/contact/contactmessage/").content.decode()
    assert f"edit/{message.pk}/" in listing
    assert "contactmessage/add/" not in listing
    assert client.get("/admin/snippets/contact/contactmessage/add/").status_code == 302
    assert client.get(f"/admin/snippets/contact/contactmessage/edit/{message.pk}/").status_code == 200


def test_in_the_admin_a_message_keeps_its_lines_and_shows_whether_it_is_answered(client):
    text = "First.\n\nSecond <b>line</b>."
    message = ContactMessage.objects.create(name="Rosa", email="a@example.org", message=text, language="en")
    client.force_login(UserFactory(editor=True))
    html = client.get(f"/admin/snippets/contact/contactmessage/edit/{message.pk}/").text
    assert "First.<br><br>Second &lt;b&gt;line&lt;/b&gt;.</div>" in html
    listing = client.get("/admin/snippets/contact/contactmessage/").text
    assert re.search(r">\s*no\s*<", listing)
    assert not re.search(r">\s*False\s*<", listing)


def letter(email):
    return contact_messages.receive(ContactMessage(name="Zoe", email=email, message="Call me"))


def test_the_letters_of_an_erased_person_go_with_what_announced_them():
    _own, other = letter("ZOE@example.org"), letter("ann@example.org")
    assert Notice.objects.count() == 2
    erasing.erase_account(UserFactory(email="zoe@example.org"))
    assert list(ContactMessage.objects.all()) == [other]
    assert [notice.context["email"] for notice in Notice.objects.all()] == ["ann@example.org"]


def test_who_spoke_by_an_address_alone_leaves_no_letter_either():
    letter("Zoe@example.org")
    other = letter("ann@example.org")
    erasing.erase_person(participants.confirm_address(participants.of_receipt("en"), "zoe@example.org"))
    assert list(ContactMessage.objects.all()) == [other]


def test_a_receipt_that_is_erased_takes_no_letter_of_others():
    letter("ann@example.org")
    erasing.erase_person(participants.of_receipt("en"))
    assert ContactMessage.objects.count() == 1
