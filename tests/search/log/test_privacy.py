"""What looks personal is not kept; what is asked for mostly is."""

import pytest

from search.privacy import looks_personal

pytestmark = pytest.mark.once

PERSONAL = [
    "zoe@example.org",
    "write to zoe at example.org",
    "@zoe",
    "https://example.org/x",
    "www.example",
    "916 555 0100",
    "(916) 555-0100",
    "5550100",
    "95814",
    "born 3/12/2014",
    "2014-03-12",
    "student a1b2c3d4",
    "120 main street",
    "calle reforma 120",
    "my son leo",
    "My son Leo has asthma",
    "my little sister cannot read",
    "our neighbor's dog my cousin ana",
    "mi hijo mateo",
    "mi hija no quiere ir a la escuela",
    "su maestra gloria",
    "his teacher mr smith",
    "mr smith",
    "Ms. Lopez",
    "señora pérez",
    "a boy named leo",
    "me llamo rosa",
    "i am undocumented",
    "I’m homeless",
    "soy madre soltera",
    "Maria Gonzalez",
    "María de la Luz",
    "what did Ana López say",
    "x" * 101,
    "we have been waiting for an answer about the bus for three weeks now",
]
PLAIN = [
    "gardens",
    "family engagement",
    "tutoría para mi hijo",
    "help for my child",
    "community schools partnership program",
    "Restorative circles",
    "AB 2083",
    "ccspp 2025-2026",
    "grade 10 math",
    "cómo pedir una beca",
    "¿Qué es LCAP?",
    "how do i start a garden at our school",
    "becas para madres",
    "k-12 budget",
    "family night / noche familiar",
    "COVID19",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_it_is_not_kept(text):
    assert looks_personal(text)


@pytest.mark.parametrize("text", PLAIN)
def test_it_is_kept(text):
    assert not looks_personal(text)


def test_two_capitals_may_be_the_title_of_something_public():
    assert looks_personal("Community Schools Toolkit")
    assert not looks_personal("Community Schools Toolkit", is_known=True)
    assert looks_personal("mi hijo Mateo", is_known=True)
