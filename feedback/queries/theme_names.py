"""What themes are called before a member names them: by the words that are said in them more than elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from cms.core.bilingual import LANGUAGES
from cms.meaning.models import Meaning
from cms.meaning.queries.nearest import rows_of
from cms.meaning.terms import word_in
from cms.meaning.words import stem
from cms.meaning.words import words as words_in

from .alike import KIND

MOST_WORDS = 3
LONGEST = 120
NAMELESS = {"en": "Without words", "es": "Sin palabras"}

Names = dict[str, str]  # by language


def names_of(themes: Sequence[Collection[int]]) -> list[Names]:
    """Of each by the terms of its needs: one look at each need."""
    place_of = {need: place for place, needs in enumerate(themes) for need in needs}
    said: list[Counter[str]] = [Counter() for _theme in themes]
    surfaces: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for need, terms in Meaning.objects.filter(kind=KIND).order_by("pk").values_list("key", "terms").iterator():
        if (place := place_of.get(need)) is not None:
            said[place].update(terms.keys())
            for term, (word, language) in terms.items():
                surfaces[term, language][word] += 1
    return [_names(counts, surfaces) for counts in said]


def _names(counts: Counter[str], surfaces: Mapping[tuple[str, str], Counter[str]]) -> Names:
    weight = rows_of(KIND).weight
    best = sorted(counts, key=lambda term: (-counts[term] * weight(term), term))
    found = {language: _name(best, language, surfaces) for language in LANGUAGES}
    return {
        language: name or next(filter(None, found.values()), NAMELESS[language]) for language, name in found.items()
    }


def _name(best: list[str], language: str, surfaces: Mapping[tuple[str, str], Counter[str]]) -> str:
    words: list[str] = []
    for term in best:
        said = surfaces.get((term, language))
        word = said.most_common(1)[0][0] if said else word_in(term, language)
        if word and _stems(word, language).isdisjoint(_stems(" ".join(words), language)):
            words.append(word)
        if len(words) == MOST_WORDS:
            break
    name = ", ".join(words)
    return (name[:1].upper() + name[1:])[:LONGEST]


def _stems(name: str, language: str) -> set[str]:
    """One word of a name is enough to repeat it: one page, pages."""
    return {stem(word, language) for word in words_in(name)}
