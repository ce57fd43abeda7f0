"""What was typed, taken apart: words, "phrases" and -unwanted ones. Any input makes a question."""

import re
from dataclasses import dataclass, replace

from search.stopwords import STOPWORDS
from search.words import clean, words

MAX_LENGTH = 200  # characters
MAX_TERMS = 20
_CHUNK = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans("“”„«»", '"""""')  # as phones and Spanish keyboards write them
_COMPOUND = re.compile(r"\w+(-\w+)+")  # R-TAC is looked for as "R TAC"


@dataclass(frozen=True)
class Term:
    words: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True)
class Question:
    text: str
    terms: tuple[Term, ...]
    was_cut: bool = False
    any_word: bool = False  # one of the words is enough

    @classmethod
    def parse(cls, typed):
        text = clean(typed[: MAX_LENGTH * 4])
        kept = _beginning(text)
        terms = tuple(_terms(kept))
        return cls(kept, terms[:MAX_TERMS], kept != text or len(terms) > MAX_TERMS)

    def __bool__(self):
        return any(not term.excluded for term in self.terms)

    @property
    def title_key(self):
        return " ".join(words(self.text))

    def relaxed(self):
        return replace(self, any_word=True)

    def wanted(self, language):
        """Without the stop words of `language`, unless there is nothing else."""
        terms = [term for term in self.terms if not term.excluded]
        return [term for term in terms if not _is_stopword(term, language)] or terms

    def unwanted(self):
        return [term for term in self.terms if term.excluded]


def _beginning(text):
    """Whole words only, unless there is but one."""
    if len(text) <= MAX_LENGTH:
        return text
    return text[: MAX_LENGTH + 1].rpartition(" ")[0] or text[:MAX_LENGTH]


def _is_stopword(term, language):
    return len(term.words) == 1 and term.words[0] in STOPWORDS[language]


def _terms(text):
    for chunk in _CHUNK.finditer(text.translate(_QUOTES)):
        typed = chunk["phrase"] or chunk["word"].removeprefix("-")
        excluded = chunk["minus"] == "-" or (chunk["word"] or "").startswith("-")
        found = tuple(words(typed))
        if chunk["phrase"] or _COMPOUND.fullmatch(typed):
            found = (found,) if found else ()
        else:
            found = ((word,) for word in found)
        yield from (Term(one, excluded) for one in found)
