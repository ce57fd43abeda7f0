"""The page at an address is the one Wagtail finds, for whoever may see it."""

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from cms.core.addresses import page_url
from tests.factories import pages

pytestmark = pytest.mark.django_db


def private(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def page_of(response):
    return response.context["page"]


@pytest.fixture
def update():
    """Five levels deep, with its translation."""
    page = pages.BoardUpdatePageFactory(slug="spring", parent=pages.BoardPageFactory(slug="students"))
    pages.translate(page, slug="primavera")
    return page


def test_every_page_is_found_at_its_address(client, update):
    for page in Page.objects.live().filter(depth__gt=1):
        assert page_of(client.get(page.url)) == page.specific


def test_every_address_is_as_wagtail_writes_it(rf, update):
    for page in Page.objects.filter(depth__gt=1):
        assert page_url(page.url_path, rf.get("/")) == page.specific.get_url() == page.get_url()


@pytest.mark.parametrize(
    "path", ["boards/spring/", "students/spring/", "boards/students/spring/more/", "resources/students/"]
)
def test_a_page_is_found_only_below_its_own(client, update, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_a_page_of_the_other_language_has_no_address_in_this_one(client, update):
    assert client.get("/es/boards/students/spring/").status_code == 404


def test_a_page_below_one_that_was_taken_down_stays_where_it_is(client, update):
    update.get_parent().specific.unpublish()
    assert page_of(client.get(update.url)) == update


def test_a_draft_is_not_found(client, update):
    update.unpublish()
    assert client.get("/en/boards/students/spring/").status_code == 404


def test_a_language_whose_home_page_is_a_draft_has_no_pages(client, update):
    Page.objects.filter(depth=2, locale__language_code="es").update(live=False)
    assert client.get("/es/consejos/students/primavera/").status_code == 404


@pytest.mark.parametrize("above", [0, 1, 2])
def test_a_restriction_holds_for_what_is_below_it(client, update, above):
    private(list(update.get_ancestors(inclusive=True))[-1 - above])
    response = client.get(update.url)
    assert (response.status_code, response.url) == (302, f"/en/_util/login/?next={update.url}")


def test_an_alias_of_a_private_page_is_as_private(client):
    page = pages.StandardPageFactory(slug="inside")
    alias = page.create_alias(update_slug="mirror")
    private(page)
    assert client.get(alias.url).status_code == 302


def test_with_several_sites_each_shows_its_own_pages(client, update, settings):
    settings.ALLOWED_HOSTS = ["*"]
    board = update.get_parent().specific
    Site.objects.create(hostname="students.example", root_page=board)
    there = {"headers": {"host": "students.example"}}
    assert page_of(client.get("/en/spring/", **there)) == update
    assert 'href="/en/spring/"' in client.get("/en/", **there).content.decode()
    assert 'href="/en/boards/students/spring/"' in client.get(board.url).content.decode()


def test_a_page_tells_the_cache_that_it_shows_where_the_site_is(client, update):
    client.get(update.url)
    read = client.get(update.url).wsgi_request.page_in_making.read
    assert {"wagtailcore_site", "wagtailcore_page", "wagtailcore_pageviewrestriction"} <= read


def test_a_site_that_moves_takes_its_pages_along(client, update, settings):
    board = update.get_parent().specific
    assert client.get(update.url).status_code == 200
    site = Site.objects.get()
    site.root_page = board
    site.save()
    assert page_of(client.get("/en/spring/")) == update
