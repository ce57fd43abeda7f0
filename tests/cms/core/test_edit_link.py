"""Who may edit a page finds the way to its editor on the page; all others see the page as it is."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db


def offers(client, page):
    return f'href="/admin/pages/{page.pk}/edit/"' in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("traits", "offered"),
    [({"editor": True}, True), ({"working_group": True}, True), ({"moderator": True}, False), ({}, False)],
)
def test_edit_this_page_is_for_who_may(client, traits, offered):
    page = ResourcePageFactory()
    client.force_login(UserFactory(**traits))
    assert offers(client, page) == offered


def test_it_leads_to_the_page_in_the_language_one_reads(client):
    spanish = translate(ResourcePageFactory(), title="Huerto")
    client.force_login(UserFactory(editor=True))
    assert offers(client, spanish)
    assert "Editar esta página" in client.get(spanish.url).content.decode()


def test_visitors_see_nothing_of_it(client):
    page = ResourcePageFactory()
    assert "/admin/" not in client.get(page.url).content.decode()
    assert client.get("/en/search/").status_code == 200
