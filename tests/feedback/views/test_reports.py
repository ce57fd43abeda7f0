"""Asking for a page in one's language, and reporting a link that does not work."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.accounts.models import Participant
from feedback.enums import NeedKind, SignalKind
from feedback.models import Need, Signal
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import (
    BoardUpdatePageFactory,
    ResourceIndexPageFactory,
    ResourcePageFactory,
    SessionPageFactory,
    text,
    translate,
)

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
BODY = text('<p><a href="https://one.example/a">The form</a> and <a href="https://two.example/b">the rules</a></p>')


@pytest.fixture
def page():
    return ResourcePageFactory(title="The toolkit", external_url="https://main.example/", body=BODY)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def words(part):
    return " ".join(part.get_text(" ", strip=True).split())


def address(name, *args, language="en"):
    with override(language):
        return reverse(name, args=args)


class TestTranslation:
    @pytest.mark.parametrize("make", [ResourcePageFactory, SessionPageFactory, BoardUpdatePageFactory])
    def test_a_page_without_a_translation_offers_to_ask_for_it_and_one_with_it_does_not(self, browser, make):
        page = make()
        (box,) = soup(browser.get(page.url)).select("#translation")
        assert (box["lang"], words(box.button)) == ("es", "Pedir esta página en español")
        translate(page)
        assert not soup(browser.get(page.url)).select("#translation")

    def test_one_tap_asks_and_thanks_in_the_language_that_is_missing(self, browser, page):
        form = soup(browser.get(page.url)).select_one("#translation form")
        answer = browser.post(form["action"], follow=True, **HERE)
        assert answer.redirect_chain == [(f"{page.url}#translation", 302)]
        box = soup(answer).select_one("#translation")
        assert words(box.select_one("[role=status]")) == "Gracias. Anotamos que necesita esta página en español."
        assert words(box.select_one(".muted")) == "Usted pidió esta página en español."
        assert not box.select("button")
        signal, need = Signal.objects.get(), Need.objects.get()
        assert (signal.kind, signal.language, signal.work) == (SignalKind.TRANSLATION_REQUEST, "es", page.work)
        assert (need.kind, need.title, need.language) == (NeedKind.TRANSLATION, "«The toolkit» en español", "es")

    def test_who_looked_for_the_spanish_page_asks_where_they_landed(self, browser, page):
        translate(ResourceIndexPageFactory(), title="Recursos", slug="recursos")
        landed = f"/es/recursos/?untranslated={page.pk}"
        form = soup(browser.get(landed)).select_one("#translation form")
        assert form["action"] == address("ask_translation", page.work_id, "es", language="es")
        answer = browser.post(form["action"], follow=True, **HERE)
        assert answer.redirect_chain == [(f"{landed}#translation", 302)]
        assert words(soup(answer).select_one("#translation .muted")) == "Usted pidió esta página en español."
        assert Signal.objects.get().work == page.work

    def test_each_asks_once_and_all_join_one_need(self, page):
        need = make_need(kind="translation", work=page.work, author=UserFactory())
        one, two, url = Client(), Client(), address("ask_translation", page.work_id, "es")
        for browser in (one, one, two, one):
            browser.post(url)
        assert need.signals.filter(suggestion=None).count() == 2
        assert list(Need.objects.all()) == [need]

    def test_what_is_there_by_now_is_shown_instead(self, client, page):
        spanish = translate(page, slug="el-paquete")
        response = client.post(address("ask_translation", page.work_id, "es"))
        assert response.url == spanish.url
        assert not Signal.objects.exists()

    def test_the_page_of_everyone_holds_no_token(self, browser, page):
        response = browser.get(page.url)
        assert "csrfmiddlewaretoken" not in response.text
        assert not response.cookies

    def test_another_site_cannot_ask_and_a_silent_browser_gets_a_button(self, browser, page):
        url = address("ask_translation", page.work_id, "es")
        assert browser.post(url, HTTP_ORIGIN="https://elsewhere.example").status_code == 403
        silent = browser.post(url)
        token = soup(silent).select_one("main form [name=csrfmiddlewaretoken]")["value"]
        assert (silent.status_code, Signal.objects.count()) == (403, 0)
        browser.post(url, {"csrfmiddlewaretoken": token})
        assert Signal.objects.count() == 1

    def test_robots_and_the_hasty_are_not_heard(self, client, page, settings):
        url = address("ask_translation", page.work_id, "es")
        assert client.post(url, {"website": "x"}).status_code == 302
        assert not Participant.objects.exists()
        settings.ACCOUNT_RATE_LIMITS = {"ask_translation": "1/h/ip"}
        assert [client.post(url).status_code for _ in range(2)] == [302, 429]

    def test_only_public_pages_in_known_languages(self, client, page):
        draft = ResourcePageFactory(draft=True)
        for work, language in ((draft.work_id, "es"), (uuid4(), "es"), (page.work_id, "fr"), (page.work_id, "x")):
            assert client.post(address("ask_translation", work, language)).status_code == 404
        assert not Signal.objects.exists()


class TestLink:
    def url(self, page, language="en"):
        return address("report_link", page.work_id, language=language)

    def test_a_resource_leads_to_a_form_with_its_links(self, client, page):
        (way,) = soup(client.get(page.url)).select("#link a")
        assert way["href"] == self.url(page)
        form = soup(client.get(way["href"])).select_one("main form")
        assert [(choice["value"], words(choice.parent)) for choice in form.select("[name=link]")] == [
            ("https://main.example/", "Open the resource"),
            ("https://one.example/a", "The form"),
            ("https://two.example/b", "the rules"),
            ("", "Another one, or I am not sure which"),
        ]

    def test_what_was_reported_is_a_signal_and_who_did_is_thanked_on_the_page(self, client, page):
        sent = {"link": "https://two.example/b", "note": "It says 404"}
        answer = client.post(self.url(page), sent, follow=True)
        assert answer.redirect_chain == [(f"{page.url}#link", 302)]
        assert words(soup(answer).select_one("#link [role=status]")) == "Thank you: we will look at that link."
        signal = Signal.objects.get()
        assert (signal.kind, signal.part, signal.part_title, signal.text) == (
            SignalKind.BROKEN_LINK,
            "https://two.example/b",
            "the rules",
            "It says 404",
        )
        assert (signal.need.kind, signal.need.title) == (NeedKind.BROKEN_LINK, "Repair a link of “The toolkit”")

    def test_each_reports_a_link_once_and_all_join_the_open_need(self, page):
        need = make_need(kind="broken_link", work=page.work, url="https://one.example/a")
        one, two = Client(), Client()
        for browser, link in ((one, "https://one.example/a"), (one, "https://two.example/b"), (two, "")):
            browser.post(self.url(page), {"link": link})
        one.post(self.url(page), {"link": "https://one.example/a", "note": "Still"})
        found = set(need.signals.filter(suggestion=None).values_list("part", "text"))
        assert found == {("https://one.example/a", "Still"), ("https://two.example/b", ""), ("", "")}
        assert list(Need.objects.all()) == [need]

    def test_in_spanish(self, client, page):
        spanish = translate(page, title="El paquete", slug="el-paquete")
        assert self.url(page, "es").startswith("/es/avisar-enlace/")
        page_in_spanish = soup(client.get(spanish.url))
        assert words(page_in_spanish.select_one("#link a")) == "¿Un enlace no funciona? Díganos"
        client.post(self.url(page, "es"), {"link": "https://main.example/"})
        assert Need.objects.get().title == "Arreglar un enlace de «El paquete»"

    @pytest.mark.parametrize("sent", [{"link": "https://evil.example/"}, {"note": "x" * 2001}])
    def test_bad_input_is_explained_and_kept(self, client, page, sent):
        response = client.post(self.url(page), sent)
        assert response.status_code == 422
        assert sent.get("note", "") in response.text
        assert not Signal.objects.exists()

    def test_robots_and_the_hasty_are_not_heard(self, client, page, settings):
        client.post(self.url(page), {"link": "", "website": "x"})
        assert not Signal.objects.exists()
        settings.ACCOUNT_RATE_LIMITS = {"report_link": "1/h/ip"}
        assert [client.post(self.url(page), {"link": ""}).status_code for _ in range(2)] == [302, 429]

    def test_only_public_pages(self, client):
        page = ResourcePageFactory(draft=True, external_url="https://main.example/")
        assert client.get(self.url(page)).status_code == 404
        assert client.get(address("report_link", uuid4())).status_code == 404

    def test_a_page_without_links_leads_to_the_form_for_everything_else(self, client):
        page = ResourcePageFactory()
        answer = client.get(self.url(page))
        assert (answer.status_code, answer["Location"]) == (302, f"/en/suggest/?page={page.pk}")

    def test_members_see_which_link_is_meant(self, client, page):
        client.post(self.url(page), {"link": "https://two.example/b"})
        client.force_login(UserFactory(working_group=True))
        shown = soup(client.get(reverse("wagtailsnippets_feedback_need:inspect", args=[Need.objects.get().pk])))
        link = shown.select_one(".need__signals a[href='https://two.example/b']")
        assert "nofollow" in link["rel"]
