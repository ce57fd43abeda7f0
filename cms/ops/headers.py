"""What every answer tells browsers, and whom to tell about a hole."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

PERMISSIONS = ["accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"]
PERMISSIONS += ["magnetometer", "microphone", "midi", "payment", "serial", "usb"]
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in PERMISSIONS)
SECRET_URLS = ("account_", "mfa_")  # links that confirm or reset, and the forms of an account


class PrivacyMiddleware:
    """Nobody's page is left in a shared browser, and no page may use the devices of its reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if response.get("Content-Type", "").startswith("text/html") and (_is_personal(request) or _secret(request)):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _is_personal(request: HttpRequest) -> bool:
    """A page that never asked who reads it is the same for everyone; a visitor who said something sees it again."""
    return request.session.accessed and not request.session.is_empty()


def _secret(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else None
    return bool(name and name.startswith(SECRET_URLS))


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It must say until when it holds, and that be less than a year."""
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0)
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": expires.isoformat(),
        "Preferred-Languages": "en, es",
        "Canonical": request.build_absolute_uri(request.path),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
