"""Requests that cannot be read are refused, on every page, by one that can be shown."""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views import defaults


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's page looks into the form once more, for its token, and would fail at it again."""
    request._mark_post_parse_error()  # type: ignore[attr-defined]
    return defaults.bad_request(request, exception)


class ReadableAddressMiddleware:
    """Addresses with more parameters than Django reads.

    Below the one that finds the language, so that the refusal is in the reader's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET  # noqa: B018  (raises)
        return self.get_response(request)


def query_of(request: HttpRequest) -> QueryDict:
    """For what an error page shares with all others: no parameters where they cannot be read."""
    try:
        return request.GET
    except TooManyFieldsSent:
        return QueryDict()


def full_path(request: HttpRequest) -> str:
    return request.get_full_path() if query_of(request) else request.path


def with_path(request: HttpRequest, path: str) -> str:
    """Another path with the parameters of this address."""
    return urlunsplit(urlsplit(full_path(request))._replace(path=path))


def is_admin_address(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")
