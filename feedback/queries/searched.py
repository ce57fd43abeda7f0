"""The words by which needs are found, as they are stored and as they are looked for."""

from django.db.models import Q

from cms.core.bilingual import LANGUAGES
from cms.intake.text import folded
from cms.meaning.words import stem, words


def searched(text: str, language: str) -> str:
    """Without case and accents, and then the stem of each word, marked as one."""
    stems = dict.fromkeys(_marked(word, language) for word in words(text))
    return " ".join([folded(text), *stems])


def having(field: str, word: str) -> Q:
    """Rows with this in a word, or with another form of the word in either language: familia, familias."""
    found = Q(**{f"{field}__contains": folded(word)})
    if len(parts := words(word)) == 1:
        for marked in {_marked(parts[0], language) for language in LANGUAGES}:
            found |= Q(**{f"{field}__contains": marked})
    return found


def _marked(word: str, language: str) -> str:
    return f"={stem(word, language)}="
