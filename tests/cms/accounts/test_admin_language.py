"""The admin speaks the language of the person, also where it refuses, and whatever the browser prefers."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need

pytestmark = pytest.mark.django_db
ENGLISH, SPANISH = {"HTTP_ACCEPT_LANGUAGE": "en"}, {"HTTP_ACCEPT_LANGUAGE": "es"}
DENIED = {"en": "Sorry, you do not have permission", "es": "No tiene permiso para entrar"}


def signed_in(client, language, **traits):
    person = UserFactory(language=language, **traits)
    client.force_login(person)
    return person


@pytest.mark.parametrize("path", ["/admin/users/", "/admin/pages/3/privacy/", "/admin/sites/"])
@pytest.mark.parametrize(("language", "browser"), [("es", ENGLISH), ("en", SPANISH)])
def test_whoever_may_not_is_told_so_in_their_language(client, path, language, browser):
    signed_in(client, language, working_group=True)
    answer = client.get(path, follow=True, **browser)
    assert [str(message).startswith(DENIED[language]) for message in answer.context["messages"]] == [True]


@pytest.mark.parametrize("path", ["/admin/nowhere/", "/admin/pages/987654/edit/"])
def test_a_page_that_is_not_there_is_missing_in_their_language(client, path):
    signed_in(client, "es", editor=True)
    answer = client.get(path, follow=True, **ENGLISH)
    assert (answer.status_code, answer["Content-Language"]) == (404, "es")


def test_a_form_that_expired_says_so_in_their_language():
    client = Client(enforce_csrf_checks=True)
    signed_in(client, "es", editor=True)
    answer = client.post("/admin/account/", {"x": "1"}, HTTP_ORIGIN="http://testserver", **ENGLISH)
    assert (answer.status_code, answer["Content-Language"]) == (403, "es")
    assert "Su formulario venció" in answer.text


def test_an_export_has_its_headings_in_their_language(client):
    signed_in(client, "es", working_group=True)
    make_need()
    answer = client.get(reverse("wagtailsnippets_feedback_need:list"), {"export": "csv"}, **ENGLISH)
    assert b"".join(answer.streaming_content).decode().startswith("Número,")


def test_whoever_chose_no_language_is_answered_in_that_of_the_browser(client):
    person = signed_in(client, "en", editor=True)
    UserProfile.objects.filter(user=person).update(preferred_language="")
    assert client.get("/admin/", **SPANISH)["Content-Language"] == "es"


def test_the_site_itself_keeps_the_language_of_its_addresses(client):
    signed_in(client, "es", editor=True)
    assert client.get("/en/", **ENGLISH)["Content-Language"] == "en"
