"""A page in both languages, and who talks below it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory, translate

WORDS = {"content": "We **tried** it.", "language": "en"}


@pytest.fixture
def page(db):
    return ResourcePageFactory(title="The toolkit", slug="the-toolkit")


@pytest.fixture
def spanish(page):
    return translate(page, title="El paquete", slug="el-paquete")


@pytest.fixture
def member(client, db):
    """Signed in."""
    person = UserFactory(display_name="Rosa Nadie", email="rosa.nadie@example.org")
    client.force_login(person)
    return person


def list_url(page, language="en"):
    with override(language):
        return reverse("comments", args=[page.work_id])


def thread_url(comment, language="en"):
    with override(language):
        return reverse("comment_thread", args=[comment.work_id, comment.thread_id])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def told(box):
    """What can be read of the comments, in order."""
    return [words.get_text(strip=True) for words in box.select("article.post .prose")]
