"""What else would do: each word of a query with what means the same, in both languages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby

from cms.caching import cached
from cms.core.bilingual import LANGUAGES
from cms.meaning.glossary import Glossary, Line, glossary
from cms.meaning.stopwords import STOPWORDS
from cms.meaning.terms import LIGHT
from cms.meaning.words import stem, words
from search.models import Synonyms
from search.query import SearchQuery, Term, Words

MOST = 12  # for one word, in one language
Said = tuple[str, Words]  # in which language, and how
Ranked = dict[Said, int]


def expanded(query: SearchQuery) -> SearchQuery:
    """Words that are left out or meant literally stay as they are.

    Where several words together mean something, each of them gets what else means it: "mental health" is found where
    both words are, or "bienestar" in the place of each, which is the same as in the place of both.
    """
    terms: list[Term] = []
    for is_open, group in groupby(query.terms, key=lambda term: not (term.excluded or term.quoted)):
        run = list(group)
        terms += _with_synonyms(run, query.language) if is_open else run
    return replace(query, terms=tuple(terms))


def glossaries() -> tuple[Glossary, ...]:
    """The one everybody has, and the editors' own as it is now."""
    return glossary(), _glossary_of(cached("search_synonyms", [Synonyms], _read_lines))


def _read_lines() -> tuple[tuple[Words, Words], ...]:
    return tuple((row.entries("english"), row.entries("spanish")) for row in Synonyms.objects.all())


@lru_cache(maxsize=1)
def _glossary_of(lines: tuple[tuple[Words, Words], ...]) -> Glossary:
    return Glossary({"en": english, "es": spanish} for english, spanish in lines)


def _with_synonyms(terms: Sequence[Term], language: str) -> Iterator[Term]:
    """Of terms that stand side by side."""
    found: list[Ranked] = [{} for _ in terms]
    for number in range(max(len(term.ways) for term in terms)):
        said = [term.ways[min(number, len(term.ways) - 1)] for term in terms]
        places = [place for place, way in enumerate(said) for _word in way]
        for start, end, line in _understood([word for way in said for word in way], language):
            for place in places[start:end]:
                found[place] = dict(_ways(line)) | found[place]
    for term, ways in zip(terms, found, strict=True):
        is_needed = not all(word in STOPWORDS[language] for word in term.words)
        yield replace(term, synonyms=tuple(_new(ways, term))) if is_needed and ways else term


def _understood(plain: list[str], language: str) -> Iterator[tuple[int, int, Line]]:
    empty = STOPWORDS[language] | LIGHT[language]
    for start, end, line in chain.from_iterable(lines.found(plain, language) for lines in glossaries()):
        if any(len(word) > 1 and word not in empty for word in plain[start:end]):
            yield start, end, line


def _ways(line: Line) -> Iterator[tuple[Said, int]]:
    """Each with its place in the line: the first of it say best what it means."""
    for language in LANGUAGES:
        for place, entry in enumerate(line[language]):
            yield (language, _folded(entry)), place
            if entry.isupper():  # an abbreviation, which is the same in both
                yield from (((other, _folded(entry)), place) for other in LANGUAGES if other != language)


@lru_cache(maxsize=10_000)
def _folded(entry: str) -> Words:
    return tuple(words(entry))


def _new(ways: Ranked, term: Term) -> Iterator[Said]:
    """Without those that find no more than the term itself, or than a shorter one; the first of each line first."""
    for language in LANGUAGES:
        known = [_phrase(way, language) for way in term.ways]
        new: list[Words] = []
        for way in sorted((way for spoken, way in ways if spoken == language), key=len):
            phrase = _phrase(way, language)
            if not any(other in phrase for other in known):
                known.append(phrase)
                new.append(way)
        new.sort(key=lambda way: ways[language, way])
        yield from ((language, way) for way in new[:MOST])


def _phrase(way: Words, language: str) -> str:
    return f" {' '.join(stem(word, language) for word in way)} "
