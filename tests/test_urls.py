"""Every public address answers an anonymous visitor, in both languages and whatever stands in its variable parts."""

import uuid

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation

ADMIN = ("admin/", "documents/", "^admin", "__debug__")
# What a visitor may have typed into a variable part: nothing of the kind exists.
MADE_UP = {"int": 987654, "slug": "nada", "str": "nada", "uuid": uuid.UUID(int=7), "path": "nada"}


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
    if converters := getattr(pattern, "converters", None):
        kinds = {
            name: type(converter).__name__.removesuffix("Converter").lower() for name, converter in converters.items()
        }
        return {name: MADE_UP.get({"string": "str"}.get(kind, kind), "nada") for name, kind in kinds.items()}
    return dict.fromkeys(pattern.regex.groupindex, "nada")


ADDRESSES = sorted(addresses(get_resolver()), key=str)
WITHOUT_VARIABLES = [name for name, variables in ADDRESSES if not variables]


def test_list_of_addresses_is_not_empty():
    expected = {"account_login", "search", "suggest", "forum:index", "profile", "wagtail_serve"}
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
        assert name in {"healthz", "readyz"}
