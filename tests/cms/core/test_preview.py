"""Editors see a page before it is saved, with what they have just chosen."""

import pytest
from wagtail.models import Page

from cms.advisory.models import BoardMember
from cms.core.models import HomePage
from cms.resources.models import ResourceLanguage
from cms.summit.models import Facilitator, Material
from tests.factories import pages
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory

pytestmark = pytest.mark.django_db

FACTORIES = [
    pages.StandardPageFactory,
    pages.FAQPageFactory,
    pages.ContactPageFactory,
    pages.ResourceIndexPageFactory,
    pages.ResourcePageFactory,
    pages.SummitIndexPageFactory,
    pages.SummitPageFactory,
    pages.SessionPageFactory,
    pages.BoardIndexPageFactory,
    pages.BoardPageFactory,
    pages.BoardUpdatePageFactory,
]


def as_new(page):
    """What Wagtail's "preview on add" makes: a place in the tree, no row."""
    parent = page.get_parent()
    fresh = type(page)(title="Not yet there", slug="not-yet-there", locale=page.locale, content_type=page.content_type)
    fresh.set_url_path(parent)
    fresh.depth, fresh.path = parent.depth + 1, Page._get_children_path_interval(parent.path)[1]
    for name in ("starts_at", "ends_at", "date", "year"):
        if hasattr(page, name):
            setattr(fresh, name, getattr(page, name))
    return fresh


def preview(page):
    response = page.make_preview_request()
    return response.render().content.decode() if hasattr(response, "render") else response.content.decode()


@pytest.mark.parametrize("page_factory", FACTORIES)
def test_a_page_can_be_previewed_before_and_after_it_is_saved(page_factory):
    page = page_factory()
    assert f"<h1>{page.title}</h1>" in preview(page.get_latest_revision_as_object())
    assert "<h1>Not yet there</h1>" in preview(as_new(page))


def test_home_can_be_previewed():
    assert "<h1>" in preview(HomePage.objects.first())


def test_a_preview_shows_what_was_chosen_and_not_yet_saved():
    topic, near = TopicFactory(name="Chosen topic"), pages.ResourcePageFactory(title="Near")
    near.topics = [topic]
    near.save()
    page = as_new(near)
    page.topics, page.languages = [topic], [ResourceLanguage(language="vi")]
    html = preview(page)
    assert "Chosen topic" in html
    assert "Vietnamese" in html
    assert "Near" in html


def test_a_preview_shows_people_who_are_not_saved_yet():
    board = as_new(pages.BoardPageFactory())
    board.members = [BoardMember(name="Kiara", role="student", region=RegionalCenterFactory(name="North"))]
    assert "Student, North" in preview(board)
    session = as_new(pages.SessionPageFactory())
    session.facilitators, session.materials = (
        [Facilitator(name="Devon")],
        [Material(title="Slides", url="https://a.example")],
    )
    html = preview(session)
    assert "Devon" in html
    assert "Slides" in html
