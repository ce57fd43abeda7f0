from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from feedback.domain import assigning, merging, moves, pages, ratings, suggestions
from feedback.enums import Status
from feedback.models import Need, Suggestion
from feedback.qr_codes import QRCode
from feedback.queries.needs import need_of
from feedback.queries.receipts import Receipt
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ASKED, BOTH, SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory, translate
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


def receipt(client, suggestion, language="en"):
    path = {"en": "/en/suggest/", "es": "/es/sugerir/"}[language]
    return client.get(f"{path}{suggestion.token}/")


def text_of(client, suggestion, language="en"):
    return receipt(client, suggestion, language).content.decode()


def test_a_wrong_token_is_not_found(client):
    SuggestionFactory()
    for token in ("x", "A" * 32, "confirm", "1"):
        assert client.get(f"/en/suggest/{token}/").status_code == 404


def test_receipts_are_not_for_search_engines_nor_for_the_cache(client):
    response = receipt(client, SuggestionFactory())
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


def test_it_shows_every_step_and_no_names_notes_or_addresses(client):
    member = UserFactory(working_group=True, display_name="Nadia Secret")
    suggestion = SuggestionFactory(email="zoe@example.org")
    need = need_of(suggestion)
    assigning.assign(need, member, by=member)
    moves.move(need, Status.PLANNED, by=member, note="An internal note")
    text = text_of(client, suggestion)
    assert all(step in text for step in ("Received", "Under review", "Planned"))
    assert not any(secret in text for secret in ("Nadia Secret", "An internal note", "zoe@example.org"))


def test_the_public_reason_is_in_the_readers_language(client):
    suggestion = SuggestionFactory()
    moves.move(need_of(suggestion), Status.DECLINED, by=None, reason=BOTH)
    assert "This is why." in text_of(client, suggestion)
    assert "Este es el motivo." in text_of(client, suggestion, "es")


def test_drafts_are_never_linked_and_published_pages_are(client):
    suggestion, draft = SuggestionFactory(), ResourcePageFactory(draft=True, title="The coming guide")
    pages.link_page(need_of(suggestion), draft, by=None)
    assert "The coming guide" not in text_of(client, suggestion)
    draft.save_revision().publish()
    assert f'href="{draft.url}"' in text_of(client, suggestion)
    type(draft).objects.get(pk=draft.pk).unpublish()
    assert "The coming guide" not in text_of(client, suggestion)


def test_the_page_is_linked_in_the_readers_language_or_marked_as_the_other(client):
    suggestion, page = SuggestionFactory(spanish=True), ResourcePageFactory(title="The guide")
    pages.link_page(need_of(suggestion), page, by=None)
    assert '<span lang="en">The guide</span>' in text_of(client, suggestion, "es")
    spanish = translate(page, publish=False, title="La guía", slug="la-guia")
    assert "La guía" not in text_of(client, suggestion, "es")
    spanish.get_latest_revision().publish()
    assert "La guía" in text_of(client, suggestion, "es")


def test_a_merged_request_shows_how_far_the_other_has_come(client):
    suggestion = SuggestionFactory()
    into = make_need(Status.PLANNED, title="Somebody else's words", body="More of them")
    merging.merge(need_of(suggestion), into, by=None)
    moves.move(into, Status.IN_PROGRESS, by=None)
    text = text_of(client, suggestion)
    assert f"part of need #{into.number}" in text
    assert all(step in text for step in ("Merged", "In progress"))
    assert "Somebody else's words" not in text
    assert "More of them" not in text


def test_a_question_can_be_answered_there(client):
    make_need(Status.NEEDS_INPUT)
    suggestion = Suggestion.objects.get()
    url = f"/en/suggest/{suggestion.token}/"
    assert "This is why." in text_of(client, suggestion)
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "In San Juan Mixtepec."}).status_code == 302
    assert Need.objects.get().status == Status.UNDER_REVIEW
    late = client.post(url, {"text": "And another thing"})
    assert late.status_code == 422
    assert Need.objects.get().signals.count() == 2


def test_my_list_shows_mine_and_not_others(client):
    person = UserFactory()
    mine, others = SuggestionFactory(author=person), SuggestionFactory(author=UserFactory(), title="Not mine at all")
    ratings.rate(ResourcePageFactory(title="The toolkit").work, person, 1, reason="Too long")
    client.force_login(person)
    text = client.get("/en/my-suggestions/").content.decode()
    assert mine.token in text
    assert "Make “The toolkit” better" in text
    assert others.title not in text
    assert others.token not in text


def test_what_was_asked_in_the_other_language_says_so(client):
    person, page = UserFactory(), ResourcePageFactory(title="The guide")
    asked = SuggestionFactory(author=person, spanish=True, work=page.work)
    pages.link_page(need_of(asked), page, by=None)
    client.force_login(person)
    listed = BeautifulSoup(client.get("/es/mis-solicitudes/").content, "html.parser")
    assert listed.find(class_="row__title", lang="es").get_text(strip=True) == asked.title
    assert listed.find("a", string="The guide")["lang"] == "en"
    shown = BeautifulSoup(text_of(client, asked), "html.parser")
    assert shown.h1["lang"] == "es"
    in_spanish = BeautifulSoup(text_of(client, asked, "es"), "html.parser")
    assert in_spanish.select_one("dl a")["lang"] == "en"


def test_my_list_needs_an_account(client):
    assert client.get("/es/mis-solicitudes/").url.startswith("/es/cuenta/")


def test_my_list_says_so_when_it_is_empty(client):
    client.force_login(UserFactory())
    assert "You have not asked for anything yet" in client.get("/en/my-suggestions/").content.decode()


@pytest.mark.once
def test_my_list_stays_flat(client):
    person = UserFactory()
    client.force_login(person)
    for _ in range(2):
        SuggestionFactory(author=person)

    def grow():
        for _ in range(15):
            need = need_of(SuggestionFactory(author=person))
            pages.link_page(need, ResourcePageFactory(), by=None)

    pages.link_page(need_of(SuggestionFactory(author=person)), ResourcePageFactory(), by=None)
    assert_flat(lambda: client.get("/en/my-suggestions/"), grow)


def test_what_was_answered_to_a_question_stays_to_be_read(client):
    suggestion = SuggestionFactory(body="The link is dead.", language="es")
    need = need_of(suggestion)
    moves.move(need, Status.UNDER_REVIEW, by=None)
    moves.move(need, Status.NEEDS_INPUT, by=None, reason=BOTH)
    assert "Your answer," not in text_of(client, suggestion)
    suggestions.reply(suggestion, "The one of the district.")
    text = text_of(client, suggestion)
    assert "Your answer," in text
    assert "The one of the district." in text
    assert text.count("The link is dead.") == 1


def test_a_page_that_is_linked_for_later_is_not_shown_as_the_answer_yet():
    suggestion, page = SuggestionFactory(), ResourcePageFactory()
    pages.link_page(need_of(suggestion), page, by=None, as_it_is=False)
    assert Receipt(suggestion).page is None
    pages.link_page(need_of(suggestion), page, by=None)
    assert Receipt(suggestion).page.pk == page.pk


def test_a_merged_request_shows_the_later_steps_of_the_other_only():
    suggestion, into = SuggestionFactory(), make_need(Status.PLANNED)
    merging.merge(need_of(suggestion), into, by=None)
    moves.move(into, Status.IN_PROGRESS, by=None)
    steps = [step["status"] for step in Receipt(suggestion).steps]
    assert steps == [Status.RECEIVED, Status.MERGED, Status.IN_PROGRESS]


@pytest.mark.parametrize("token", ["%00", "a%00b", "%ED%A0%80", "a" * 500])
def test_an_address_that_no_receipt_can_have_is_not_found(client, token):
    assert client.get(f"/en/suggest/{token}/").status_code == 404
    assert client.get(f"/es/sugerir/{token}/").status_code == 404


def said_by_when(client, suggestion, language="en"):
    found = BeautifulSoup(text_of(client, suggestion, language), "html.parser").find(class_="promise")
    return found and " ".join(found.get_text().split())


def test_it_says_until_when_one_hears_in_both_languages(client):
    with time_machine.travel(datetime(2026, 11, 28, 18, tzinfo=UTC)):
        suggestion = SuggestionFactory(at=timezone.now())
        assert said_by_when(client, suggestion) == "You will hear from us by Dec. 12, 2026."
        said = said_by_when(client, suggestion, "es")
        assert said == "Le responderemos a más tardar el 12 de diciembre de 2026."
    with time_machine.travel(datetime(2026, 12, 14, 18, tzinfo=UTC)):
        assert said_by_when(client, suggestion).startswith("You should have heard from us by Dec. 12, 2026.")
        assert said_by_when(client, suggestion, "es").startswith("Debimos responderle a más tardar el 12 de diciembre")
    moves.move(need_of(suggestion), Status.DECLINED, by=None, reason=BOTH)
    assert said_by_when(client, suggestion) is None


def test_a_merged_request_is_promised_what_the_other_need_is(client):
    suggestion = SuggestionFactory(at=ASKED)
    with time_machine.travel(datetime(2026, 11, 1, 18, tzinfo=UTC)):
        merging.merge(need_of(suggestion), make_need(Status.PLANNED), by=None)
        assert said_by_when(client, suggestion) == "You will hear from us by Dec. 31, 2026."


def test_my_list_says_until_when_for_open_requests_only(client):
    person = UserFactory()
    client.force_login(person)
    with time_machine.travel(datetime(2026, 11, 28, 18, tzinfo=UTC)):
        SuggestionFactory(author=person, at=timezone.now())
        make_need(Status.DECLINED, author=person)
        for address, words in (
            ("/en/my-suggestions/", "You will hear from us by Dec. 12, 2026."),
            ("/es/mis-solicitudes/", "Le responderemos a más tardar el 12 de diciembre de 2026."),
        ):
            listed = BeautifulSoup(client.get(address).content, "html.parser")
            assert [said.get_text(strip=True) for said in listed.find_all(class_="promise")] == [words]


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_qr_code_leads_back_to_it(client, settings, language):
    settings.BASE_URL = "https://commons.example.org"
    response = receipt(client, SuggestionFactory(), language)
    drawn = BeautifulSoup(response.content, "html.parser").find(class_="qr-code")
    assert (
        drawn["aria-label"]
        == {
            "en": "QR code with the address of this page",
            "es": "Código QR con la dirección de esta página",
        }[language]
    )
    expected = QRCode(f"https://commons.example.org{response.wsgi_request.path}")
    assert drawn.path["d"] == expected.path
    assert drawn["viewbox"] == f"0 0 {expected.size} {expected.size}"
