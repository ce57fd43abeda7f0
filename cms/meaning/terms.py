"""What a text is about, as words that two languages share: by stem, or by the pair of the glossary they belong to."""

from collections.abc import Sequence
from functools import cache

from .glossary import Line, glossary
from .stopwords import STOPWORDS
from .words import WORD, clean, fold, stem, words

# Said in nearly every wish, whatever it is for.
_ENGLISH = """
    able abt ago allowed also any anyone anything ask bcs because been best better bring cant cause come did does
    done dont each even every find first gets give go goes going good got happen happened happens hi idea
    information just keep know learn let like look lot lots make many material more most much necessary need new no
    not now ok one only other others own people please pls ppl put resource same say see send sent set share show
    small smth so some someone something start step stuck such sure take tell than thanks them then thing think too
    try two use used very want way week weeks well while without word work works would yes yet
"""
_SPANISH = """
    ademas ago ahi ahora algo alguien algunas algunos alli antes aqui asen aser asi aun aunque ay bien buena bueno
    cada casi caso cosa da dan dar debe deben decir dice dicen dijo dos ellas ellos empezar entonces estan estar
    estoy favor forma fue gracias haber hace hacen hacer hacia haga hagan hago han hasta hola igual informacion ir
    k kiero les llegan luego lugar mas material mejor mientras mismo mucha muchas mucho muchos nada nadie necesita
    necesitamos necesitan necesito ni ningun no nosotros nueva nuevo ocupamos ocupo otra otras otro otros pa pasa
    pasan paso pero poco podemos poder poner pq pueda puede pueden quiera quiere quieren quiero quisiera recurso
    sabe saber saca sacar sale se sea sean sera siempre solo somos son tambien tan tenemos tener tengo tiene tienen
    toca toda todas todo todos traer tres tu usted va vamos van venga vengan venir ver vez viene vienen voy xq
"""
SAYING = 3  # so many words mean something together although each of them is light: "have a say"
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
    for start, end, line in glossary().found(plain, language):
        places = set(range(start, end))
        if len(places) >= SAYING or not places <= empty:
            found.setdefault(_name(line), (" ".join(surface for _, surface in written[start:end]), language))
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
    line = _lines().get(term)
    return line[language][0] if line else ""


@cache
def _lines() -> dict[str, Line]:
    return {_name(line): line for line in glossary().lines}


def _name(line: Line) -> str:
    return line["en"][0]
