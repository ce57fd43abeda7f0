import pytest
from wagtail.models import Page
from cms.resources.models import ResourceIndexPage, ResourcePage
from tests.factories.accounts import UserFactory
from time import sleep

pytestmark = pytest.mark.django_db(transaction=True)

def test_x(visitor, run_tasks):
    editor = visitor()
    editor.sign_in(UserFactory(editor=True))
    index = ResourceIndexPage.objects.get(locale__language_code="en")
    editor.go(f"/admin/pages/add/resources/resourcepage/{index.pk}/")
    p = editor.page
    p.fill("#id_title", "Guide to home visits")
    p.fill("#id_summary", "How a school visits the families that join it.")
    p.select_option("#id_resource_type", "guide")
    editor.press("More actions")
    p.screenshot(path="/tmp/e1.png")
    editor.press("Publish")
    p.wait_for_load_state("networkidle")
    p.screenshot(path="/tmp/e2.png")
    page = ResourcePage.objects.get(title="Guide to home visits")
    print(page.live, p.url)
    editor.go(f"/admin/localize/submit/page/{page.pk}/")
    p.screenshot(path="/tmp/e3.png")
    p.get_by_label("Spanish").check()
    editor.press("Submit")
    p.wait_for_load_state("networkidle")
    print(p.url)
    sleep(1)
    p.screenshot(path="/tmp/e4.png", full_page=True)
    print(p.locator("main").inner_text()); open("/tmp/e4.html","w").write(p.content())
    for en, es in {"Guide to home visits": "Guía de visitas al hogar", "How a school": "Cómo una escuela visita a las familias."}.items():
        p.get_by_role("button", name="Translate", exact=True).first.click()
        p.screenshot(path="/tmp/e5.png", full_page=True)
        p.locator(".js-translation-editor textarea").last.fill(es)
        p.get_by_role("button", name="Save", exact=True).last.click()
        sleep(1)
    p.screenshot(path="/tmp/e6.png", full_page=True)
    editor.press("Publish in Spanish")
    p.wait_for_load_state("networkidle")
    es = ResourcePage.objects.get(locale__language_code="es")
    print(es.live, es.title, es.url)
    member = visitor("es-MX")
    member.go("/es/cuenta/signup/")
    print(member.page.locator("main").inner_text())
    member.page.screenshot(path="/tmp/m1.png", full_page=True)
