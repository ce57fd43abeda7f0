"""A result that is only there in the other language can be asked for in the reader's, by one tap and once."""

import pytest
from django.test import Client

from feedback.enums import SignalKind
from feedback.models import Signal
from tests.factories.forums import TopicFactory
from tests.factories.pages import ResourcePageFactory, translate
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db
BUTTON = "Pedir una traducción"


@pytest.fixture
def page():
    made = ResourcePageFactory(title="Xylophone guide")
    both = ResourcePageFactory(title="Xylophone plan")
    translate(both, title="Un plan de xylophone", slug="un-plan")
    TopicFactory(subject="Xylophone talk")
    run_waiting()
    return made


def tap(client, page, came_from):
    address = f"/es/pedir-traduccion/{page.translation_key}/es/"
    return client.post(address, {"next": came_from}, headers={"Sec-Fetch-Site": "same-origin"})


def test_only_pages_that_are_missing_have_the_button(page, ask):
    found = ask("xylophone", "es")
    assert [result.entry.title for result in found.context["results"]] == ["Un plan de xylophone"]
    wanted = {result.entry.title: result.missing for result in found.context["other_results"]}
    assert {title: missing and missing.work for title, missing in wanted.items()} == {
        "Xylophone guide": page.translation_key,
        "Xylophone talk": None,
    }
    assert found.text.count(BUTTON) == 2  # its name and its label


def test_it_is_one_signal_and_the_list_says_so(page, ask, client):
    list_address = "/es/buscar/?q=xylophone&sort=date"
    for _ in range(2):
        assert tap(client, page, list_address).url == f"{list_address}#translation"
    signal = Signal.objects.get()
    assert (signal.kind, signal.work_id, signal.language) == (
        SignalKind.TRANSLATION_REQUEST,
        page.translation_key,
        "es",
    )
    found = ask("xylophone", "es").text
    assert "Gracias. Anotamos" in found
    assert "Usted pidió una traducción." in found
    assert BUTTON not in found
    assert BUTTON in Client().get(list_address).text  # nobody else asked


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_it_leads_to_no_other_site(page, client, elsewhere):
    assert tap(client, page, elsewhere).url.startswith("/es/")
