"""Who looked for something in vain and then asks for it: the words go along, and count as no second voice."""

import re
from html import unescape

import pytest
from django.urls import reverse

from feedback.enums import SignalKind, Status
from feedback.models import Need, Signal, Suggestion
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need

pytestmark = pytest.mark.django_db

SAID = {"kind": "new_resource", "title": "Something about airships", "body": "For grade 4.", "language": "en"}
IN_VAIN = SAID | {"searched": "zeppelin"}


def searched():
    return list(Signal.objects.filter(kind=SignalKind.EMPTY_SEARCH).values_list("text", "language"))


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/en/search/?q=zeppelin+%26+co", "/en/suggest/"),
        ("/es/buscar/?q=zeppelin+%26+co", "/es/sugerir/"),
        ("/en/needs/?q=zeppelin+%26+co", "/en/suggest/"),
        ("/es/necesidades/?q=zeppelin+%26+co", "/es/sugerir/"),
    ],
)
def test_the_words_go_from_the_page_into_the_form_and_to_the_members(client, address, form):
    link = re.search(rf'href="({form}\?[^"]*)"', client.get(address).text)[1]
    page = client.get(unescape(link))
    assert page.context["form"]["title"].value() == "zeppelin & co"
    assert '<input type="hidden" name="searched" value="zeppelin &amp; co" id="id_searched">' in page.text
    said = {
        "/en/": "Your search for “zeppelin &amp; co” goes along",
        "/es/": "Su búsqueda de «zeppelin &amp; co» se envía",
    }
    assert said[form[:4]] in page.text
    assert not Signal.objects.exists()
    client.post(form, SAID | {"searched": "zeppelin & co"})
    assert searched() == [("zeppelin & co", form[1:3])]
    need = Need.objects.get()
    assert (need.people, need.signals.count(), need.title) == (1, 2, SAID["title"])


def test_what_is_found_by_now_is_no_empty_search(client, entry):
    entry("Zeppelin")
    client.post("/en/suggest/", IN_VAIN)
    assert Suggestion.objects.count() == 1
    assert searched() == []


@pytest.mark.parametrize("words", ["", "   ", "\x00", "\u200b"])
def test_without_words_nothing_is_kept(client, words):
    assert client.post("/en/suggest/", SAID | {"searched": words}).status_code == 302
    assert searched() == []


def test_of_a_long_search_its_beginning_is_kept(client):
    assert client.get("/en/suggest/", {"searched": "x" * 9000}).status_code == 200
    assert client.post("/en/suggest/", SAID | {"searched": "x" * 9000}).status_code == 302
    assert searched() == [("x" * 200, "en")]


def test_it_is_one_voice_with_the_weight_of_the_request(client):
    person = UserFactory()
    client.force_login(person)
    client.post("/en/suggest/", SAID)
    client.post("/en/suggest/", IN_VAIN | {"title": "Airships, please"})
    without, with_search = Need.objects.order_by("pk")
    assert [without.signals.count(), with_search.signals.count()] == [1, 2]
    assert (with_search.people, with_search.priority) == (without.people, without.priority)
    assert set(with_search.signals.values_list("participant__user", flat=True)) == {person.pk}
    assert with_search.subscriptions.get().suggestion == Suggestion.objects.get(title="Airships, please")


def test_pressed_twice_it_is_kept_once(client):
    key = client.get("/en/suggest/").context["form"].form_key
    for _ in range(2):
        client.post("/en/suggest/", IN_VAIN | {"form_key": key})
    assert searched() == [("zeppelin", "en")]


def test_a_mistake_in_the_form_does_not_lose_it(client):
    page = client.post("/en/suggest/", IN_VAIN | {"title": ""})
    assert page.status_code == 422
    assert 'name="searched" value="zeppelin"' in page.text
    assert searched() == []


def test_it_joins_the_need_that_the_request_joins(client):
    need = make_need(Status.PLANNED)
    client.post("/en/suggest/", IN_VAIN | {"voice": need.number, "email": "zoe@example.org"})
    assert searched() == [("zeppelin", "en")]
    assert set(need.signals.values_list("kind", flat=True)) == {SignalKind.SUGGESTION, SignalKind.EMPTY_SEARCH}
    assert Need.objects.count() == 1


def test_members_read_the_words_and_nobody_else_does(client):
    response = client.post("/en/suggest/", IN_VAIN)
    need = Need.objects.get()
    Need.objects.update(status=Status.PLANNED)
    for address in (response.url, need.get_absolute_url(), "/en/needs/?q=zeppelin"):
        text = client.get(address).text
        assert "q=" in address or "zeppelin" not in text
        assert "Searched without" not in text
    assert need.title not in client.get("/en/needs/?q=zeppelin").text
    client.force_login(UserFactory(working_group=True))
    shown = client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])).text
    assert '<p>Searched without result: <q lang="en">zeppelin</q></p>' in shown
