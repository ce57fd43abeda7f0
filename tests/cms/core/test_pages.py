"""Every page type answers in both languages, and shows nothing that is not public."""

import re
from html import unescape

import pytest
from wagtail.models import PageViewRestriction

from cms.core.models import FAQPage, HomePage
from tests.factories import pages
from tests.markup import squeeze
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

TYPES = [
    pages.StandardPageFactory,
    pages.ResourcePageFactory,
    pages.SummitPageFactory,
    pages.SessionPageFactory,
    pages.BoardPageFactory,
    pages.BoardUpdatePageFactory,
]
SECTIONS = {
    "/en/resources/": "Resources",
    "/es/recursos/": "Recursos",
    "/en/summit/": "Summit",
    "/es/cumbre/": "Cumbre",
    "/en/boards/": "Advisory boards",
    "/es/consejos/": "Consejos asesores",
    "/en/faq/": "Questions and answers",
    "/es/preguntas-mas-frecuentes/": "Preguntas más frecuentes",
    "/en/contact/": "Contact",
    "/es/contacto/": "Contacto",
}


def headings(response):
    return [unescape(each).strip() for each in re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)]


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


@pytest.mark.parametrize("page_factory", TYPES)
def test_a_page_has_one_heading_and_says_its_language(client, page_factory):
    page = page_factory(title="What we keep & why")
    spanish = pages.translate(page, title="Qué conservamos y por qué", slug="que-conservamos")

    english, translated = client.get(page.url), client.get(spanish.url)

    assert headings(english) == ["What we keep & why"]
    assert headings(translated) == ["Qué conservamos y por qué"]
    assert '<html lang="en"' in english.content.decode()
    assert '<html lang="es"' in translated.content.decode()


@pytest.mark.parametrize(("url", "heading"), SECTIONS.items())
def test_sections_of_a_new_installation_answer(client, url, heading):
    response = client.get(url)
    assert response.status_code == 200
    assert headings(response) == [heading]


def test_home_shows_its_headline_in_each_language(client):
    assert headings(client.get("/en/")) == [HomePage.objects.get(locale__language_code="en").hero_title]
    assert headings(client.get("/es/")) == [HomePage.objects.get(locale__language_code="es").hero_title]


@pytest.mark.parametrize(
    ("header", "url"), [("es-MX,es;q=0.9", "/es/"), ("en-US", "/en/"), ("fr", "/en/"), ("", "/en/")]
)
def test_the_bare_address_leads_to_the_readers_language(client, header, url):
    response = client.get("/", headers={"accept-language": header})
    assert (response.status_code, response.url) == (302, url)


@pytest.mark.parametrize("page_factory", TYPES)
def test_drafts_are_not_found_and_private_pages_ask_to_sign_in(client, page_factory):
    page = page_factory(title="Hidden")
    private(page)
    assert client.get(page.url).status_code == 302
    page.unpublish()
    assert client.get(page.url).status_code == 404


def test_home_lists_no_draft_no_private_page_and_no_unpublished_translation(client):
    section = pages.BoardPageFactory(title="Open board")
    pages.SummitPageFactory(title="Open summit")
    for number, page_factory in enumerate(TYPES[1:]):
        hidden = page_factory(title=f"Leak draft {number}")
        hidden.unpublish()
        private(page_factory(title=f"Leak private {number}"))
        pages.translate(page_factory(title=f"Shown {number}"), publish=False, title=f"Leak translation {number}")
    pages.BoardUpdatePageFactory(title="Leak below", parent=private(pages.BoardPageFactory(title="Leak board")))
    pages.BoardUpdatePageFactory(title="Open update", parent=section)

    english, spanish = client.get("/en/").content.decode(), client.get("/es/").content.decode()

    assert "Open update" in english
    assert "Leak" not in english
    assert "Leak" not in spanish


@pytest.mark.parametrize(
    ("url", "heading"),
    [
        ("/en/nothing-here/", "We could not find that page"),
        ("/es/nada-por-aqui/", "No encontramos esa página"),
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(client, url, heading):
    response = client.get(url)
    assert response.status_code == 404
    assert headings(response) == [heading]


def test_questions_fold_and_need_no_script(client):
    page = FAQPage.objects.get(locale__language_code="en")
    item = {"question": "Is it free?", "answer": "<p>Yes.</p>"}
    page.groups = [("group", {"title": "Families", "items": [item]})]
    page.save_revision().publish()
    html = squeeze(client.get("/en/faq/").content.decode())
    assert re.search(r"<details[^>]*><summary>Is it free\?", html)
    assert "<p>Yes.</p>" in html


def test_breadcrumbs_name_the_way(client):
    page = pages.BoardUpdatePageFactory(title="Update", parent=pages.BoardPageFactory(title="Board"))
    crumbs = re.search(r'<nav class="breadcrumbs".*?</nav>', client.get(page.url).content.decode(), re.S).group()
    assert re.findall(r">([^<>\n]+)</", crumbs) == ["Home", "Advisory boards", "Board", "Update"]


@pytest.mark.once
def test_home_needs_the_same_queries_for_many_pages(client):
    made = [pages.ResourcePageFactory(), pages.BoardUpdatePageFactory(), pages.SessionPageFactory()]
    for page in made:
        pages.grow(page, 9)

    def many():
        for page in made:
            pages.grow(page, 990)

    assert_flat(lambda: client.get("/en/"), many)
