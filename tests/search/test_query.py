"""How what was typed is understood."""

import pytest

from search.query import MAX_LENGTH, MAX_TERMS, SearchQuery, Term


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Familias y escuelas", [Term(("familias",)), Term(("y",)), Term(("escuelas",))]),
        ('"family engagement" plan', [Term(("family", "engagement"), quoted=True), Term(("plan",))]),
        ("summit -2026", [Term(("summit",)), Term(("2026",), excluded=True)]),
        ("“family engagement” plan", [Term(("family", "engagement"), quoted=True), Term(("plan",))]),
        ("«participación familiar»", [Term(("participacion", "familiar"), quoted=True)]),
        ('summit -"day one"', [Term(("summit",)), Term(("day", "one"), excluded=True, quoted=True)]),
        ("R-TAC", [Term(("r", "tac"))]),
        ("niños, niñas", [Term(("ninos",)), Term(("ninas",))]),
        ("children’s", [Term(("children",))]),
        ('an "unbalanced quote', [Term(("an",)), Term(("unbalanced",)), Term(("quote",))]),
        ("🎉 - -- \x00", []),
        ("", []),
        ("family OR community plan", [Term(("family",), also=(("community",),)), Term(("plan",))]),
        ('familia O "escuela abierta" O barrio', [Term(("familia",), also=(("escuela", "abierta"), ("barrio",)))]),
        ("family or community", [Term(("family",)), Term(("or",)), Term(("community",))]),
        ("OR plan OR", [Term(("plan",))]),
        ("plan OR -summit", [Term(("plan",)), Term(("summit",), excluded=True)]),
        ("-summit OR plan", [Term(("summit",), excluded=True), Term(("plan",))]),
    ],
)
def test_words_phrases_and_unwanted_words_are_told_apart(typed, terms):
    assert list(SearchQuery.parse(typed).terms) == terms


def test_stop_words_of_the_reader_and_of_the_text_are_left_out():
    def looked_for(reading, text):
        return [term.words[0] for term in SearchQuery.parse("the resources de California", reading).included(text)]

    assert looked_for("en", "en") == ["resources", "de", "california"]
    assert looked_for("es", "es") == ["the", "resources", "california"]
    assert looked_for("en", "es") == looked_for("es", "en") == ["resources", "california"]


def test_a_query_of_stop_words_only_keeps_them():
    assert [term.words[0] for term in SearchQuery.parse("who are we").included("en")] == ["who", "are", "we"]


def test_a_long_query_is_cut_and_says_so():
    query = SearchQuery.parse("familia " * 2000)
    assert query.text == " ".join(["familia"] * 25)
    assert len(SearchQuery.parse("x" * 500).text) == MAX_LENGTH
    assert query.was_cut
    assert not SearchQuery.parse("familia").was_cut


def test_only_unwanted_words_are_no_query():
    assert not SearchQuery.parse("-summit")
    assert SearchQuery.parse("summit")


def test_more_terms_than_a_query_takes_are_left_out_and_it_says_so():
    many = SearchQuery.parse(" ".join(f"w{number}" for number in range(MAX_TERMS + 1)))
    assert [term.words[0] for term in many.terms] == [f"w{number}" for number in range(MAX_TERMS)]
    assert many.was_cut
    assert not SearchQuery.parse(" ".join(f"w{number}" for number in range(MAX_TERMS))).was_cut


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("¿Cómo ayudo a mi hija?", ["ayudo", "a", "mi", "hija"]),
        ("Qué es un consejo escolar", ["es", "un", "consejo", "escolar"]),
        ("¿dónde y CUÁNDO?", ["y"]),
        ("como participar", ["como", "participar"]),
    ],
)
def test_a_question_word_with_its_accent_is_never_looked_for(typed, looked_for):
    assert [term.words[0] for term in SearchQuery.parse(typed).terms] == looked_for
