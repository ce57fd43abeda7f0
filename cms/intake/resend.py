"""A form that could not be taken is handed back on a page from which it can be sent again. Nothing of it is stored."""

import json
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from .addresses import is_admin_address
from .text import clean_text

NOT_TYPED = {"csrfmiddlewaretoken", "next"}
MOST_SHOWN = 100_000  # characters to read and copy; the form holds everything
View = TypeVar("View", bound=Callable[..., HttpResponse])


def hands_back(view: View) -> View:
    """For views of people who are signed in, beside Wagtail's."""
    view.hands_back = True  # type: ignore[attr-defined]
    return view


def is_handed_back(request: HttpRequest) -> bool:
    """Wagtail's forms cannot be shown again with what was typed, as `keeps_typed` asks of a view."""
    match = request.resolver_match
    return is_admin_address(request) or bool(match and getattr(match.func, "hands_back", False))


def offer_resend(request: HttpRequest) -> HttpResponse:
    """To whoever is signed out, with the way to sign in elsewhere; to whoever is signed in, at once."""
    if not request.accepts("text/html"):
        return _answer_autosave(request)
    context = {
        "title": _("Your form has expired") if request.user.is_authenticated else _("You have been signed out"),
        "fields": list(_fields(request)),
        "files": [file.name for _name, files in request.FILES.lists() for file in files],
        "texts": list(_texts(request)),
    }
    response = render(request, "intake/resend.html", context, status=403)
    add_never_cache_headers(response)
    return response


def has_typed(request: HttpRequest) -> bool:
    return any(name not in NOT_TYPED for name in request.POST)


def is_from_here(request: HttpRequest, reason: str) -> bool:
    """Django's check refused the token only: what another site made a browser send is not offered to be sent again."""
    origin = request.headers.get("Origin")
    return bool(origin) and reason != REASON_BAD_ORIGIN % origin


def _answer_autosave(request: HttpRequest) -> JsonResponse:
    """In the words of Wagtail's editor, which shows the message of this code beside the button and goes on."""
    if request.user.is_authenticated:
        text = _("You have signed in again since this page was opened.")
    else:
        text = _("You have been signed out.")
    text += " " + _("Press the button to save: nothing you wrote is lost.")
    return JsonResponse({"success": False, "error_code": "locked", "error_message": text}, status=403)


def _fields(request: HttpRequest) -> Iterator[tuple[str, list[str]]]:
    """All but passwords, which no page repeats: they are typed again."""
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken" and "password" not in name.lower():
            yield name, values


def _texts(request: HttpRequest) -> Iterator[str]:
    """What looks written by a person, to be read and copied."""
    left = MOST_SHOWN
    for _name, values in _fields(request):
        for text in map(_readable, values):
            if " " in text.strip() and left > 0:
                yield text[:left]
                left -= len(text)


def _readable(value: str) -> str:
    """Rich text as its editor sends it is JSON with a text for each paragraph."""
    try:
        blocks = json.loads(value)["blocks"]
        return clean_text("\n".join(block["text"] for block in blocks))
    except (ValueError, TypeError, KeyError, RecursionError):
        return "" if value.startswith(("{", "[")) else clean_text(value)
