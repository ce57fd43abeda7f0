"""Before a page goes away, its editor hears who counts on it."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_published_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(editor=True))
    return client


@pytest.fixture
def page():
    page = ResourcePageFactory()
    make_published_need(page, title="A garden for our school")
    return page


WARNING = "“A garden for our school”, is answered here"


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_question_names_the_need_a_page_answers(editor, page, action):
    html = editor.get(reverse(f"wagtailadmin_pages:{action}", args=[page.pk])).content.decode()
    assert html.count(WARNING) == 1
    other = ResourcePageFactory()
    assert WARNING not in editor.get(reverse(f"wagtailadmin_pages:{action}", args=[other.pk])).content.decode()


def test_deleting_the_section_above_names_it_too(editor, page):
    section = page.get_parent()
    assert WARNING in editor.get(reverse("wagtailadmin_pages:delete", args=[section.pk])).content.decode()


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_many_pages_at_once_name_it_too(editor, page, action):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    html = editor.get(f"{url}?id={page.pk}&id={ResourcePageFactory().pk}").content.decode()
    assert html.count(WARNING) == 1
