"""What every e-mail has around its words."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language


def frame() -> dict[str, str]:
    """The links of the layout mail/base.html, absolute, in the active language."""
    return {"home": absolute(f"/{get_language()}/"), "profile": absolute(reverse("profile"))}


def absolute(path: Any) -> str:
    return urljoin(settings.BASE_URL, str(path))
