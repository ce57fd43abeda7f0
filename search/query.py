"""What is asked: words, "phrases", -excluded ones, this OR that, how to narrow, how to sort. Any input is a query."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from cms.meaning.stopwords import QUESTION_WORDS, STOPWORDS
from cms.meaning.words import clean, words

MAX_LENGTH = 200  # characters
MAX_TERMS = 20
Words = tuple[str, ...]
_CHUNK = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans("“”„«»", '"""""')  # as phones and Spanish keyboards write them
_COMPOUND = re.compile(r"\w+(-\w+)+")  # R-TAC is looked for as "R TAC"
_AROUND = "¿?¡!.,;:()"
_OR = {"OR", "O"}  # in capitals only: "o" and "or" are words of a question


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"  # the newest first
    RATING = "rating"  # the best first


@dataclass(frozen=True)
class Term:
    """One word, or the words of a phrase, folded; any of `also` will do as well.

    `synonyms` do for texts of one language: the engine gets them as `also` of that language. What stands in quotation
    marks is meant literally.
    """

    words: Words
    excluded: bool = False
    also: tuple[Words, ...] = ()
    quoted: bool = False
    synonyms: tuple[tuple[str, Words], ...] = ()

    @property
    def ways(self) -> tuple[Words, ...]:
        """All that will do, what was typed first."""
        return self.words, *self.also

    def said_in(self, language: str) -> Self:
        """With its synonyms in texts of this language."""
        same = (said for spoken, said in self.synonyms if spoken == language)
        return replace(self, also=tuple(dict.fromkeys([*self.also, *same])), synonyms=())


@dataclass(frozen=True)
class Near:
    """How near the meaning of an entry is, from 0 to 1, and where in its body the passage begins that is nearest."""

    similarity: float
    start: int | None = None


@dataclass(frozen=True)
class SearchQuery:
    """All an engine is told. `facets` maps a facet to the values of which one is enough; facets narrow together.

    `near` are entries to be found without any of the words, since they mean the same.
    """

    text: str = ""  # what was typed, as far as it was understood
    terms: tuple[Term, ...] = ()
    language: str = "en"  # the reader's
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    any_word: bool = False  # one of the words is enough
    was_cut: bool = False
    near: Mapping[int, Near] = field(default_factory=dict)

    @classmethod
    def parse(cls, typed: str, language: str = "en") -> Self:
        text = clean(typed[: MAX_LENGTH * 4])
        kept = _beginning(text)
        terms = tuple(_alternatives(kept))
        return cls(kept, terms[:MAX_TERMS], language, was_cut=kept != text or len(terms) > MAX_TERMS)

    def __bool__(self) -> bool:
        return any(not term.excluded for term in self.terms)

    @property
    def title_key(self) -> str:
        return " ".join(words(self.text))

    @property
    def shown_language(self) -> str:
        """The language in which works that have several are shown."""
        chosen = self.facets.get("language", ())
        return chosen[0] if chosen and self.language not in chosen else self.language

    def relaxed(self) -> Self:
        return replace(self, any_word=True)

    def included(self, language: str) -> list[Term]:
        """For texts of `language`: without its stop words and those of the reader, unless there is nothing else."""
        terms = [term.said_in(language) for term in self.terms if not term.excluded]
        return [term for term in terms if not _is_stopword(term, {language, self.language})] or terms

    def excluded(self) -> list[Term]:
        return [term for term in self.terms if term.excluded]


def _beginning(text: str) -> str:
    """Whole words only, unless there is but one."""
    if len(text) <= MAX_LENGTH:
        return text
    return text[: MAX_LENGTH + 1].rpartition(" ")[0] or text[:MAX_LENGTH]


def _is_stopword(term: Term, languages: Iterable[str]) -> bool:
    return not term.also and len(term.words) == 1 and any(term.words[0] in STOPWORDS[code] for code in languages)


def _alternatives(text: str) -> Iterator[Term]:
    """The terms; those with an OR between them as one."""
    last: Term | None = None
    joins = False
    for found in _terms(text):
        if found is None:
            joins = last is not None and not last.excluded
        elif joins and last and not found.excluded:
            last, joins = replace(last, also=(*last.also, found.words)), False
        else:
            if last:
                yield last
            last, joins = found, False
    if last:
        yield last


def _terms(text: str) -> Iterator[Term | None]:
    """None where an OR stands."""
    for chunk in _CHUNK.finditer(text.translate(_QUOTES)):
        if chunk["word"] in _OR:
            yield None
            continue
        typed, quoted = chunk["phrase"] or chunk["word"].removeprefix("-"), bool(chunk["phrase"])
        if typed.strip(_AROUND).casefold() in QUESTION_WORDS:
            continue
        excluded = chunk["minus"] == "-" or (chunk["word"] or "").startswith("-")
        yield from (Term(one, excluded, quoted=quoted) for one in _word_groups(typed, together=quoted))


def _word_groups(typed: str, together: bool) -> list[Words]:
    found = tuple(words(typed))
    if together or _COMPOUND.fullmatch(typed):
        return [found] if found else []
    return [(word,) for word in found]
