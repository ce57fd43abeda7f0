"""Saying whether a page helped: by anyone, on pages that are made once for everyone."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.accounts.models import Participant
from cms.caching import store
from cms.caching.addresses import address_of
from feedback.models import Helpful, Need, Signal
from feedback.queries.helpful import parts_of
from tests.factories.accounts import UserFactory
from tests.factories.pages import (
    BoardUpdatePageFactory,
    FAQPageFactory,
    ResourcePageFactory,
    SessionPageFactory,
    StandardPageFactory,
    translate,
)
from tests.plugins.tasks import commit
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = {"HTTP_ORIGIN": "http://testserver"}, {"HTTP_ORIGIN": "https://elsewhere.example"}


@pytest.fixture
def page():
    return ResourcePageFactory(title="The toolkit")


@pytest.fixture
def browser():
    """Without a token, as whoever reads a page that is the same for everyone."""
    return Client(enforce_csrf_checks=True)


def ask_url(page, part="", language="en"):
    with override(language):
        return reverse("helpful_answer", args=[page.work_id, part]) if part else reverse("helpful", args=[page.work_id])


def questions(number=2):
    items = [{"question": f"Question {each}?", "answer": "<p>Yes.</p>"} for each in range(number)]
    page = FAQPageFactory(slug=f"faq-{number}", groups=[("group", {"title": "Families", "items": items})])
    page.refresh_from_db()
    return page


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def said(box):
    return [" ".join(part.get_text(" ", strip=True).split()) for part in box.select(".helpful__ask, button")]


@pytest.mark.parametrize("make", [ResourcePageFactory, SessionPageFactory, BoardUpdatePageFactory])
def test_a_visitor_says_yes_by_one_tap_and_is_thanked_where_they_are(browser, make, caplog):
    page = make()
    caplog.set_level("INFO")
    (box,) = soup(browser.get(page.url)).select("#helpful")
    assert said(box) == ["Was this helpful?", "Yes", "No"]
    response = browser.post(box.form["action"], {"answer": "yes"}, **HERE)
    assert (response.status_code, response.url) == (302, f"{page.url}#helpful")
    assert Helpful.objects.get(work=page.work).is_helpful
    assert "Forbidden" not in caplog.text
    (box,) = soup(browser.get(page.url)).select("#helpful")
    thanks = box.select_one("[role=status]")
    assert thanks.get_text(strip=True) == "Thank you. We are glad that it helped."
    assert (box["tabindex"], box["aria-describedby"]) == ("-1", thanks["id"])
    assert said(box) == ["Was this helpful? You said: Yes", "It did not help", "Remove it"]
    assert not soup(browser.get(page.url)).select("[role=status], #helpful[tabindex]")


def test_a_no_may_be_explained_changed_and_removed(browser, page):
    browser.post(ask_url(page), {"answer": "no"}, **HERE)
    assert not Signal.objects.exists()
    (box,) = soup(browser.get(page.url)).select("#helpful")
    assert said(box) == ["Was this helpful? You said: No", "Send what you wrote", "It helped after all", "Remove it"]
    label = box.select_one("label[for=helpful-reason]")
    assert label.get_text() == "What was missing or not right?"
    browser.post(ask_url(page), {"answer": "no", "reason": "Too long"}, **HERE)
    assert Need.objects.get().signals.get().text == "Too long"
    box = soup(browser.get(page.url)).select_one("#helpful")
    assert box.textarea.get_text().strip() == "Too long"
    browser.post(ask_url(page), {"answer": "yes", "reason": "Too long"}, follow=True, **HERE)
    assert not Signal.objects.standing().exists()
    answer = browser.post(ask_url(page), {"remove": "1"}, follow=True, **HERE)
    assert soup(answer).select_one("#helpful [role=status]").get_text(strip=True) == "Your answer is removed."
    assert said(soup(answer).select_one("#helpful")) == ["Was this helpful?", "Yes", "No"]
    assert not Helpful.objects.exists()


def test_one_browser_is_one_voice_and_two_are_two(page):
    one, two = Client(), Client()
    for browser, answer in ((one, "yes"), (one, "no"), (two, "yes"), (one, "yes")):
        browser.post(ask_url(page), {"answer": answer})
    assert list(Helpful.objects.values_list("is_helpful", flat=True)) == [True, True]
    assert Participant.objects.count() == 2


def test_who_removes_without_having_said_anything_becomes_nobody(client, page):
    client.post(ask_url(page), {"remove": "1"})
    assert not Participant.objects.exists()


def test_in_spanish(client, page):
    spanish = translate(page, title="El paquete", slug="el-paquete")
    box = soup(client.get(spanish.url)).select_one("#helpful")
    assert said(box) == ["¿Le sirvió esto?", "Sí", "No"]
    assert box.form["action"] == ask_url(page, language="es") == f"/es/le-sirvio/{page.work_id}/"
    answer = client.post(box.form["action"], {"answer": "no", "reason": "Falta el costo"}, follow=True)
    assert answer.redirect_chain == [(f"{spanish.url}#helpful", 302)]
    assert Signal.objects.get().language == "es"
    assert soup(answer).select_one("#helpful [role=status]").get_text(strip=True) == (
        "Gracias: el Grupo de Trabajo leerá lo que escribió."
    )


def test_each_question_has_its_own_and_the_one_that_was_answered_stays_open(client):
    page = questions()
    first, second = parts_of(page)
    boxes = soup(client.get(page.url)).select(".helpful")
    assert [(box["id"], box["aria-label"]) for box in boxes] == [
        (f"helpful-{first}", "Question 0?"),
        (f"helpful-{second}", "Question 1?"),
    ]
    answer = client.post(ask_url(page, second), {"answer": "no", "reason": "Which office?"}, follow=True)
    assert answer.redirect_chain == [(f"{page.url}#helpful-{second}", 302)]
    folds = soup(answer).select("details.fold")
    assert [fold.has_attr("open") for fold in folds] == [False, True]
    assert folds[1].select_one("[role=status]")
    signal = Signal.objects.get()
    assert (signal.part, signal.part_title) == (second, "Question 1?")


@pytest.mark.once
def test_a_page_of_questions_needs_the_same_queries_for_many(client):
    few, many = questions(2), questions(60)
    client.post(ask_url(few, next(iter(parts_of(few)))), {"answer": "yes"})
    client.post(ask_url(many, next(iter(parts_of(many)))), {"answer": "yes"})
    pages = iter([few, few, many, many])
    assert_flat(lambda: client.get(next(pages).url), lambda: None)


def test_the_page_of_everyone_holds_no_token_and_is_not_made_anew_by_an_answer(browser, page, settings, rf):
    settings.PAGE_CACHE = True
    commit()
    first = browser.get(page.url)
    assert not first.cookies
    assert "csrfmiddlewaretoken" not in first.text
    other = Client(enforce_csrf_checks=True)
    other.post(ask_url(page), {"answer": "no", "reason": "Too long"}, **HERE)
    commit()
    assert store.find(address_of(rf.get(page.url)))
    assert browser.get(page.url).content == first.content
    assert "Too long" in other.get(page.url).text


@pytest.mark.parametrize("headers", [ELSEWHERE, {"HTTP_ORIGIN": "null"}])
def test_another_site_cannot_make_a_browser_answer(browser, page, headers):
    response = browser.post(ask_url(page), {"answer": "no", "reason": "Forged"}, **headers)
    assert response.status_code == 403
    assert not Helpful.objects.exists()
    assert not Participant.objects.exists()


def test_a_browser_that_does_not_say_where_it_is_sends_the_form_once_more(browser, page):
    refused = browser.post(ask_url(page), {"answer": "no", "reason": "Kept as typed"})
    form = soup(refused).select_one("main form")
    assert (refused.status_code, form.textarea.get_text().strip()) == (403, "Kept as typed")
    assert form.select_one("[name=answer][value=no]").has_attr("checked")
    assert not Helpful.objects.exists()
    token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
    browser.post(ask_url(page), {"answer": "no", "reason": "Kept as typed", "csrfmiddlewaretoken": token})
    assert Helpful.objects.get().reason == "Kept as typed"


@pytest.mark.parametrize(
    ("sent", "field"),
    [({}, "answer"), ({"answer": "maybe"}, "answer"), ({"answer": "no", "reason": "x" * 2001}, "reason")],
)
def test_bad_input_is_explained_and_kept(client, page, sent, field):
    response = client.post(ask_url(page), sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert sent.get("reason", "") in response.text
    assert not Helpful.objects.exists()
    assert not Participant.objects.exists()


def test_a_robot_is_thanked_and_not_heard(client, page):
    response = client.post(ask_url(page), {"answer": "no", "reason": "Buy now", "website": "x"})
    assert (response.status_code, response.url) == (302, f"{page.url}#helpful")
    assert not Helpful.objects.exists()
    assert not Signal.objects.exists()


def test_who_answers_too_often_is_told_so(client, page, settings):
    settings.ACCOUNT_RATE_LIMITS = {"helpful": "2/h/ip"}
    assert [client.post(ask_url(page), {"answer": "yes"}).status_code for _ in range(3)] == [302, 302, 429]


def test_only_public_pages_that_ask_can_be_answered(client):
    asked = questions()
    for url in (
        ask_url(ResourcePageFactory(draft=True)),
        ask_url(StandardPageFactory()),
        ask_url(asked),
        ask_url(asked, str(uuid4())),
        ask_url(ResourcePageFactory(), next(iter(parts_of(asked)))),
        f"/en/helpful/{uuid4()}/",
    ):
        assert client.post(url, {"answer": "yes"}).status_code == 404, url
    assert not Helpful.objects.exists()


def test_what_was_said_is_shown_to_nobody_else(client, page):
    person = UserFactory(display_name="Rosa Nadie", email="rosa.nadie@example.org")
    client.force_login(person)
    client.post(ask_url(page), {"answer": "no", "reason": "A private grumble"})
    assert "A private grumble" in client.get(page.url).text
    for other in (None, UserFactory()):
        client.logout()
        if other:
            client.force_login(other)
        text = client.get(page.url).text
        assert all(word not in text for word in ("A private grumble", "Rosa Nadie", "rosa.nadie@example.org"))
        assert said(soup(client.get(page.url)).select_one("#helpful"))[0] == "Was this helpful?"
