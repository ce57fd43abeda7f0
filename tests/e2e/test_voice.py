"""A visitor without an account finds a need in Spanish on a phone, adds a voice and takes it back."""

import pytest

from feedback.enums import Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_family_adds_its_voice_on_a_phone(visitor):
    title = "Guía para recibir a familias nuevas"
    need = make_need(Status.PLANNED, title=title, language="es", author=UserFactory())
    make_need(title="Todavía no se ha leído", language="es")
    luz = visitor("es-MX", viewport={"width": 360, "height": 740})
    luz.go("/es/necesidades/")
    assert luz.page.get_by_text("Todavía no se ha leído").count() == 0
    luz.page.fill("#needs-q", "familias nuevas")
    luz.page.locator("#results form button").click()
    luz.follow(title, within="main")
    luz.sees("1 persona")
    assert luz.page.evaluate("document.documentElement.scrollWidth") <= 360
    luz.press("Sumar mi voz", within="main")
    luz.sees("Gracias. Su voz cuenta.")
    luz.sees("2 personas")
    assert luz.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert people(need) == 2
    luz.press("Retirar mi voz", within="main")
    luz.sees("Su voz quedó retirada.")
    assert people(need) == 1


def people(need):
    return Need.objects.get(pk=need.pk).people
