"""Somebody opens the link of a mail on a phone, in Spanish and without signing in, and says that it did not help."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from feedback.domain import mail_links, pages
from feedback.models import Outcome
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_family_says_on_a_phone_that_it_did_not_help(visitor):
    need = make_need(title="Guía para recibir a familias nuevas", language="es", author=UserFactory(spanish=True))
    page = ResourcePageFactory(title="Welcoming new families")
    translate(page, title="Cómo recibir a familias nuevas", slug="familias-nuevas")
    pages.link_page(need, page, by=None)
    key = mail_links.key_for(mail_links.OUTCOME, need.subscriptions.get())
    luz = visitor("es-MX", viewport={"width": 360, "height": 740})
    with override("es"):
        luz.go(reverse("need_outcome", args=[key]))
    luz.sees("¿Le sirvió?")
    luz.sees("Cómo recibir a familias nuevas")
    luz.press("No, no mucho", within="main")
    luz.page.get_by_label("¿Qué hace falta todavía?").fill("Solo habla de primaria")
    assert luz.page.evaluate("document.documentElement.scrollWidth") <= 360
    luz.press("Enviar lo que escribí", within="main")
    luz.sees("Gracias: el Grupo de Trabajo leerá lo que escribió.")
    assert Outcome.objects.get().reason == "Solo habla de primaria"
