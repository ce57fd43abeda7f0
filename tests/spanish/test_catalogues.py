"""The rules of docs/spanish.md, over the catalogues and the texts of the demo."""

import re
import tomllib
from pathlib import Path

import polib
import pytest
from django.conf import settings

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))["forbidden"]
CATALOGUES = sorted(settings.BASE_DIR.glob("locale/**/es/LC_MESSAGES/*.po"))
TEXTS = sorted(
    file for room in ("cms", "feedback", "forums", "search") for file in (settings.BASE_DIR / room).rglob("*.toml")
)
TU = re.compile(
    r"\b(tú|tus?|ti|contigo|tuy[oa]s?|eres|estás|puedes"
    r"|tienes|quieres|debes|necesitas|deseas|podrás|hayas|(?-i:Escribe)"
    r"|pulsa|introduce|elige|inténtalo|asegúrate)\b",
    re.IGNORECASE,
)


def shown(entry):
    return [entry.msgstr, *entry.msgstr_plural.values()]


def all_entries():
    return [
        (f"{file.parts[-4]}/{file.name}: {entry.msgid}", entry, text)
        for file in CATALOGUES
        for entry in polib.pofile(str(file))
        if not entry.obsolete
        for text in shown(entry)
        if text
    ]


ENTRIES = all_entries()


def strings_of(value, name=""):
    """Every Spanish string of a TOML file."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from strings_of(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from strings_of(each, name)
    elif isinstance(value, str) and name.endswith("_es"):
        yield value


SPANISH = [(entry[0], entry[2]) for entry in ENTRIES] + [
    (str(file.relative_to(settings.BASE_DIR)), text)
    for file in TEXTS
    for text in strings_of(tomllib.loads(file.read_text(encoding="utf-8")))
]


def found(pattern):
    return [(place, text) for place, text in SPANISH if pattern.search(text)]


@pytest.mark.parametrize("word", WORDS)
def test_one_thing_has_one_word(word):
    assert found(re.compile(rf"\b({word})\b", re.IGNORECASE)) == [], f"say {WORDS[word]!r}"


def test_nobody_is_called_tu():
    catalogues = {place: text for place, _entry, text in ENTRIES if TU.search(text)}
    assert catalogues == {}


RULES = {
    "no article before a name that may be of either gender": (
        r"(?i)\b(est[ea]s?|estos|el|la|un|una|del|ningún|ninguna)\s+%\((model_name|object|snippet\w+)\)s"
    ),
    "an article agrees in number": r"\b(la|el|una?|est[ea])\s+siguientes\b|\b(las|los|est[ao]s)\s+siguiente\b",
    "quotation marks are « »": r'(?<![=\w>])"(?!\s*[>/])(?![^<]*>)|“|”',
    "a time has minutes and a space in a. m.": r"\bmediod[ií]a\b|\d\s?[ap]\.m\.|\b\d{1,2} [ap]\. ?m\.",
}


@pytest.mark.parametrize("rule", RULES)
def test_catalogues_keep_the_rules_of_writing(rule):
    assert [(place, text) for place, _entry, text in ENTRIES if re.search(RULES[rule], text)] == []


def test_a_translation_begins_and_ends_with_the_spaces_of_its_original():
    wrong = {}
    for place, entry, text in ENTRIES:
        for edge in (r"^\s*", r"\s*$"):
            if re.search(edge, entry.msgid).group() != re.search(edge, text).group():
                wrong[place] = text
    assert wrong == {}


COUNT = r"\{\{\s*[\w.]*(count|number|total|chosen|length|people|times)[\w.|:\"]*\s*\}\}"
BESIDE = re.compile(COUNT + r"""(?:\s|</?(?:span|strong|b|em)\b[^>]*>)*\{%\s*trans(?:late)?\s+["']""")


def test_a_word_beside_a_number_agrees_with_it():
    templates = sorted((settings.BASE_DIR / "templates").rglob("*.*"))
    wrong = [str(file) for file in templates if BESIDE.search(file.read_text(encoding="utf-8"))]
    assert wrong == [], "use {% blocktranslate count %}"
