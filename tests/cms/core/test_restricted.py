"""Pages and documents with a view restriction: who comes in by which door, and how often it may be tried."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


def restricted(kind, **values):
    page = StandardPageFactory(title="For members only", slug="inside", summary="Names of schools")
    PageViewRestriction.objects.create(page=page, restriction_type=kind, **values)
    return page


def test_a_page_for_members_leads_to_the_one_sign_in_and_back(client):
    restricted(PageViewRestriction.LOGIN)
    answer = client.get("/en/inside/", follow=True)
    assert answer.redirect_chain[-1][0] == "/en/accounts/login/?next=/en/inside/%23content"
    assert "For members only" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/en/_util/login/", "/es/_util/login/"])
def test_wagtails_own_sign_in_takes_no_password(client, path):
    person = UserFactory()
    answer = client.post(path, {"username": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert "_auth_user_id" not in client.session


def test_who_is_signed_in_but_of_another_group_is_refused_instead_of_sent_round(client):
    restricted(PageViewRestriction.GROUPS)
    client.force_login(UserFactory())
    refused = client.get("/en/inside/", follow=True)
    assert refused.status_code == 403
    assert "your account is not one of them" in refused.text


def test_a_page_with_a_password_tells_nothing_before_it_is_given(client):
    restricted(PageViewRestriction.PASSWORD, password="acorn")
    answer = client.get("/en/inside/")
    assert "This page has a password" in answer.content.decode()
    assert "For members only" not in answer.content.decode()
    assert "Names of schools" not in answer.content.decode()


def test_the_password_of_a_page_opens_it_and_leads_nowhere_else(client):
    page = restricted(PageViewRestriction.PASSWORD, password="acorn")
    url = reverse("wagtailcore_authenticate_with_password", args=[page.view_restrictions.get().pk, page.pk])
    answer = client.post(url, {"password": "acorn", "return_url": "https://evil.example/"})
    assert answer.url == "/"
    assert "For members only" in client.get("/en/inside/").content.decode()


def document():
    collection = Collection.get_first_root_node().add_child(name="Inside")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="password", password="acorn")
    file = ContentFile(b"secret", "minutes.pdf")
    return get_document_model().objects.create(title="Minutes", file=file, collection=collection)


def test_a_document_with_a_password_asks_for_it_in_our_design(client):
    answer = client.get(document().url)
    assert "This page has a password" in answer.content.decode()


def page_door():
    page = restricted(PageViewRestriction.PASSWORD, password="acorn")
    return reverse("wagtailcore_authenticate_with_password", args=[page.view_restrictions.get().pk, page.pk])


def document_door():
    restriction = document().collection.get_view_restrictions().get()
    return reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])


@pytest.mark.parametrize("door", [page_door, document_door])
def test_passwords_cannot_be_guessed_without_end(client, settings, door):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"view_password": "2/h/ip"}
    url = door()
    wrong = {"password": "oak", "return_url": "/en/inside/"}
    assert [client.post(url, wrong).status_code for _ in range(3)] == [200, 200, 429]
    assert client.post(url, wrong | {"password": "acorn"}).status_code == 429
