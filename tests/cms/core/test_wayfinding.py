"""Menus, breadcrumbs and the language switch."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.template import Context
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.core.templatetags.core import section_url
from cms.core.templatetags.wayfinding import language_links, page_crumbs, site_sections
from tests.factories.pages import ResourceIndexPageFactory, StandardPageFactory, translate

pytestmark = pytest.mark.django_db


def context(rf, path="/en/", **values):
    return Context({"request": rf.get(path), **values})


def titles(entries):
    return [str(entry["title"]) for entry in entries]


@pytest.fixture
def made(rf):
    """What is in menu and footer beside what every installation has."""
    before = site_sections(context(rf))
    known = set(titles(before["menu"]) + titles(before["more"]))
    return lambda entries: [title for title in titles(entries) if title not in known]


def test_the_menu_has_the_pages_shown_in_menus_and_the_footer_the_others(rf, made):
    StandardPageFactory(title="Framework", show_in_menus=True)
    StandardPageFactory(title="Privacy")
    sections = site_sections(context(rf))
    assert made(sections["menu"]) == ["Framework"]
    assert made(sections["more"]) == ["Privacy"]


def test_drafts_private_and_other_language_pages_are_in_no_menu(rf, made):
    StandardPageFactory(title="Draft", show_in_menus=True, live=False)
    StandardPageFactory(title="Expired", show_in_menus=True, expire_at=datetime(2026, 3, 1, tzinfo=UTC))
    private = StandardPageFactory(title="Private", show_in_menus=True)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    translate(StandardPageFactory(title="Open", show_in_menus=True), title="Abierta")
    assert made(site_sections(context(rf))["menu"]) == ["Open"]
    with override("es"):
        assert "Abierta" in titles(site_sections(context(rf, "/es/"))["menu"])


def test_the_entry_that_holds_the_page_is_current(rf):
    StandardPageFactory(title="Framework", slug="framework", show_in_menus=True)
    menu = site_sections(context(rf, "/en/framework/values/"))["menu"]
    assert [entry["title"] for entry in menu if entry["current"]] == ["Framework"]


def test_the_menu_costs_the_same_for_many_pages(rf, django_assert_num_queries):
    StandardPageFactory.create_batch(12, show_in_menus=True)
    visit = context(rf)
    site_sections(visit)
    with django_assert_num_queries(2):
        site_sections(visit)


@pytest.mark.django_db(transaction=True)
def test_the_menu_asks_for_nothing_until_a_page_or_who_may_see_it_changes(rf, django_assert_num_queries):
    page = StandardPageFactory(title="Framework", show_in_menus=True)
    site_sections(context(rf))
    with django_assert_num_queries(0):
        assert "Framework" in titles(site_sections(context(rf))["menu"])
    page.title = "Ways to begin"
    page.save()
    assert {"Framework", "Ways to begin"} & {*titles(site_sections(context(rf))["menu"])} == {"Ways to begin"}
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Ways to begin" not in titles(site_sections(context(rf))["menu"])


def test_switching_language_lands_on_the_translation_and_keeps_the_filters(rf):
    page = StandardPageFactory(title="Framework", slug="framework")
    translate(page, title="Marco", slug="marco")
    english, spanish = language_links(context(rf, "/en/framework/?topic=a", page=page))
    assert (english["url"], english["current"]) == ("/en/framework/?topic=a", True)
    assert (spanish["url"], spanish["exact"]) == ("/es/marco/?topic=a", True)


def test_without_a_live_translation_the_switch_leads_to_the_closest_page_that_has_one(rf):
    section = StandardPageFactory(slug="framework")
    page = StandardPageFactory(slug="values", parent=section)
    translate(section, title="Marco", slug="marco")
    translate(page, publish=False, slug="valores")
    spanish = language_links(context(rf, "/en/framework/values/", page=page))[1]
    assert (spanish["url"], spanish["exact"]) == (f"/es/marco/?untranslated={page.pk}", False)


def test_who_lands_on_a_closer_page_is_told_and_shown_the_way_back(client):
    page = StandardPageFactory(title="Only in English", slug="only")
    html = client.get(f"/es/?untranslated={page.pk}").content.decode()
    assert "Esa página todavía no está disponible en español" in html
    assert '<a href="/en/only/" lang="en" hreflang="en">Only in English</a>' in html


@pytest.mark.parametrize("bad", ["", "abc", "-1", "9" * 30, "٣", "1%00"])
def test_a_made_up_hint_says_nothing(client, bad):
    response = client.get(f"/es/?untranslated={bad}")
    assert response.status_code == 200
    assert "todavía no está disponible" not in response.content.decode()


def test_the_hint_names_no_draft_and_no_private_page(client):
    draft = StandardPageFactory(title="Secret draft", live=False)
    private = StandardPageFactory(title="Secret page")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for page in (draft, private):
        assert "Secret" not in client.get(f"/es/?untranslated={page.pk}").content.decode()


def test_a_page_that_is_not_there_has_no_other_language(client):
    response = client.get("/en/nothing-here/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'class="language-switch" href="/es/"' in html
    assert 'rel="alternate"' not in html


def test_switching_language_on_a_view_translates_its_address(rf):
    assert language_links(context(rf, "/en/accounts/login/"))[1]["url"] == "/es/cuenta/entrar/"


def test_a_view_may_know_better_than_its_address(rf):
    links = language_links(context(rf, "/en/needs/1/food/", language_urls={"es": "/es/necesidades/1/comida/"}))
    assert links[1]["url"] == "/es/necesidades/1/comida/"


def test_breadcrumbs_name_the_pages_between_home_and_this_one(rf):
    parent = StandardPageFactory(title="About", slug="about")
    page = StandardPageFactory(title="Values", parent=parent)
    assert page_crumbs(context(rf, page=page)) == [{"title": "About", "url": "/en/about/"}]
    assert page_crumbs(context(rf, page=parent)) == []
    assert page_crumbs(context(rf, page=parent.get_parent())) is None


def test_breadcrumbs_leave_out_a_page_that_was_taken_down(rf):
    parent = StandardPageFactory(title="Taken down", live=False)
    assert page_crumbs(context(rf, page=StandardPageFactory(parent=parent))) == []


def test_a_section_that_is_private_is_linked_nowhere(rf):
    visit, catalog = context(rf), ResourceIndexPageFactory()
    assert section_url(visit, "resources.ResourceIndexPage") == "/en/resources/"
    PageViewRestriction.objects.create(page=catalog, restriction_type=PageViewRestriction.LOGIN)
    assert section_url(visit, "resources.ResourceIndexPage") == ""


def test_switching_language_while_signing_in_leads_back_to_the_page_in_that_language(client):
    page = StandardPageFactory(title="Framework", slug="framework")
    translate(page, title="Marco", slug="marco")
    html = client.get("/en/accounts/login/?next=/en/framework/%23rating").content.decode()
    assert 'href="/es/cuenta/entrar/?next=/es/marco/%23rating"' in html


def test_switching_language_while_signing_in_leads_back_to_the_view_in_that_language(client):
    html = client.get("/en/accounts/login/?next=/en/forums/").content.decode()
    assert 'href="/es/cuenta/entrar/?next=/es/foros/"' in html


@pytest.mark.parametrize("target", ["https://evil.example/en/forums/", "/nowhere/", "//evil.example/", "/en/nothing/"])
def test_a_way_back_that_is_no_address_of_ours_stays_as_it_is(client, target):
    html = client.get("/en/accounts/login/", {"next": target}).content.decode()
    assert f"?next={quote(target, safe='/')}" in html


def test_asking_ends_the_menu(rf):
    entry = site_sections(context(rf, "/en/suggest/"))["menu"][-1]
    assert (str(entry["title"]), entry["url"], entry["current"]) == ("Ask for it", "/en/suggest/", "page")
