"""What two texts have in common, whatever their language and accents."""

import csv

import pytest

from cms.meaning.glossary import GLOSSARY
from cms.meaning.terms import terms


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        (
            ("en", "Home visits for new families"),
            ("es", "Visitas al hogar con familias"),
            {"home visit", "family", "home"},
        ),
        (("es", "reunion de papas"), ("en", "Meetings of parents"), {"meeting", "parent"}),
        (("en", "an MOU with a clinic"), ("es", "Convenios con las clínicas"), {"agreement", "clinic"}),
        (("es", "el after school de mi hijo"), ("en", "After-school for kids"), {"after school", "school", "child"}),
        (("en", "Chronic absence"), ("es", "El ausentismo crónico"), {"chronic absenteeism", "attendance"}),
        (("en", "Posters of planets"), ("es", "Comida para perros"), set()),
    ],
)
def test_texts_meet_in_the_terms_of_both_languages(one, other, common):
    languages = {one[0]: one[1], other[0]: other[1]}
    assert set(terms(one[1], one[0])) & set(terms(other[1], other[0])) == common, languages


def test_a_term_keeps_the_words_that_were_written():
    found = terms("Necesitamos INTÉRPRETES en las juntas del consejo asesor", "es")
    said = {"interpreter": "intérpretes", "meeting": "juntas", "advisory board": "consejo asesor"}
    assert found == {term: (word, "es") for term, word in said.items()}


@pytest.mark.parametrize(
    ("text", "language", "never"),
    [
        ("como le hago para que vengan", "es", "food"),  # como, comida
        ("el lápiz", "es", "English learner"),
        ("es facil", "es", "building"),  # facility
        ("Families come and go", "en", "food"),
        ("what works elsewhere", "en", "job"),
        ("doing well in class", "en", "mental health"),  # wellness
        ("higher education", "en", "teacher"),  # educator
        ("en todo caso", "es", "home"),  # casa
        ("los estudiantes", "es", "evidence"),  # estudio
        ("la comunidad", "es", "communication"),  # comunicación
    ],
)
def test_words_that_look_like_a_term_of_the_other_language_are_not_taken_for_it(text, language, never):
    assert never not in terms(text, language)


def test_every_line_of_the_glossary_speaks_both_languages_and_comes_once():
    with GLOSSARY.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 200
    assert all(row["en"].strip() and row["es"].strip() for row in rows)
    first = [row["en"].split("|")[0] for row in rows]
    assert len(set(first)) == len(first)
