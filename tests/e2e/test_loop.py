"""The whole loop, as the people in it live it: publish, join, rate, talk, ask, take, draft, approve, hear, find."""

import re

import pytest
from post_office.models import Email

from cms.resources.models import ResourcePage
from feedback.models import Need
from feedback.tasks import notify_subscribers
from tests.factories.accounts import PASSWORD, UserFactory

from .editing import publish_resource, translate_to_spanish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
ANA = "ana@example.org"


def test_what_a_family_asks_for_is_answered_in_spanish(visitor, run_tasks):
    editor = visitor()
    editor.sign_in(UserFactory(editor=True))
    page = publish_resource(editor, "Guide to home visits", "How a school visits the families that join it.")
    guide = translate_to_spanish(editor, page, ["Guía de visitas al hogar", "Cómo visita una escuela a las familias."])

    ana = visitor("es-MX")
    join(ana, run_tasks)
    rate(ana, guide)
    write_in_the_families_forum(ana)
    ask(ana)

    member = visitor()
    member.sign_in(UserFactory(working_group=True, display_name="Renee"))
    draft = take_and_draft(member)

    approve(member, draft, "Approve")
    assert not draft.live
    approve(editor, draft, "Approve and Publish")
    assert draft.live
    run_tasks()
    notify_subscribers()
    run_tasks()

    hears_once(ana)
    finds(ana, "reuniónes con familias", "Reuniones con familias nuevas")
    finds(ana, "reunion familia", "Reuniones con familias nuevas")
    finds(ana, "guía visitas", "Guía de visitas al hogar")
    finds(ana, "guia visita", "Guía de visitas al hogar")


def join(person, run_tasks):
    person.go("/es/cuenta/registro/")
    person.page.fill("[name=email]", ANA)
    person.page.fill("[name=display_name]", "Ana")
    person.page.fill("[name=password1]", PASSWORD)
    person.page.fill("[name=password2]", PASSWORD)
    person.page.select_option("[name=role]", "family")
    person.press("Crear mi cuenta")
    person.sees(ANA)
    run_tasks()
    mail = mails_to(ANA)[-1]
    assert "Confirme" in mail.subject
    person.go(link_in(mail))
    person.press("Sí, confirmar")
    person.page.wait_for_load_state()
    if person.page.locator("[name=login]").count():
        person.page.fill("[name=login]", ANA)
        person.page.fill("[name=password]", PASSWORD)
        person.press("Iniciar sesión", within="main")


def rate(person, page):
    person.go(page.url)
    person.page.get_by_label("4 estrellas").check(force=True)
    person.press("Enviar mi calificación")
    person.press("Cambiar mi calificación", within="main")


def write_in_the_families_forum(person):
    person.go("/es/foros/")
    person.follow("Familias", within="main")
    person.follow("Abrir un tema", within="main")
    person.page.fill("[name=subject]", "¿Cómo preparan la primera visita?")
    person.page.fill("[name=content]", "Somos nuevos en la escuela y queremos **ayudar**.")
    person.press("Enviar", within="main")
    person.sees("Somos nuevos en la escuela")


def ask(person):
    person.go("/es/sugerir/")
    person.page.select_option("[name=kind]", "new_resource")
    person.page.fill("[name=title]", "Reuniones con familias nuevas")
    person.page.fill("[name=body]", "Una guía para la primera reunión del año.")
    person.press("Enviar", within="main")
    person.sees("Esta página es su comprobante")


def take_and_draft(member):
    need = Need.objects.get(title="Reuniones con familias nuevas")
    member.go("/admin/")
    member.follow("Needs queue")
    member.follow(need.title, within="main")
    member.press("I take this need")
    member.sees("This need is yours now.")
    member.press("Draft a page")
    member.page.wait_for_selector("#id_title")
    member.page.fill("#id_summary", "Cómo preparar la primera reunión del año.")
    member.press("More actions")
    member.press("Submit to Review / Revisión")
    member.sees("has been submitted for moderation")
    return ResourcePage.objects.get(title=need.title)


def approve(reviewer, draft, button):
    reviewer.go(f"/admin/pages/{draft.pk}/edit/")
    reviewer.press("More actions")
    reviewer.press(button)
    reviewer.sees("has been updated")
    draft.refresh_from_db()


def hears_once(person):
    told = [mail for mail in mails_to(ANA) if "Reuniones con familias nuevas" in mail.subject + mail.message]
    answers = [mail for mail in told if "/recursos/" in mail.message]
    assert len(answers) == 1
    assert answers[0].subject == "Usted lo pidió y ya está aquí: Reuniones con familias nuevas"
    person.go(link_in(answers[0]))
    assert person.page.locator("html").get_attribute("lang") == "es"
    person.sees("Cómo preparar la primera reunión del año.")


def finds(person, words, title):
    person.go(f"/es/buscar/?q={words}")
    person.page.get_by_role("main").get_by_role("link", name=title).first.wait_for()


def mails_to(address):
    return [mail for mail in Email.objects.order_by("pk") if mail.to == [address]]


def link_in(mail):
    return re.search(r"https?://\S+", mail.message)[0]
