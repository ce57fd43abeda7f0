"""The sitemap: what everyone may read, in each of its languages, and nothing else."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms import sitemap
from cms.caching import entries
from feedback.domain import hiding
from feedback.enums import Status
from feedback.models import Need
from forums.forum.models import Forum
from tests.factories.feedback import make_merged_need, make_need
from tests.factories.forums import TopicFactory
from tests.factories.pages import ResourcePageFactory, StandardPageFactory, translate
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}
SECTIONS = ["forums", "needs", "pages"]


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def local(url):
    assert url.startswith(f"{settings.BASE_URL}/")
    return url.removeprefix(settings.BASE_URL)


def parts(client):
    return [local(place.text) for place in read(client, "/sitemap.xml").iterfind("map:sitemap/map:loc", NAMES)]


def pages(client, section):
    """Address -> (day, the addresses of all its languages), of all parts of the section."""
    found = {}
    for part in parts(client):
        if part.startswith(f"/sitemap-{section}-"):
            for url in read(client, part).iterfind("map:url", NAMES):
                others = {link.get("hreflang"): local(link.get("href")) for link in url.iterfind("xhtml:link", NAMES)}
                address = local(url.findtext("map:loc", namespaces=NAMES))
                assert address not in found
                found[address] = (url.findtext("map:lastmod", namespaces=NAMES), others)
    return found


def test_the_index_names_a_part_of_each_section(client):
    assert parts(client) == [f"/sitemap-{section}-1.xml" for section in SECTIONS]


def test_pages_that_everyone_may_read_and_no_others(client):
    translate(ResourcePageFactory())
    before = set(pages(client, "pages"))
    page = ResourcePageFactory(title="Open")
    translate(page, slug="abierta")
    ResourcePageFactory(draft=True)
    hidden = StandardPageFactory(title="Private")
    StandardPageFactory(title="Below", parent=hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    Page.objects.filter(pk=StandardPageFactory().pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    ResourcePageFactory().unpublish()
    page.create_alias(update_slug="the-same-words-again")
    translate(only := ResourcePageFactory(title="One language"), publish=False)
    assert {"/en/", "/es/", "/en/resources/", "/es/recursos/"} <= before
    assert set(pages(client, "pages")) - before == {page.url, translate(page).url, only.url}


def test_each_language_names_both_and_english_is_for_everyone_else(client):
    page = ResourcePageFactory()
    spanish = translate(page, slug="en-otra-lengua")
    found = pages(client, "pages")
    both = {"en": page.url, "es": spanish.url, "x-default": page.url}
    assert found[page.url][1] == found[spanish.url][1] == both
    assert found[page.url][0] == timezone.localtime(spanish.last_published_at).replace(microsecond=0).isoformat()


def test_what_is_there_in_spanish_only_is_for_everyone(client):
    spanish = translate(page := ResourcePageFactory())
    page.unpublish()
    assert pages(client, "pages")[spanish.url][1] == {"es": spanish.url, "x-default": spanish.url}


def test_public_needs_in_both_languages(client):
    need = make_need(Status.PLANNED, title="A guide")
    Need.objects.filter(pk=need.pk).update(updated_at=timezone.now())
    make_need(title="Not read yet")
    make_merged_need(into=make_need(title="Not read either"))
    hiding.hide(make_need(Status.PLANNED, title="Names a child"), by=None, note="A name")
    english, spanish = f"/en/needs/{need.pk}/a-guide/", f"/es/necesidades/{need.pk}/a-guide/"
    found = pages(client, "needs")
    fixed = {
        "/en/needs/",
        "/en/needs/parity/",
        "/en/suggest/",
        "/en/share-yours/",
        "/es/necesidades/",
        "/es/necesidades/paridad/",
        "/es/sugerir/",
        "/es/comparta-lo-suyo/",
    }
    assert set(found) == {english, spanish, *fixed}
    said = timezone.localtime(need.status_since).replace(microsecond=0).isoformat()
    assert found[spanish] == (said, {"en": english, "es": spanish, "x-default": english})


def test_public_forums_and_their_topics(client):
    topic, waiting = TopicFactory(), TopicFactory(approved=False)
    private = Forum.objects.exclude(pk__in=[forum.pk for forum in public()]).first()
    closed = TopicFactory(forum=private) if private else None
    found = pages(client, "forums")
    assert topic.get_absolute_url() in found
    assert waiting.get_absolute_url() not in found
    assert private is None or not {private.get_absolute_url(), closed.get_absolute_url()} & set(found)
    assert len(found) == 2 * (1 + len(public()) + 1)
    assert found[topic.get_absolute_url()][1].keys() == {"en", "es", "x-default"}


def public():
    from forums.queries.public import public_forums

    return public_forums()


def test_parts_are_bounded_and_leave_out_nothing(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    needs = [make_need(Status.PLANNED) for _ in range(5)]
    assert [part for part in parts(client) if "needs" in part] == [f"/sitemap-needs-{n}.xml" for n in (1, 2, 3)]
    assert {need.get_absolute_url() for need in needs} < set(pages(client, "needs"))
    assert len(read(client, "/sitemap-needs-3.xml")) == 2
    assert client.get("/sitemap-needs-4.xml").status_code == 404


@pytest.mark.parametrize("address", ["/sitemap-needs-0.xml", "/sitemap-nothing-1.xml", f"/sitemap-needs-{10**30}.xml"])
def test_there_is_no_other_part(client, address):
    assert client.get(address).status_code == 404


def test_it_says_the_same_to_readers_of_any_language(client):
    make_need(Status.PLANNED)
    for address in ("/sitemap.xml", "/sitemap-needs-1.xml"):
        english, spanish = (client.get(address, headers={"accept-language": language}) for language in ("en", "es"))
        assert english.content == spanish.content
        assert english["Content-Language"] == spanish["Content-Language"] == "en, es"
        assert english["Content-Type"] == "application/xml; charset=utf-8"


def test_a_full_part_is_not_too_large_for_the_cache(client, monkeypatch):
    """With addresses as long as those of the longest titles."""
    paths = {language: f"/{language}/{'x' * 200}/" for language in ("en", "es")}
    full = [sitemap.Listed(paths, timezone.now())] * sitemap.PART
    monkeypatch.setattr(sitemap.sections()["needs"], "part", lambda number: full)
    assert 100_000 < len(client.get("/sitemap-needs-1.xml").content) < entries.LARGEST


@pytest.mark.once
def test_the_number_of_queries_does_not_grow(client):
    def grow():
        for _ in range(4):
            make_need(Status.PLANNED)
            TopicFactory()
            translate(ResourcePageFactory())

    paths = ["/sitemap.xml", *(f"/sitemap-{section}-1.xml" for section in SECTIONS)]
    grow()
    assert_flat(lambda: [client.get(path) for path in paths], grow)
