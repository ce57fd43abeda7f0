"""Every public address answers an anonymous visitor, in both languages and whatever stands in its variable parts."""

import uuid

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation

from tests.factories.accounts import UserFactory

ADMIN = ("admin/", "documents/", "^admin", "__debug__")
# What a visitor may have typed into a variable part: nothing of the kind exists.
MADE_UP = {"IntConverter": 987654, "UUIDConverter": uuid.UUID(int=7)}


def addresses(resolver, names=(), variables=None):
    """Each named pattern as (name with namespaces, its variable parts filled with something made up)."""
    for pattern in resolver.url_patterns:
        if str(pattern.pattern).startswith(ADMIN):
            continue
        known = (variables or {}) | made_up(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, (*names, pattern.namespace) if pattern.namespace else names, known)
        elif pattern.name:
            yield ":".join((*names, pattern.name)), known


def made_up(pattern):
    kinds = {name: type(converter).__name__ for name, converter in pattern.converters.items()}
    return {name: MADE_UP.get(kinds.get(name), "nada") for name in pattern.regex.groupindex}


ADDRESSES = sorted(addresses(get_resolver()), key=str)
ADDRESSES.remove(("wagtail_serve", {}))  # the pages, which the demo's test visits


def test_list_of_addresses_is_not_empty():
    expected = {"account_login", "search", "suggest", "forum:index", "profile"}
    assert expected <= {name for name, _ in ADDRESSES}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("name", "variables"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_no_address_fails(client, name, variables, language):
    client.raise_request_exception = False
    with translation.override(language):
        url = reverse(name, kwargs=variables)
    response = client.get(url)
    assert response.status_code < 500
    if response.status_code == 200 and not url.startswith(f"/{language}/"):
        assert name in {"healthz", "readyz", "sitemap"}


NUMBERED = [(name, variables) for name, variables in ADDRESSES if MADE_UP["IntConverter"] in variables.values()]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "variables"), NUMBERED, ids=[name for name, _ in NUMBERED])
def test_no_number_is_too_large(client, name, variables):
    client.force_login(UserFactory())
    large = {key: 10**20 if value == MADE_UP["IntConverter"] else value for key, value in variables.items()}
    url = reverse(name, kwargs=large)
    assert [client.get(url).status_code < 500, client.post(url).status_code < 500] == [True, True]
