"""Before a page goes away, its editor hears who counts on it."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from cms.accounts.domain.participants import of_receipt
from feedback.domain import helpful
from feedback.domain.ratings import rate
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_published_need
from tests.factories.pages import ResourcePageFactory, StandardPageFactory, text, translate

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


LINKS = "1 page links here, and its link will lead nowhere: “How to begin”."


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_question_names_the_pages_that_link_to_it_and_counts_nothing_else(editor, page, action):
    link = f'<p><a linktype="page" id="{page.pk}">Guide</a></p>'
    StandardPageFactory(title="How to begin", body=text(link))
    address = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    html = editor.get(address).text
    assert html.count(LINKS) == 1
    assert "is referenced" not in html
    html = editor.get(reverse(f"wagtailadmin_pages:{action}", args=[ResourcePageFactory().pk])).text
    assert "links here" not in html
    assert "is referenced" not in html
    bulk = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}"
    assert editor.get(bulk).text.count(LINKS) == 1
    assert "is referenced" not in editor.get(bulk).text


def test_links_to_what_is_below_count_and_those_from_below_do_not(editor, page):
    link = f'<p><a linktype="page" id="{page.pk}">Guide</a></p>'
    ResourcePageFactory(title="A neighbour", body=text(link))
    section = reverse("wagtailadmin_pages:delete", args=[page.get_parent().pk])
    assert "link will lead nowhere" not in editor.get(section).text
    for number in range(7):
        StandardPageFactory(title=f"Outside {number}", body=text(link))
    assert "7 pages link here, and their links will lead nowhere: “Outside 0”, " in editor.get(section).text
    assert "“Outside 4”, …." in editor.get(section).text


def test_ratings_that_go_with_the_last_page_are_counted(editor, page):
    for stars in (2, 5):
        rate(page.work, UserFactory(), stars)
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "2 ratings are deleted with it." in editor.get(delete).text
    assert "ratings are deleted" not in editor.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).text
    translate(page)
    assert "ratings are deleted" not in editor.get(delete).text


def test_answers_that_go_with_the_last_page_are_counted(editor, page):
    for is_helpful in (True, False):
        helpful.answer(page.work, of_receipt("en"), is_helpful, language="en")
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "2 answers to “Was this helpful?” are deleted with it." in editor.get(delete).text
    translate(page)
    assert "are deleted with it" not in editor.get(delete).text


def test_what_is_used_elsewhere_is_still_counted_and_what_is_not_says_nothing(editor):
    document = Document.objects.create(title="Plan", file=ContentFile(b"Plan", name="plan.txt"))
    delete = reverse("wagtaildocs:delete", args=[document.pk])
    assert "is referenced" not in editor.get(delete).text
    StandardPageFactory(body=text(f'<p><a linktype="document" id="{document.pk}">Plan</a></p>'))
    assert "This document is referenced 1 time." in editor.get(delete).text
