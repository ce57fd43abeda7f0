"""Whoever saves in the admin after their session ended gets back all they typed, and sends it once they signed in."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from feedback.enums import Status
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
REASON = {"reason_en": "It is kept elsewhere.\n“Here” & <there>.", "reason_es": "Se guarda en otro sitio."}


class Browser(Client):
    """Keeps the token of the pages it saw, as their forms do."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)
        self.token = ""

    def open(self, path):
        self.token = _form(self.get(path)).get("csrfmiddlewaretoken") or self.token

    def send(self, path, data, **headers):
        return self.post(path, data | {"csrfmiddlewaretoken": self.token}, **HERE | headers)

    def resend(self, path, answer):
        return self.post(path, _form(answer), **HERE)

    def sign_in_again(self, person):
        """Elsewhere: what is open here keeps the token it has."""
        self.force_login(person)
        self.cookies["csrftoken"] = "a" * 32


def _form(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    fields = page.select("main form input[type=hidden]") or page.select("form input[type=hidden]")
    return {field["name"]: field["value"] for field in fields}


@pytest.fixture
def member():
    return UserFactory(working_group=True)


@pytest.fixture
def browser(member):
    browser = Browser()
    browser.force_login(member)
    browser.open("/admin/account/")
    return browser


@pytest.fixture
def need():
    return make_need()


@pytest.fixture
def typed(need):
    return {"action": "decline", "expected_version": str(need.version)} | REASON


@pytest.fixture
def address(need):
    return reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])


def is_declined(need):
    need.refresh_from_db()
    return need.status == Status.DECLINED


def test_an_answer_typed_while_the_session_ended_is_sent_after_signing_in(browser, member, need, typed, address):
    del browser.cookies["sessionid"]
    out = browser.send(address, typed)
    assert (out.status_code, out["Cache-Control"]) == (403, "max-age=0, no-cache, no-store, must-revalidate, private")
    assert "You have been signed out" in out.text
    assert _form(out).items() >= typed.items()
    assert "Se guarda en otro sitio." in BeautifulSoup(out.content, "html.parser").select_one("main details").text
    assert not is_declined(need)
    browser.sign_in_again(member)
    stale = browser.resend(address, out)
    assert stale.status_code == 403
    assert "Your form has expired" in stale.text
    assert not is_declined(need)
    assert browser.resend(address, stale).status_code == 302
    assert is_declined(need)
    assert need.reason_en == REASON["reason_en"]


def test_a_page_that_was_open_while_its_editor_signed_in_again_is_saved_at_the_second_go(browser):
    editor, page = UserFactory(editor=True), ResourcePageFactory(summary="Before")
    browser.force_login(editor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(browser.get(edit).text, form_id="page-edit-form")
    body = nested_form_data({"body": streamfield([("text", rich_text("<p>A long morning's work.</p>"))])})
    browser.sign_in_again(editor)
    stale = browser.send(edit, form.dict() | {"summary": "After"} | body)
    assert stale.status_code == 403
    assert "A long morning's work." in BeautifulSoup(stale.content, "html.parser").select_one("main details").text
    assert browser.resend(edit, stale).status_code == 302
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert draft.summary == "After"
    assert "A long morning" in str(draft.body)


def test_every_value_of_a_field_is_kept(browser, address):
    del browser.cookies["sessionid"]
    out = browser.send(address, {"topics": ["3", "5"], "action": "note"})
    fields = BeautifulSoup(out.content, "html.parser").select("main [name=topics]")
    assert [field["value"] for field in fields] == ["3", "5"]


def test_files_have_to_be_chosen_again_and_it_says_so(browser):
    del browser.cookies["sessionid"]
    out = browser.send("/admin/documents/add/", {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", b"%PDF")})
    assert _form(out)["title"] == "Plan"
    assert "Please choose them again afterwards: plan.pdf." in out.text


def test_it_speaks_spanish(browser, typed, address):
    del browser.cookies["sessionid"]
    out = browser.send(address, typed, HTTP_ACCEPT_LANGUAGE="es")
    assert "Su sesión ha terminado" in out.text
    assert '<html lang="es">' in out.text


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_what_another_site_sent_is_not_offered_to_be_sent_again(browser, typed, address, origin):
    headers = {"HTTP_ORIGIN": origin} if origin else {}
    answer = browser.post(address, typed | {"csrfmiddlewaretoken": "b" * 32}, **headers)
    assert answer.status_code == 403
    assert "Se guarda en otro sitio." not in answer.text
    assert "reason_es" not in answer.text


@pytest.mark.parametrize(
    ("signs_in", "words"),
    [(False, "You have been signed out. Press"), (True, "You have signed in again since this page was opened. Press")],
)
def test_the_page_editor_says_why_it_no_longer_saves_by_itself(browser, signs_in, words):
    edit = reverse("wagtailadmin_pages:edit", args=[ResourcePageFactory().pk])
    del browser.cookies["sessionid"]
    if signs_in:
        browser.sign_in_again(UserFactory(editor=True))
    answer = browser.send(edit, {"title": "Typed"}, HTTP_ACCEPT="application/json")
    assert answer.status_code == 403
    assert answer.json()["error_message"].startswith(words)
    assert answer.json()["error_code"] == "locked"  # the editor shows messages of codes it knows


def test_who_is_signed_out_already_has_nothing_to_send_again(browser):
    del browser.cookies["sessionid"]
    answer = browser.send("/admin/logout/", {})
    assert (answer.status_code, answer.url) == (302, "/admin/login/?next=/admin/logout/")


def test_who_signs_out_with_an_old_page_is_asked_once_more(browser, member):
    browser.sign_in_again(member)
    answer = browser.send("/admin/logout/", {})
    assert "Your form has expired" in answer.text
    assert browser.resend("/admin/logout/", answer).status_code == 302
    assert browser.get("/admin/").status_code == 302


@pytest.fixture
def handed_back():
    """What stands on the page for who was signed out: the names in its form, and its text."""

    def post(**data):
        browser = Browser()
        browser.get("/en/suggest/")
        browser.token = browser.cookies["csrftoken"].value
        answer = browser.send("/admin/users/add/", data)
        assert answer.status_code == 403
        return set(_form(answer)), answer.content.decode()

    return post


def test_a_password_is_on_no_page(handed_back):
    names, text = handed_back(display_name="Ana", password1="correct horse battery", shared_password="maple syrup")
    assert "display_name" in names
    assert not names & {"password1", "shared_password"}
    assert "correct horse" not in text
    assert "maple" not in text


@pytest.mark.parametrize(
    "typed", ["[" * 100_000, '{"blocks":[{"text":"a \\ud800 b"}]}', '{"blocks": 3}', "{", "\\ud800 x"]
)
def test_whatever_stands_in_a_field_is_handed_back(handed_back, typed):
    names, _text = handed_back(body=typed)
    assert "body" in names


def test_what_is_very_long_is_handed_back_once_and_shown_in_part(handed_back):
    _names, text = handed_back(body="word " * 100_000)
    assert len(text) < 800_000
