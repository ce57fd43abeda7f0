"""The pages tests are made of can be made, published and translated."""

import pytest

from tests.factories import pages

pytestmark = pytest.mark.django_db

FACTORIES = [
    pages.StandardPageFactory,
    pages.FAQPageFactory,
    pages.ContactPageFactory,
    pages.ResourcePageFactory,
    pages.SummitPageFactory,
    pages.SessionPageFactory,
    pages.BoardPageFactory,
    pages.BoardUpdatePageFactory,
]


@pytest.mark.parametrize("page_factory", FACTORIES)
def test_page_and_its_translation_are_one_work(page_factory):
    page = page_factory(title="Original")

    spanish = pages.translate(page, title="Traducción")

    assert spanish.live
    assert spanish.translation_key == page.translation_key
    assert spanish.url.startswith("/es/")
    assert page.url.startswith("/en/")
