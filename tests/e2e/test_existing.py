"""A family types what it needs on a phone, is shown that somebody asked for it already, and joins by keyboard."""

import pytest

from cms.meaning import tasks
from feedback.enums import Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_a_family_finds_its_wish_while_typing_and_adds_its_voice(visitor):
    title = "Guía para recibir a familias nuevas"
    need = make_need(Status.PLANNED, title=title, language="es", author=UserFactory())
    tasks.encode_due()
    luz = visitor("es-MX", viewport={"width": 360, "height": 740})
    luz.go("/es/sugerir/")
    luz.page.fill("[name=title]", "recibir a las familias nuevas")
    luz.sees(title)
    assert luz.page.locator("[role=status]").text_content() == "Ya hay 1 cosa aquí que se le parece"
    assert luz.page.evaluate("document.documentElement.scrollWidth") <= 360
    luz.page.locator("button[name=voice]").focus()
    luz.page.keyboard.press("Enter")
    luz.sees("Gracias. Su voz cuenta.")
    assert Need.objects.get(pk=need.pk).people == 2
