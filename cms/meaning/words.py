"""Words without accents or case, and, for each language, by their stem."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from threading import local
from typing import Any

import snowballstemmer

from cms.meaning.stopwords import QUESTION_WORDS, STOPWORDS

ALGORITHMS = {"en": "english", "es": "spanish"}
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # half characters too
_NOT_A_LETTER = re.compile(r"[\W_]+")
_SPANISH_PLURAL = re.compile(r"(?<=[aeiou][dlnr])es$")  # the stemmer keeps escolar and escolares apart
# Words that the stemmer takes for others of another meaning: each line gets a stem of its own. Well is not wellness.
_APART = {
    "en": """
        accountability accountable
        education educational educationally
        hearing hearings
        housing
        positive positively
        universal universally
        well wells
    """,
    "es": """
        caso casos
        común comunes
        comunicación comunicaciones comunicar comunica comunican comunicado comunicados comunicarse
        costa costas
        deporte deportes deportivo deportiva
        educación educativo educativa educativos educativas
        estudio estudios
        funciona funcionan funcionar funcione funcionen funcionó funcionaron funcionado
        información informaciones
        junto juntos
        libre libres
        par pares
        parada paradas
        pared paredes
        plaza plazas
        presente presentes
        saludo saludos
        seguro seguros
        universal universales
    """,
}
_stemmers = local()  # a stemmer has state: one for each thread


class Remembered(dict[str, tuple[Any, ...]]):
    """What is made of each word of one language: an index is made of millions of words, but of few that differ.
    To ask it takes a third of what lru_cache takes."""

    MOST = 100_000

    def __init__(self, make: Callable[[str, str], Iterable[Any]], language: str) -> None:
        self.make, self.language = make, language

    def __missing__(self, word: str) -> tuple[Any, ...]:
        if len(self) >= self.MOST:
            self.clear()
        made = self[word] = tuple(self.make(word, self.language))
        return made

    def of_all(self, words: Iterable[str]) -> Iterator[Any]:
        return chain.from_iterable(map(self.__getitem__, words))


def clean(text: object) -> str:
    """Composed letters, no control characters (PostgreSQL refuses zero bytes), single spaces."""
    composed = unicodedata.normalize("NFC", str(text))
    if not composed.isprintable():  # which is seen sooner
        composed = _CONTROL.sub(" ", composed)
    return " ".join(composed.split())


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """niños -> ninos, Children’s -> children"""
    letters = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'").removesuffix("'s")
    return _NOT_A_LETTER.sub("", "".join(c for c in letters if not unicodedata.combining(c)))


# By language: the stem of each of them, as it is written and folded.
OWN_STEMS = {
    language: {
        spelled: f"{fold(line.split()[0])}0"
        for line in lines.strip().splitlines()
        for word in line.split()
        for spelled in (word, fold(word))
    }
    for language, lines in _APART.items()
}


def words(text: str) -> list[str]:
    return [folded for match in WORD.finditer(text) if (folded := fold(match[0]))]


def base(word: str, language: str) -> str:
    """A folded word as the stemmers of both databases get it. One that ends in a digit they leave alone: without it
    a stop word could share its stem with another word, as `como` does with `comida`."""
    if word in STOPWORDS[language]:
        return f"{word}0"
    if word in OWN_STEMS[language]:
        return OWN_STEMS[language][word]
    return _SPANISH_PLURAL.sub("", word) if language == "es" else word


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    return _stemmer(language).stemWord(base(word, language))


@lru_cache(maxsize=100_000)
def stem_as_written(word: str, language: str) -> str:
    """Folded after it is stemmed: with its accent the stemmer knows `participación` for a form of `participar`."""
    written = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    folded = fold(word)
    if folded in STOPWORDS[language] or written in QUESTION_WORDS or folded in OWN_STEMS[language]:
        return stem(folded, language)
    return fold(_stemmer(language).stemWord(written))


def _stemmer(language: str) -> Any:
    if not hasattr(_stemmers, language):
        setattr(_stemmers, language, snowballstemmer.stemmer(ALGORITHMS[language]))
    return getattr(_stemmers, language)
