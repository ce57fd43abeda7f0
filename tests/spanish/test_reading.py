"""The measure itself, against sentences counted by hand."""

import pytest

from tests.spanish.reading import english_syllables, read, spanish_syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        *[("escuela", 3), ("comunitaria", 5), ("día", 2), ("leer", 2), ("pie", 1), ("países", 3), ("guía", 2)],
        *[("ciudad", 2), ("reunión", 2), ("que", 1), ("quién", 1), ("muy", 1), ("yo", 1), ("ayuda", 3)],
        *[("pingüino", 3), ("oído", 3), ("baúl", 2), ("a", 1), ("LCAP", 1), ("aéreo", 4), ("cuidado", 3)],
    ],
)
def test_spanish_syllables_are_those_a_person_counts(word, syllables):
    assert spanish_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("school", 1), ("community", 4), ("make", 1), ("table", 2), ("needed", 2), ("asked", 1), ("reads", 1), ("the", 1)],
)
def test_english_syllables_are_those_a_person_counts(word, syllables):
    assert english_syllables(word) == syllables


def test_a_spanish_text_is_measured_as_by_hand():
    reading = read(["Pida el formulario hoy. Muchas de ellas son gratis."], "es")
    assert (reading.words, reading.sentences, reading.long_sentences) == (9, 2, 0)
    pida_el_formulario_hoy, muchas_de_ellas_son_gratis = 2 + 1 + 4 + 1, 2 + 1 + 2 + 1 + 2
    assert reading.syllables == pida_el_formulario_hoy + muchas_de_ellas_son_gratis
    assert reading.fernandez_huerta == pytest.approx(206.84 - 60 * 16 / 9 - 1.02 * 4.5)


def test_an_english_text_is_measured_as_by_hand():
    reading = read(["Ask the school office. Many are free."], "en")
    assert (reading.words, reading.sentences, reading.syllables) == (7, 2, 9)
    assert reading.flesch_kincaid == pytest.approx(0.39 * 3.5 + 11.8 * 9 / 7 - 15.59)


def test_long_sentences_are_counted():
    assert read(["palabra " * 26 + "final. Corta."], "es").share_of_long == 0.5
