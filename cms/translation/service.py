"""Texts in another language by a machine, where `TRANSLATOR_URL` names one. Asked by workers only: it may be slow."""

from abc import ABC, abstractmethod
from functools import cache
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from cms.breaker import Breaker

BY_SCHEME = {"libretranslate": "cms.translation.libretranslate.LibreTranslate"}
REST = 50  # seconds in which a service that failed is left alone


class NotNowError(Exception):
    """It does not answer, or not sensibly, or wants to be asked later. Says nothing of the text."""


class RefusedError(Exception):
    """It answers, and will not translate this text."""


class Translator(ABC):
    """One service, known by its address."""

    @abstractmethod
    def translate(self, text: str, source: str, target: str) -> str:
        """Plain text, in the languages of the site."""


breaker = Breaker("translator", rest=REST, failures=(NotNowError,))


def is_named() -> bool:
    return bool(settings.TRANSLATOR_URL)


@breaker.answered(None)
def translate(text: str, source: str, target: str) -> str | None:
    """None while nobody answers; RefusedError where that would not help."""
    return translator(settings.TRANSLATOR_URL).translate(text, source, target)


@cache
def translator(url: str) -> Translator:
    """`scheme://` is asked by HTTPS, `scheme+http://` without: for a service on the same machine."""
    parts: SplitResult = urlsplit(url)
    scheme, _plus, by = parts.scheme.partition("+")
    if scheme not in BY_SCHEME or by not in ("", "http", "https") or not parts.hostname:
        raise ImproperlyConfigured(
            "TRANSLATOR_URL must look like libretranslate://key@host or libretranslate+http://host:5000."
        )
    made: Translator = import_string(BY_SCHEME[scheme])(parts._replace(scheme=by or "https"))
    return made
