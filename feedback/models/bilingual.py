"""Text that is kept in a column for each language: `reason_en` and `reason_es` are one field `reason`."""

from typing import TypedDict

from django.db.models import Model
from django.utils.translation import get_language

from cms.core.bilingual import LANGUAGES


class LocalizedText(TypedDict):
    language: str
    text: str


def texts_of(instance: Model, field: str) -> list[LocalizedText]:
    """What is there, in the order of the languages."""
    found = [LocalizedText(language=code, text=getattr(instance, f"{field}_{code}")) for code in LANGUAGES]
    return [each for each in found if each["text"]]


def localized_text(instance: Model, field: str) -> LocalizedText | None:
    """The text in the active language, or in the other one when that is all there is."""
    active = (get_language() or LANGUAGES[0])[:2]
    return min(texts_of(instance, field), key=lambda each: each["language"] != active, default=None)
