"""Wagtail's listings and choosers find by the words that are typed, and take any of them."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db

LISTS = [
    "/admin/pages/",
    "/admin/pages/search/",
    "/admin/choose-page/search/",
    "/admin/images/",
    "/admin/images/chooser/",
    "/admin/documents/",
    "/admin/documents/chooser/results/",
]


@pytest.mark.parametrize("typed", ['"', 'a"', '""', "'\"", 'say "hello', "a\x00b", "(", "*", "%s", "NEAR("])
@pytest.mark.parametrize("address", LISTS)
def test_whatever_is_typed_gets_an_answer(admin_client, address, typed):
    assert admin_client.get(address, {"q": typed}).status_code == 200


def test_a_quotation_mark_hides_nothing(admin_client):
    StandardPageFactory(title="Listening circles")
    document = get_document_model()(title="Listening guide", file=ContentFile(b"a", "guide.pdf"))
    document.save()
    for address, title in (("/admin/choose-page/search/", "circles"), ("/admin/documents/", "guide")):
        assert title in admin_client.get(address, {"q": '"listening'}).content.decode()
