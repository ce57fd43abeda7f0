"""What a text is about, as words that two languages share: by stem, or by the pair of the glossary they belong to."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path

from .glossary import Line, glossary
from .stopwords import STOPWORDS
from .words import WORD, clean, fold, stem, words

# Said in nearly every wish, whatever it is for.
_ENGLISH = """
    able abt again ago allowed almost along already also always another anybody anymore anyone anything anyway
    around away back bad bcs because become becomes begin believe best better big bit both bring brings brought
    came cannot cant cause certain come day days different doesnt doing done dont down during each easy either
    end enough even ever every everybody everyone everything far feel few fill fills find first gave general
    gets getting give given go goes going gone gonna good got gotta great happen happened happens he her here hi
    him his however im important information instead isnt ive just keep kept kind knew know known learn least
    less let like long look lot lots make makes many material mean means might mine more most much must
    necessary need never new no nobody none nor not nothing now off often ok okay old once one only other others
    out over own part people perhaps person place please pls point possible ppl probably put quite rather real
    really reason reasons resource run said same saw say says see seem seems seen send sent set several shall
    share show side since small smth some somebody someone something sometimes somewhere soon sort start step
    still stuck such supposed sure take tell than thanks then theyre thing things think thought three through
    together too took toward tried tries try trying turn two under until up upon use used usually very want
    wants way week weeks well went whatever whenever whether while whole without won word work works worth yes
    yet youre yourself
"""
_SPANISH = """
    acaba acabo acerca ademas ago ahi ahora algo alguien algunas alguno algunos alli ambos anda andan antes
    aquella aquello aqui asen aser asi aun aunque ay bastante bien buena bueno cabo cada casi caso cerca claro
    comenzar cosa cosas creo cualquier da dado dan dar darle darles debe debemos deben deberia debes debo decir
    deja dejan dejar dejo demas demasiado dentro despues dia dias dice dicen diferente diferentes digo dije dijo
    dio dos ellas ellos empezar encima enseguida entiende entienden entiendo entonces estaba estaban estamos
    estan estar estoy etc favor forma fuera fueron gracias gran grande grandes gusta gustaria habia hablo hace
    hacen hacer hacerle hacerlo hacia haciendo haga hagan hago han hasta haya hecho hice hizo hola iba igual
    incluso informacion ir jamas k kiero llega llegan llegar llego lleva llevan llevar luego lugar manana manera
    mas material mejor mia mientras mio misma mismas mismo mismos momento mucha muchas mucho muchos nada nadie
    necesita necesitamos necesitan necesito ni ningun no nosotros nuestra nuestras nuestro nuestros nueva nuevo
    nunca ocupamos ocupo ojala ora otra otras otro otros pa parece parte pasa pasado pasan pasar paso persona
    personas poca pocas poco pocos podemos poder podria pone ponen poner pq pueda puedan puede pueden puedes
    pues queda quede quedo quiera quiere quieren quiero quisiera quiso rato recurso resulta sabe saben saber
    saca sacar sale sea sean seguir segun sera seria sido siempre siento sigue siguen sino sirve sirven solo
    somos tal tambien tampoco tan tanta tanto tantos tenemos tener tenga tengan tengo tenia teniendo tiene
    tienen toca toda todas todavia todo todos traer tras tres tuve tuvo ultima ultimo usa usan usar usted va
    vamos van vaya veces venga vengan venir ver verdad vez viene vienen vine vino voy xq
"""
# Terms of the glossary that any text here may have, however rare one of their words is.
EVERYWHERE = frozenset(["child", "community", "community school", "family", "parent", "school", "student"])
# How many of a thousand passages have a term, as the first 300 pages and conversations of this programme were written.
# It is no count of what is there now: that would tell of what is hidden.
FREQUENCIES = Path(__file__).with_name("frequencies.csv")
RARE = 3  # of a thousand, where it is not listed: those from 16 on are
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


def rarity(term: str) -> float:
    """From 0.7 for a term that every second text here has to 5.5 for one that is rare."""
    return log(1000 / (_frequencies().get(term, RARE) + 1))


def word_in(term: str, language: str) -> str:
    """How a term of the glossary is said in a language; nothing for another."""
    line = _lines().get(term)
    return line[language][0] if line else ""


@cache
def _frequencies() -> Mapping[str, int]:
    with FREQUENCIES.open(encoding="utf-8") as file:
        return {row["term"]: int(row["per_thousand"]) for row in csv.DictReader(file)}


@cache
def _lines() -> dict[str, Line]:
    return {_name(line): line for line in glossary().lines}


def _name(line: Line) -> str:
    return line["en"][0]
