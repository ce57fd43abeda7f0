"""Files every page loads: one style sheet, and what browsers and robots ask for by themselves."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder

from cms.ops.static import HashedStaticFiles
from tests.factories.pages import ResourcePageFactory

CSS = Path(settings.BASE_DIR) / "static/css"


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


def test_a_visitor_loads_all_parts_as_one_sheet_in_their_order(collected):
    with collected.open(collected.stored_name("css/site.css")) as file:
        sheet = file.read().decode()
    assert "@import" not in sheet
    firsts = [(CSS / f"{name}.css").read_text().strip().splitlines()[0] for name in parts()]
    places = [sheet.index(first) for first in firsts]
    assert places == sorted(places)
    assert sheet.rindex("@media print") > places[-2]


def test_the_sheet_names_its_pictures_by_their_hashed_names(collected):
    with collected.open(collected.stored_name("css/site.css")) as file:
        pictures = re.findall(r'url\("\.\./(img/[^"]+)"\)', file.read().decode())
    assert pictures
    assert all(re.search(r"\.[0-9a-f]{12}\.svg$", name) and collected.exists(name) for name in pictures)


def test_a_changed_part_changes_the_name_of_the_sheet(collected, tmp_path):
    before = collected.stored_name("css/site.css")
    paths = {name: (source, name) for name, source in FileSystemFinder().list([])}
    (tmp_path / "css/print.css").write_text("@media print { p { color: red } }")
    paths["css/print.css"] = (HashedStaticFiles(location=tmp_path), "css/print.css")
    list(collected.post_process(paths))
    assert collected.stored_name("css/site.css") != before


def test_every_part_exists_and_none_is_forgotten():
    assert len(parts()) == len(set(parts()))
    assert set(parts()) == {path.stem for path in CSS.glob("*.css")} - {"site", "admin", "queue"}  # the admin's own


@pytest.mark.django_db
def test_a_page_waits_for_one_style_sheet(client):
    html = client.get(ResourcePageFactory().url).content.decode()
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == ["/static/css/site.css"]


def test_the_icon_browsers_ask_for_is_there(client):
    response = client.get("/favicon.ico")
    assert response["Location"] == "/static/img/favicon.ico"
    assert (Path(settings.BASE_DIR) / "static/img/favicon.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"


def test_robots_are_told_what_is_no_page_of_ours(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode().splitlines()


@pytest.mark.django_db
def test_pages_travel_compressed(client):
    url = ResourcePageFactory().url
    plain, packed = client.get(url), client.get(url, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
