"""Files every page loads: one style sheet, and what browsers and robots ask for by themselves."""

import re
from itertools import chain
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder

from cms.ops.static import HashedStaticFiles
from tests.factories.pages import ResourcePageFactory

CSS = Path(settings.BASE_DIR) / "static/css"
JS = CSS.parent / "js"
SPANISH = "áéíñóúüÁÉÍÑÓÚÜ¿¡«»“”‘’–—…ºª°·•›\u00a0"


def parts():
    return re.findall(r'@import url\("([\w-]+)\.css"\)', (CSS / "site.css").read_text())


@pytest.fixture
def collected(tmp_path):
    """What collectstatic makes of our own files."""
    storage = HashedStaticFiles(location=tmp_path)
    paths = {name: (source, name) for source, name in [(s, n) for n, s in FileSystemFinder().list([])]}
    for name, (source, path) in paths.items():
        with source.open(path) as file:
            storage.save(name, file)
    for result in storage.post_process(paths):
        assert not isinstance(result[2], Exception), result
    return storage


def read(storage, name):
    with storage.open(storage.stored_name(name)) as file:
        return file.read().decode()


def begins(part):
    """The first rule of a part, as it is written in the one sheet."""
    css = re.sub(r"/\*.*?\*/", "", (CSS / f"{part}.css").read_text(), flags=re.DOTALL)
    return " ".join(css.split())[:50]


def test_a_visitor_loads_all_parts_as_one_sheet_in_their_order(collected):
    sheet = read(collected, "css/site.css")
    assert "@import" not in sheet
    places = [sheet.index(begins(name)) for name in parts()]
    assert places == sorted(places)
    assert sheet.rindex("@media print") > places[-2]


def test_the_sheet_carries_no_words_for_those_who_wrote_it(collected):
    assert not re.search(r"/\*|\n|  ", read(collected, "css/site.css"))


def test_the_sheet_carries_its_pictures_and_names_its_fonts_by_their_hashed_names(collected):
    ways = re.findall(r'url\("([^"]+)"\)', read(collected, "css/site.css"))
    pictures = [unquote(way) for way in ways if way.startswith("data:image/svg+xml,")]
    for picture in pictures:
        ElementTree.fromstring(picture.partition(",")[2])
    fonts = [way for way in ways if not way.startswith("data:")]
    assert len(pictures) >= 4
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", name) for name in fonts)
    assert all(collected.exists(name.removeprefix("../")) for name in fonts)


ELSEWHERE = {"token", "queue", "progress", "alike", "mentions"}  # scripts of the admin, and of one form


def test_a_visitor_loads_all_scripts_as_one(collected):
    script = read(collected, "js/site.js")
    assert "import" not in script
    listed = re.findall(r'import "\./(\w+)\.js"', (JS / "site.js").read_text())
    assert set(listed) == {path.stem for path in JS.glob("*.js")} - {"site", *ELSEWHERE}
    assert all((JS / f"{name}.js").read_text() in script for name in listed)
    names = re.findall(r"^const (\w+)", script, re.MULTILINE)
    assert len(names) == len(set(names))


def test_what_the_site_says_is_written_with_the_letters_of_one_small_font():
    """Any other letter fetches the whole font, three times as heavy."""
    fonts = (CSS / "fonts.css").read_text()
    small = re.search(r'next-wght-normal\.woff2".*?unicode-range: ([^;]+)', fonts, re.DOTALL)[1]
    letters = set(map(chr, chain.from_iterable(code_points(each) for each in small.split(", "))))
    words = (Path(settings.BASE_DIR) / "locale/es/LC_MESSAGES/django.po").read_text()
    assert {letter for letter in words + SPANISH if letter.isprintable()} - letters == set()


def code_points(text):
    first, _, last = text.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def test_a_changed_part_changes_the_name_of_the_sheet(collected, tmp_path):
    before = collected.stored_name("css/site.css")
    paths = {name: (source, name) for name, source in FileSystemFinder().list([])}
    (tmp_path / "css/print.css").write_text("@media print { p { color: red } }")
    paths["css/print.css"] = (HashedStaticFiles(location=tmp_path), "css/print.css")
    list(collected.post_process(paths))
    assert collected.stored_name("css/site.css") != before


def test_every_part_exists_and_none_is_forgotten():
    assert len(parts()) == len(set(parts()))
    assert set(parts()) == {path.stem for path in CSS.glob("*.css")} - {
        "site",
        "admin",
        "queue",
        "sheet",
    }  # of the admin; to print


@pytest.mark.django_db
def test_a_page_waits_for_one_style_sheet(client):
    html = client.get(ResourcePageFactory().url).content.decode()
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == ["/static/css/site.css"]


@pytest.mark.django_db
def test_the_font_a_page_asks_for_at_once_is_the_one_of_its_words(client):
    html = client.get(ResourcePageFactory().url).content.decode()
    font = re.search(
        r'<link rel="preload"\s+href="/static/([^"]+)"\s+as="font"\s+type="font/woff2"\s+crossorigin>', html
    )[1]
    first = re.search(r'url\("\.\./([^"]+)"\)', (CSS / "fonts.css").read_text())[1]
    assert font == first


def test_the_icon_browsers_ask_for_is_there(client):
    response = client.get("/favicon.ico")
    assert response["Location"] == "/static/img/favicon.ico"
    assert (Path(settings.BASE_DIR) / "static/img/favicon.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"


def test_robots_are_told_what_is_no_page_of_ours(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode().splitlines()
    assert response.content.decode().splitlines()[-1] == f"Sitemap: {settings.BASE_URL}/sitemap.xml"


@pytest.mark.django_db
def test_pages_travel_compressed(client):
    url = ResourcePageFactory().url
    plain, packed = client.get(url), client.get(url, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
