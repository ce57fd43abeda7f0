"""Every public page of the demo, as a reader of each language finds it."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from wagtail.models import Page

from cms.contact.models import ContactPage
from cms.core.models import FAQPage, StandardPage
from cms.resources.models import ResourcePage
from tests.spanish.reading import read

# In one process: the site is crawled once.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("demo"),
    pytest.mark.xdist_group("demo"),
]

LISTS = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
MARKS = {language: set(words.split()) for language, words in LISTS["marks"].items()}
OTHER = {"es": "en", "en": "es"}
FOR_STAFF = ("informe-anual-de-progreso", "estrategias-de-creacion-de-capacidad")
SPOKEN = ("alt", "aria-label", "placeholder", "title")
WORD = re.compile(r"[^\W\d_]+")


@pytest.fixture(scope="module")
def site(demo, django_db_blocker):
    """Its pages by address."""
    with django_db_blocker.unblock(), translation.override("en"):
        return {language: crawl(f"/{language}/") for language in OTHER}


def crawl(start):
    client, pages, waiting = Client(), {}, [start]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        pages[address] = None
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        pages[address] = BeautifulSoup(response.content, "html.parser")
        for link in pages[address].find_all("a", href=True):
            parts = urlsplit(link["href"])
            known = parts.path in pages or parts.path in waiting
            if parts.path.startswith(start) and not parts.netloc and not known:
                waiting.append(parts.path)
    return {address: page for address, page in pages.items() if page}


def texts(page):
    """Each text with the language it is said to be in."""
    for node in page.find_all(string=True):
        if type(node).__name__ == "NavigableString" and node.parent.name not in ("script", "style", "code"):
            yield str(node), language_of(node.parent)
    for name in SPOKEN:
        for element in page.find_all(attrs={name: True}):
            yield element[name], language_of(element)


def language_of(element):
    return next((each["lang"] for each in [element, *element.parents] if each.get("lang")), "")


def seems_to_be_in(text, language):
    words = [word.lower() for word in WORD.findall(text)]
    if len(words) < 2 or " " not in text.strip():
        return False  # initials, an address
    marks = {each: sum(word in MARKS[each] for word in words) for each in MARKS}
    return marks[language] > marks[OTHER[language]]


def proper(text):
    return any(name in text for name in LISTS["proper_names"]["names"])


def segments(address):
    """The parts of an address that the site names: a topic and a need are named by people."""
    own = re.sub(
        r"(/(tema|topic)/|/(necesidades|needs)/\d+/).*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "/", unquote(address)
    )
    return list(filter(None, own.split("/")))[1:]


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_text_is_in_the_other_language_without_saying_so(site, language):
    wrong = defaultdict(list)
    for address, page in site[language].items():
        for text, said in texts(page):
            if said in OTHER and seems_to_be_in(text, OTHER[said]) and not proper(text):
                wrong[" ".join(text.split())].append(address)
    assert {text: addresses[:2] for text, addresses in wrong.items()} == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Resources Working Group", "en"),
        ("Evidence from the California Department of Education", "en"),
        ("Escuela Primaria Valle Verde", "es"),
        ("Comenzar con equipos diversos de toma de decisión compartida", "es"),
    ],
)
def test_a_short_name_tells_its_language(text, language):
    assert seems_to_be_in(text, language)
    assert not seems_to_be_in(text, OTHER[language])


def test_an_address_in_spanish_has_no_english_in_it(site):
    named = {language: {each for address in pages for each in segments(address)} for language, pages in site.items()}
    english = {each for each in named["es"] if set(each.split("-")) & MARKS["en"] - MARKS["es"]}
    same = {each for each in named["es"] & named["en"] if not each.isdigit()}
    assert english | same == set()


def prose(page):
    """The sentences of a page, without headings."""
    html = " ".join(str(getattr(page, name, "")) for name in ("summary", "body", "groups"))
    for block in BeautifulSoup(html, "html.parser").find_all(["p", "li"]):
        if not block.find(["p", "li"]):
            yield block.get_text(" ", strip=True)


def readings(language):
    for page in Page.objects.live().filter(locale__language_code=language).specific():
        paragraphs = list(prose(page))
        if paragraphs and sum(len(text.split()) for text in paragraphs) >= 60:
            yield page, read(paragraphs, language)


def is_for_families(page):
    if isinstance(page, ResourcePage):
        return {"families"} == {term.slug for term in page.audiences.all()}
    return isinstance(page, FAQPage | ContactPage | StandardPage) and page.slug not in FOR_STAFF


def test_spanish_is_easy_enough_for_those_it_is_for():
    hard = {}
    for page, reading in readings("es"):
        least, longest = (72, 14) if is_for_families(page) else (60, 18)
        if reading.fernandez_huerta < least or reading.words_per_sentence > longest:
            hard[page.url] = (round(reading.fernandez_huerta), round(reading.words_per_sentence, 1))
    assert hard == {}


def test_english_is_easy_enough():
    hard = {page.url: round(each.flesch_kincaid, 1) for page, each in readings("en") if each.flesch_kincaid > 8}
    assert hard == {}
