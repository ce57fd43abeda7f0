"""The guard of every public form, seen at the form for suggestions."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from feedback.models import Suggestion
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SUGGEST = "/en/suggest/"
SAID = {"kind": "new_resource", "title": "A guide for councils", "body": "Please.", "language": "en"}


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]+)"', html)[1]


@pytest.fixture
def form(client):
    return SAID | {"form_key": hidden(client.get(SUGGEST).content.decode(), "form_key")}


def test_ten_identical_sends_make_one_suggestion_and_lead_to_its_receipt(client, form, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"suggest": "1/h/ip"}
    answers = [client.post(SUGGEST, form) for _press in range(10)]
    suggestion = Suggestion.objects.get()
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, f"/en/suggest/{suggestion.token}/")}


def test_who_goes_back_and_asks_for_something_else_is_heard_twice(client, form):
    client.post(SUGGEST, form)
    client.post(SUGGEST, form | {"title": "Another guide"})
    assert {each.title for each in Suggestion.objects.all()} == {"A guide for councils", "Another guide"}


def test_two_people_who_say_the_same_are_two(client, form):
    client.post(SUGGEST, form)
    client.post(SUGGEST, form | {"form_key": hidden(client.get(SUGGEST).content.decode(), "form_key")})
    assert Suggestion.objects.count() == 2


def test_the_key_stays_while_mistakes_are_mended(client, form):
    refused = client.post(SUGGEST, form | {"title": ""})
    assert refused.status_code == 422
    assert hidden(refused.content.decode(), "form_key") == form["form_key"]


def test_text_is_cleaned_before_its_length_is_counted(client):
    client.post(SUGGEST, SAID | {"title": "a\x08b\ufffe", "body": "x\r\n" * 2500})
    suggestion = Suggestion.objects.get()
    assert suggestion.title == "ab"
    assert len(suggestion.body) == 4999


@pytest.mark.parametrize("title", ["\u202e", "\u200b\u200b", "\x07", "\u3164"])
def test_a_title_that_cannot_be_seen_is_no_title(client, title):
    response = client.post(SUGGEST, SAID | {"title": title})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["title"]


def test_the_queue_can_be_exported_whatever_was_typed(client):
    client.post(SUGGEST, SAID | {"title": "Bell\x07 and back\x08space", "body": "\x0b\x1b[31m"})
    client.force_login(UserFactory(working_group=True))
    answer = client.get("/admin/needs/?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)).active
    assert "Bell and backspace" in str(list(sheet.values))


def test_who_must_wait_is_told_for_how_long(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"suggest": "1/h/ip"}
    client.post(SUGGEST, SAID)
    response = client.post(SUGGEST, SAID | {"body": "Kept as typed"})
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "try again in an hour" in response.content.decode()
    assert "Kept as typed" in response.content.decode()


@pytest.mark.parametrize(("language", "url"), [("en", SUGGEST), ("es", "/es/sugerir/")])
def test_an_expired_form_comes_back_with_what_was_typed_and_says_why(language, url):
    client = Client(enforce_csrf_checks=True)
    response = client.post(url, SAID | {"title": "Typed for an hour\x08", "body": "All of it"})
    html = response.content.decode()
    assert response.status_code == 403
    assert not Suggestion.objects.exists()
    assert 'value="Typed for an hour"' in html
    assert "All of it" in html
    assert {"en": "This form had expired", "es": "Este formulario había caducado"}[language] in html
    again = {"csrfmiddlewaretoken": hidden(html, "csrfmiddlewaretoken"), "form_key": hidden(html, "form_key")}
    assert client.post(url, SAID | again).status_code == 302


def test_other_forms_say_that_they_expired():
    response = Client(enforce_csrf_checks=True).post("/en/accounts/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert "Your form has expired" in response.content.decode()


@pytest.mark.once
def test_a_title_is_one_line_whatever_was_sent(client):
    client.post(SUGGEST, SAID | {"title": "A bus\r\nBcc: eve@example.org\n\u2028Free", "body": "One\r\ntwo"})
    said = Suggestion.objects.get()
    assert (said.title, said.body) == ("A bus Bcc: eve@example.org  Free", "One\ntwo")
