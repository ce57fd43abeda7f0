"""A form without its token: from a page for everyone it is taken, after a session ended it is shown again as typed."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .resend import is_from_here, is_handed_back, offer_resend
from .text import clean_text

View = TypeVar("View", bound=Callable[..., HttpResponse])


def keeps_typed(view: View) -> View:
    """For views whose GET shows their form with `typed_before(request)` as initial values."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def takes_without_token(view: View) -> View:
    """For forms on pages that are made once for everyone and so hold no token: the browser says which site sends them.

    Whose browser does not say it is shown the form of the view's GET, which has a token.
    """
    view.takes_without_token = True  # type: ignore[attr-defined]
    return keeps_typed(view)


def typed_before(request: HttpRequest) -> dict[str, str]:
    return {name: clean_text(value) for name, value in getattr(request, "typed", {}).items()}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The view is asked as by GET: it can show, and not act."""
    match = request.resolver_match
    if match and getattr(match.func, "takes_without_token", False) and is_from_here(request, reason):
        response = match.func(request, *match.args, **match.kwargs)
        response._has_been_logged = True  # as forbidden, which it is not
        return response
    if is_handed_back(request) and is_from_here(request, reason):
        return offer_resend(request)
    if match is None or not getattr(match.func, "keeps_typed", False):
        return render(request, "403_csrf.html", status=403)
    request.typed, request.method = request.POST, "GET"  # type: ignore[attr-defined]
    # From here on there is nothing to act on.
    request._mark_post_parse_error()  # type: ignore[attr-defined]
    messages.warning(request, _what_to_do(match.func))
    response = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 200:
        response.status_code = 403
    return response


def _what_to_do(view: Callable[..., HttpResponse]) -> str:
    if getattr(view, "takes_without_token", False):
        return _("Nothing was sent yet. Please send it once more from here.")
    return _("This form had expired, so nothing was sent. What you wrote is still here: please send it once more.")
