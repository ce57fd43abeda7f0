"""How often one may send something (the rates are in ACCOUNT_RATE_LIMITS), and the answer to a form that is refused."""

from allauth.account import app_settings
from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

TOO_OFTEN = "too_often"
A_FEW_MINUTES = 300
UNITS = {
    "m": (60, _("Too many requests in a short time. Please try again in a few minutes.")),
    "h": (3600, _("Too many requests in a short time. Please try again in an hour.")),
    "d": (86_400, _("Too many requests in a short time. Please try again tomorrow.")),
}


def within_limit(request: HttpRequest, action: str, key: str | None = None) -> bool:
    return bool(ratelimit.consume(request, action=action, key=key))


def admit(request: HttpRequest, form: forms.BaseForm, action: str, key: str | None = None) -> bool:
    """Within the limit; if not, the form says when to try again."""
    if within_limit(request, action, key):
        return True
    seconds, message = UNITS[_unit(action)]
    form.add_error(None, ValidationError(message, code=TOO_OFTEN, params={"seconds": seconds}))
    return False


def refused(form: forms.BaseForm, response: HttpResponse) -> HttpResponse:
    """The page with the form again: 422 for what must be changed, 429 for what must wait."""
    errors = form.non_field_errors().as_data()
    waits = [error.params["seconds"] for error in errors if error.code == TOO_OFTEN and error.params]
    response.status_code = 429 if waits else 422
    if waits:
        response["Retry-After"] = str(max(waits))
    return response


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For whole pages, such as wrong passwords."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(A_FEW_MINUTES)
    return response


def _unit(action: str) -> str:
    """The letter of the rate's period: "20/h/ip" is by the hour."""
    return app_settings.RATE_LIMITS[action].split("/")[1][-1]
