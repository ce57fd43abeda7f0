"""The languages, and what is not translated with a page: its Spanish form, or the language it stays in."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def name_in(english: str, spanish: str) -> str:
    """A name for the reader. An English one on a Spanish page tells screen readers so."""
    if get_language() != "es" or not english:
        return english
    return spanish or format_html('<span lang="en">{}</span>', english)


def language_note(languages: list[str]) -> str:
    """What is said after a link to something that cannot be had in the reader's language."""
    if not languages or get_language() in languages:
        return ""
    notes = {"en": _("(in English)"), "es": _("(in Spanish)")}
    return notes.get(languages[0], _("(in another language)"))
