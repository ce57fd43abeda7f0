"""Before something is asked for, what is there already is shown: needs, pages and answers that everyone may see."""

import re
from uuid import uuid4

import pytest
from django.core import mail

from cms.meaning import encoder as encoders
from cms.meaning import tasks
from feedback.domain import hiding, moves
from feedback.enums import SignalKind, Status
from feedback.models import Need, Signal, Suggestion
from feedback.queries.existing import existing_like
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need, make_published_need
from tests.factories.pages import FAQPageFactory, ResourcePageFactory, translate
from tests.queries import queries

pytestmark = pytest.mark.django_db

SAID = {"kind": "new_resource", "title": "A toolkit for home visits", "body": "Please.", "language": "en"}
TITLE = "Toolkit for home visits"
IS_IT_HERE = "Is it here already?"


def encode():
    for _ in range(3):
        tasks.encode_due()


def restrict(page):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")  # noqa: S106


def answer_page(question, answer, **values):
    key = str(uuid4())
    item = {"type": "item", "id": key, "value": {"question": question, "answer": f"<p>{answer}</p>"}}
    group = {"type": "group", "id": str(uuid4()), "value": {"title": "Visits", "items": [item]}}
    return FAQPageFactory(groups=[group], **values), key


@pytest.fixture
def need():
    need = make_need(Status.PLANNED, title=TITLE, body="")
    encode()
    return need


def mine():
    return Suggestion.objects.filter(title=SAID["title"])


def shown(response):
    return [one.title for one in response.context["existing"]]


def step(client, **changes):
    return client.post("/en/suggest/", SAID | changes)


def hidden_fields(response):
    """What the page of the step sends when one of its buttons is pressed."""
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode())
    return dict(inputs) | {name: response.context["form"][name].value() for name in ("title", "body")}


# --- Which ------------------------------------------------------------------------------------------------


def test_needs_pages_and_answers_are_found_in_both_languages():
    make_need(Status.PLANNED, title="Una guía para las visitas al hogar", language="es", body="")
    ResourcePageFactory(title="Home visits, step by step", summary="How to plan home visits.")
    answer_page("How do we begin with home visits?", "Ask families first.")
    encode()
    for text, language in (("a guide for home visits", "en"), ("guía de visitas al hogar", "es")):
        found = {one.title for one in existing_like(text, language)}
        assert found == {
            "Una guía para las visitas al hogar",
            "Home visits, step by step",
            "How do we begin with home visits?",
        }


def test_an_answer_leads_to_its_place_on_the_page(client):
    page, key = answer_page("How do we begin with home visits?", "Ask families first.")
    encode()
    (found,) = existing_like("begin with home visits", "en")
    assert found.url == f"{page.url}#answer-{key}"
    assert f'id="answer-{key}"' in client.get(page.url).content.decode()


def test_a_page_in_two_languages_is_shown_once_in_that_of_the_reader():
    page = ResourcePageFactory(title="Home visits", summary="")
    translate(page, title="Visitas al hogar")
    encode()
    assert [one.title for one in existing_like("home visits", "en")] == ["Home visits"]
    assert [one.title for one in existing_like("visitas al hogar", "es")] == ["Visitas al hogar"]


def test_what_nobody_may_see_is_not_found():
    """Also when it was public at the time its words were read."""
    hidden, member = make_need(Status.PLANNED, title=TITLE), UserFactory(working_group=True)
    private, draft = ResourcePageFactory(title=TITLE), ResourcePageFactory(title=TITLE)
    private_answers, _key = answer_page(TITLE, "Ask families first.")
    ResourcePageFactory(title=TITLE, draft=True)
    make_need(Status.RECEIVED, title=TITLE)
    encode()
    assert len(existing_like(TITLE, "en")) == 4
    hiding.hide(hidden, by=member, note="Names a child")
    restrict(private)
    restrict(private_answers)
    draft.unpublish()
    assert existing_like(TITLE, "en") == []
    encode()
    tasks.compare()
    assert existing_like(TITLE, "en") == []


def test_what_people_wrote_to_us_finds_nothing():
    make_need(Status.PLANNED, title="Something for families", body="Mr. Fernwood shouts at bus stops")
    encode()
    assert existing_like("Fernwood shouts at bus stops", "en") == []


def test_the_encoder_finds_what_has_no_word_in_common_but_no_request_loads_it(settings, monkeypatch):
    make_need(Status.PLANNED, title="Breakfast before class", body="")
    encode()
    text = "morning meal for hungry pupils at school"
    assert existing_like(text, "en") == []
    settings.MEANING_IN_REQUESTS = True
    assert [one.title for one in existing_like(text, "en")] == ["Breakfast before class"]
    monkeypatch.setattr(encoders.encoder, "_model", None)
    del vars(encoders.encoder)["_model"]
    monkeypatch.setattr(encoders.Encoder, "encode", lambda self, texts: pytest.fail("loaded"))
    assert existing_like(text, "en") == []


@pytest.mark.once
def test_the_queries_do_not_grow_with_what_is_found():
    make_need(Status.PLANNED, title=TITLE)
    ResourcePageFactory(title=TITLE)
    encode()
    existing_like(TITLE, "en")
    before = len(queries(lambda: existing_like(TITLE, "en")))
    for _ in range(3):
        make_need(Status.PLANNED, title=TITLE)
        ResourcePageFactory(title=TITLE)
    encode()
    existing_like(TITLE, "en")
    assert len(queries(lambda: existing_like(TITLE, "en"))) == before


# --- Before it is sent ------------------------------------------------------------------------------------


def test_what_is_there_is_shown_before_anything_is_sent(client, need):
    response = step(client)
    assert (response.status_code, shown(response)) == (200, [TITLE])
    text = response.content.decode()
    assert IS_IT_HERE in text
    assert need.get_absolute_url() in text
    assert "Planned" in text
    assert not mine().exists()


def test_no_mine_is_new_sends_all_that_was_typed(client, need):
    response = step(client, email="zoe@example.org", url="https://example.org/x", body="For  our\nfamilies")
    fields = hidden_fields(response)
    response = client.post("/en/suggest/", fields | {"new": "1"})
    made = mine().get()
    assert response.url == f"/en/suggest/{made.token}/"
    assert (made.title, made.body, made.email, made.url) == (
        SAID["title"],
        "For  our\nfamilies",
        "zoe@example.org",
        "https://example.org/x",
    )


def test_one_form_is_one_send_with_the_step_between_and_the_back_button(client, need):
    fields = hidden_fields(step(client))
    first = client.post("/en/suggest/", fields | {"new": "1"}).url
    assert client.post("/en/suggest/", fields | {"new": "1"}).url == first
    back = {name: value for name, value in fields.items() if name != "seen"}
    assert client.post("/en/suggest/", back).url == first
    assert mine().count() == 1


def test_what_was_shown_while_typing_is_not_shown_again(client, need):
    response = client.post("/en/suggest/alike/", SAID)
    seen = re.search(r'name="seen" value="([^"]*)"', response.content.decode())[1]
    assert step(client, seen=seen).status_code == 302
    assert step(client, seen="need-0", title="The toolkit for home visits").status_code == 200


def test_nothing_alike_is_sent_at_once(client, need):
    assert step(client, title="A school garden", body="").status_code == 302


@pytest.mark.parametrize("kind", ["improvement", "correction", "broken_link", "translation"])
def test_what_is_said_about_a_page_keeps_its_own_way(client, need, kind):
    assert step(client, kind=kind, url="https://example.org/page").status_code == 302


def test_what_was_written_can_be_changed(client, need):
    fields = hidden_fields(step(client, body="Kept as typed"))
    response = client.post("/en/suggest/", fields | {"edit": "1"})
    assert response.status_code == 200
    assert response.context["form"]["body"].value() == "Kept as typed"
    assert not response.context["form"].errors
    assert not mine().exists()


def test_words_of_a_search_show_what_is_there_at_once(client, need):
    assert TITLE in client.get("/en/suggest/", {"q": "home visits toolkit"}).content.decode()
    assert TITLE not in client.get("/en/suggest/").content.decode()


def test_the_step_is_in_spanish_with_the_language_of_each_title(client, need):
    response = client.post("/es/sugerir/", SAID | {"title": "Un paquete de herramientas para visitas al hogar"})
    text = response.content.decode()
    assert re.search(rf'<a href="/es/[^"]+"\s+lang="en" hreflang="en"\s*>\s+{TITLE}', text)
    assert "Sumar mi voz" in text


def test_titles_are_escaped(client):
    make_need(Status.PLANNED, title="<b>Home visits</b>")
    encode()
    text = client.post("/en/suggest/alike/", SAID | {"title": "Home visits"}).content.decode()
    assert "<b>Home" not in text
    assert "&lt;b&gt;Home visits" in text


# --- A voice ----------------------------------------------------------------------------------------------


def test_a_visitor_adds_a_voice_and_their_words_are_kept(client, need):
    response = client.post("/en/suggest/", SAID | {"voice": need.pk})
    assert response.url == f"{need.get_absolute_url()}#voice"
    vote = Signal.objects.votes().get()
    assert (vote.need, vote.text) == (need, "A toolkit for home visits. Please")
    assert "Your voice counts" in client.get(need.get_absolute_url()).content.decode()
    assert Need.objects.count() == 1
    client.post("/en/suggest/", SAID | {"voice": need.pk})
    assert Signal.objects.votes().count() == 1


def test_a_member_adds_a_voice_and_hears(client, need):
    client.force_login(member := UserFactory())
    client.post("/en/suggest/", {"voice": need.pk})
    assert need.subscriptions.get(participant__user=member).reason == "voted"


def test_with_an_address_it_joins_the_need_and_has_a_receipt(client, need, run_tasks):
    response = client.post("/en/suggest/", SAID | {"voice": need.pk, "email": "zoe@example.org"})
    made = Suggestion.objects.get(email="zoe@example.org")
    assert response.url == f"/en/suggest/{made.token}/"
    assert made.signals.get().need == need
    assert made.signals.get().kind == SignalKind.SUGGESTION
    assert Need.objects.count() == 1
    assert "Planned" in client.get(response.url).content.decode()
    run_tasks()
    from cms.mail.tasks import send_mail

    send_mail()
    assert [message.to for message in mail.outbox] == [["zoe@example.org"]]


def test_with_a_wrong_address_nothing_is_lost(client, need):
    response = client.post("/en/suggest/", SAID | {"voice": need.pk, "email": "zoe@", "body": "Kept as typed"})
    assert response.status_code == 422
    assert "Kept as typed" in response.content.decode()
    assert not Signal.objects.votes().exists()


@pytest.mark.parametrize("number", ["0", "x", "-1", "99999999999999999999", "received", "published"])
def test_a_voice_for_what_takes_none_keeps_what_was_typed(client, number):
    if number == "received":
        number = make_need(Status.RECEIVED).pk
    elif number == "published":
        number = make_published_need(ResourcePageFactory()).pk
    response = client.post("/en/suggest/", SAID | {"voice": number})
    assert response.status_code == 422
    assert SAID["title"] in response.content.decode()
    assert not Signal.objects.votes().exists()


def test_a_need_that_is_closed_meanwhile_takes_no_voice_and_keeps_what_was_typed(client, need, monkeypatch):
    close = lambda *args: bool(moves.move(need, Status.DECLINED, by=None, reason=BOTH))  # noqa: E731
    monkeypatch.setattr("feedback.views.suggestions.admit", close)
    response = client.post("/en/suggest/", SAID | {"voice": need.pk})
    assert response.status_code == 422
    assert "This need is closed" in response.text and SAID["title"] in response.text
    assert not Signal.objects.votes().exists()


# --- While typing -----------------------------------------------------------------------------------------


def test_while_typing_a_part_of_the_page_is_sent_and_never_kept(client, need):
    response = client.post("/en/suggest/alike/", SAID)
    assert shown(response) == [TITLE]
    assert "<html" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert client.post("/en/suggest/alike/", {"title": ""}).content.strip() == b""
    assert client.get("/en/suggest/alike/", {"title": TITLE}).status_code == 405


def test_who_types_too_fast_sees_nothing_and_can_still_send(client, need, settings):
    settings.ACCOUNT_RATE_LIMITS = {"suggest_alike": "1/h/ip"}
    assert [shown(client.post("/en/suggest/alike/", SAID)) for _ in range(2)] == [[TITLE], []]
    assert step(client).status_code == 302


def test_robots_learn_nothing(client, need):
    assert "existing" not in (step(client, website="https://spam.example").context or {})
    assert not mine().exists()
