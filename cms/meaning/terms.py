"""What a text is about, as words that two languages share: by stem, or by the pair of the glossary they belong to."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from .stopwords import STOPWORDS
from .words import ALGORITHMS, WORD, clean, fold, stem, words

GLOSSARY = Path(__file__).with_name("glossary.csv")
LONGEST = 8  # words of an entry
# Said in nearly every wish, whatever it is for.
_ENGLISH = """
    able abt also any anyone anything ask because bcs been best better bring cant cause come did does done dont each
    even every find first gets give go goes going good got happen hi idea information just keep know learn let like
    look lot make many material more most much necessary need new no not now ok one only other others own people please
    pls ppl put resource same say see set share show small so some someone something smth start step such sure take
    tell than thanks them then thing think too try two use used very want way well while without word work works
    would yes yet
"""
_SPANISH = """
    ademas ago ahi ahora algo alguien algunas algunos alli antes aqui asen aser asi aun aunque ay bien buena bueno cada
    casi cosa da dan dar decir deben debe dice dicen dijo dos ellas ellos empezar entonces estan estar estoy favor
    forma fue gracias haber hace hacen hacer hacia hagan han hasta hola igual informacion ir k kiero les llegan lugar
    mas material mejor mientras mismo mucha muchas mucho muchos nada nadie necesitamos necesita necesitan necesito ni
    ningun no nosotros nueva nuevo ocupamos ocupo otra otras otro otros pa paso pero poco podemos poder poner pq pueda
    puede pueden quiera quiere quieren quiero quisiera recurso sabe saber sale se sea sean sera siempre solo somos son
    tambien tan tener tenemos tengo tiene tienen toda todas todo todos traer tres tu usted va vamos van venir ver vez
    voy xq
"""
LIGHT = {"en": frozenset(_ENGLISH.split()), "es": frozenset(_SPANISH.split())}


Said = Sequence[str]  # words of a text, and their language


def terms(text: str, language: str) -> dict[str, Said]:
    """Each term with the words of the text that stand for it. Words of the other language are understood too."""
    written = [(fold(match[0]), match[0].lower()) for match in WORD.finditer(clean(text))]
    plain = [word for word, _ in written]
    empty = {
        place for place, word in enumerate(plain) if len(word) < 2 or word in STOPWORDS[language] | LIGHT[language]
    }
    found: dict[str, Said] = {}
    understood: set[int] = set()
    for start, end, term in _glossary_terms(plain, language):
        places = set(range(start, end))
        if not places <= empty:
            found.setdefault(term, (" ".join(surface for _, surface in written[start:end]), language))
            understood |= places
    for place, (word, surface) in enumerate(written):
        if place not in understood | empty:
            found.setdefault(stem(word, language), (surface, language))
    return found


def key(text: str, language: str) -> str:
    """The same for texts about the same, whatever the forms of the words, their order and the language."""
    return " ".join(sorted(terms(text, language))) or " ".join(words(text))


def word_in(term: str, language: str) -> str:
    """How a term of the glossary is said in a language; nothing for another."""
    return _words_by_term().get(term, {}).get(language, "")


@cache
def _words_by_term() -> dict[str, dict[str, str]]:
    with GLOSSARY.open(encoding="utf-8") as file:
        rows = [{language: row[language].split("|")[0] for language in ALGORITHMS} for row in csv.DictReader(file)]
    return {row["en"]: row for row in rows}


def _glossary_terms(plain: list[str], language: str) -> Iterator[tuple[int, int, str]]:
    """Places that the glossary knows, as (start, end, term): longer ones and their parts.

    A word of the other language must be just that word: its stem may be that of another word here.
    """
    stems, entries = tuple(stem(word, language) for word in plain), _entries()
    for start in range(len(plain)):
        for end in range(min(start + LONGEST, len(plain)), start, -1):
            for term in entries.get((language, stems[start:end])) or entries.get(("", tuple(plain[start:end]))) or ():
                yield start, end, term


@cache
def _entries() -> dict[tuple[str, tuple[str, ...]], list[str]]:
    """Each entry by its stems in its language, and by its words in any: the first English word of its line."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    with GLOSSARY.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            term = row["en"].split("|")[0]
            for language in ALGORITHMS:
                for entry in row[language].split("|"):
                    plain = tuple(words(entry))
                    found.setdefault((language, tuple(stem(word, language) for word in plain)), []).append(term)
                    found.setdefault(("", plain), []).append(term)
    return found
