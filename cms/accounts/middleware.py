"""What holds for every address of Wagtail's admin."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from cms.intake import resend
from cms.intake.addresses import is_admin_address


class AdminMiddleware:
    """Wagtail speaks the person's language inside its views only: not where it refuses, nor in what it streams.

    And it sends whoever is signed out to the sign-in, without what they had typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_admin_address(request):
            return self.get_response(request)
        _speak_their_language(request)
        response = self.get_response(request)
        return resend.offer_resend(request) if _loses_typed(request, response) else response


def _speak_their_language(request: HttpRequest) -> None:
    profile = getattr(request.user, "wagtail_userprofile", None)
    if profile:
        translation.activate(profile.get_preferred_language())
        request.LANGUAGE_CODE = translation.get_language()


def _loses_typed(request: HttpRequest, response: HttpResponse) -> bool:
    to_sign_in = response.status_code == 302 and response.url.startswith(reverse("wagtailadmin_login"))
    return to_sign_in and request.method == "POST" and request.user.is_anonymous and resend.has_typed(request)
