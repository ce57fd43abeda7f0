"""What else finds a text than its own words."""

import csv
import re
from pathlib import Path

import pytest

from cms.meaning.words import stem, words
from search.query import SearchQuery
from search.synonyms import MOST, expanded

PAIRS = list(csv.DictReader(Path(__file__).with_name("pairs.csv").open(encoding="utf-8")))
ABBREVIATION = re.compile(r" \(([A-Z]+)\)")


def finds(typed, reading, text, language):
    """As an engine does: all terms, each in one of its ways, the words of a way side by side."""
    stems = f" {' '.join(stem(word, language) for word in words(text))} "

    def has(way):
        return f" {' '.join(stem(word, language) for word in way)} " in stems

    return all(any(map(has, term.ways)) for term in expanded(SearchQuery.parse(typed, reading)).included(language))


def spellings(text):
    """Local educational agency (LEA), coordinador(a): as people write it."""
    plain = ABBREVIATION.sub("", text)
    return [plain.replace("(a)", ending) for ending in ("", "a")] if "(a)" in plain else plain.split(" / ")


@pytest.mark.once
def test_each_official_term_finds_the_other_language():
    missed = []
    for pair in PAIRS:
        english, spanish, short = spellings(pair["en"]), spellings(pair["es"]), ABBREVIATION.findall(pair["en"])
        short = [] if pair["en"].endswith(("(IDEA)", "(EL)")) else short  # words that say something else
        for one in english + short:
            missed += [(one, other) for other in spanish if not finds(one, "en", other, "es")]
        for other in spanish + short:
            missed += [(other, one) for one in english if not finds(other, "es", one, "en")]
    assert (missed, len(PAIRS)) == ([], 158)


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "reading", "text", "language"),
    [
        ("kids", "en", "Help for a child", "en"),
        ("money", "en", "Funding a garden", "en"),
        ("school ausentismo", "en", "Chronic absence and the school", "en"),
        ("presupuesto de la escuela", "es", "A school budget", "en"),
        ("wellbeing", "en", "La salud mental de todos", "es"),
        ("parent participation", "en", "Participación familiar", "es"),
    ],
)
def test_everyday_words_and_phrases_find_those_of_the_profession(typed, reading, text, language):
    assert finds(typed, reading, text, language)


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "text", "language"),
    [
        ("mental", "Bienestar", "es"),  # half of what means it
        ("idea", "Individuals with Disabilities Education Act", "en"),
        ("how it works", "A job", "en"),
        ('"attendance"', "Asistencia", "es"),
        ('"mental health"', "Bienestar", "es"),
        ("a", "School", "en"),
    ],
)
def test_no_noise(typed, text, language):
    assert not finds(typed, "en", text, language)


@pytest.mark.once
def test_what_is_excluded_or_quoted_stays_as_it_is():
    query = SearchQuery.parse('"attendance" -money budget')
    assert [bool(term.synonyms) for term in expanded(query).terms] == [False, False, True]


@pytest.mark.once
def test_each_way_of_an_or_has_its_synonyms():
    (term,) = expanded(SearchQuery.parse("money OR teacher OR budget")).terms
    said = {way for _language, way in term.synonyms}
    assert {("dinero",), ("maestro",), ("presupuesto",)} <= said
    assert not {("money",), ("teacher",), ("budget",)} & said


@pytest.mark.once
def test_an_engine_is_never_given_more_than_it_can_take():
    query = expanded(SearchQuery.parse("school site council mental health family engagement money kids teacher plan"))
    assert max(len(term.said_in(code).also) for term in query.terms for code in ("en", "es")) <= MOST


def test_a_spanish_question_finds_a_page_that_is_only_in_english(entry, titles, ask):
    entry("School attendance", "en")
    entry("School budget", "en")
    assert titles("asistencia a la escuela", "es") == ["School attendance"]
    assert "<mark>School</mark> <mark>attendance</mark>" in ask("asistencia a la escuela", "es").text
    assert titles('"asistencia"', "es") == []
    assert titles("attendance -escuela", "es") == ["School attendance"]
