"""Finding needs: of a suggestion, or by what people type."""

import re
import unicodedata
from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.intake.text import number_from_text
from cms.taxonomy.models import Topic

from ..models import Need, Signal, Suggestion

MOST_WORDS = 8
# A letter finds its accented forms, in a regular expression that both databases understand.
FORMS = {"a": "aàáâäãå", "c": "cç", "e": "eèéêë", "i": "iìíîï", "n": "nñ", "o": "oòóôöõ", "u": "uùúûü"}


def need_of(suggestion: Suggestion) -> Need:
    """The need this suggestion opened; it may be merged into another since."""
    opened = Need.objects.select_related("merged_into").filter(first_signals__suggestion=suggestion)
    return opened.earliest("first_signals__created_at", "first_signals__pk")


def root_of(need: Need) -> Need:
    """The need that this one counts for: itself unless merged."""
    while into := need.merged_into:
        need = into
    return need


def number_in(text: str) -> int | None:
    """27 out of "27" or "#27"."""
    return number_from_text(text.strip().removeprefix("#"))


def search(needs: QuerySet[Need], text: str) -> QuerySet[Need]:
    """By number, or by words of the title, the topic or of what people said, whatever their case and accents."""
    return _search(needs, text, lambda pattern: _in_public_words(pattern) | _in_what_people_said(pattern))


def search_public(needs: QuerySet[Need], text: str) -> QuerySet[Need]:
    """The same for everyone: what people said is theirs, so that only the title and the topic are looked at."""
    return _search(needs, text, _in_public_words)


def _search(needs: QuerySet[Need], text: str, having: Callable[[str], Q]) -> QuerySet[Need]:
    text = text.replace("\x00", " ").strip()
    number = number_in(text)
    if number is not None and text.startswith("#"):
        return needs.filter(pk=number)
    found = Q()
    for word in text.split()[:MOST_WORDS]:
        found &= having(_pattern(word))
    return needs.filter(found | Q(pk=number)) if number is not None else needs.filter(found)


def _in_public_words(pattern: str) -> Q:
    topics = Topic.objects.filter(name__iregex=pattern).values("translation_key")
    return Q(title__iregex=pattern) | Q(topic__translation_key__in=topics)


def _in_what_people_said(pattern: str) -> Q:
    return Q(Exists(Signal.objects.filter(need=OuterRef("pk"), text__iregex=pattern)))


def _pattern(word: str) -> str:
    """Lower and upper case are both named, since not every database folds accented letters."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(_letter(letter) for letter in plain)


def _letter(letter: str) -> str:
    forms = FORMS.get(letter)
    return f"[{forms}{forms.upper()}]" if forms else re.escape(letter)
