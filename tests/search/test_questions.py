"""How what was typed is understood."""

import pytest

from search.questions import MAX_LENGTH, Question, Term


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Familias y escuelas", [Term(("familias",)), Term(("y",)), Term(("escuelas",))]),
        ('"family engagement" plan', [Term(("family", "engagement")), Term(("plan",))]),
        ("summit -2026", [Term(("summit",)), Term(("2026",), excluded=True)]),
        ("“family engagement” plan", [Term(("family", "engagement")), Term(("plan",))]),
        ("«participación familiar»", [Term(("participacion", "familiar"))]),
        ('summit -"day one"', [Term(("summit",)), Term(("day", "one"), excluded=True)]),
        ("R-TAC", [Term(("r", "tac"))]),
        ("niños, niñas", [Term(("ninos",)), Term(("ninas",))]),
        ("children’s", [Term(("children",))]),
        ('an "unbalanced quote', [Term(("an",)), Term(("unbalanced",)), Term(("quote",))]),
        ("🎉 - -- \x00", []),
        ("", []),
    ],
)
def test_words_phrases_and_unwanted_words_are_told_apart(typed, terms):
    assert list(Question.parse(typed).terms) == terms


def test_stop_words_are_left_out_in_their_language_only():
    question = Question.parse("the resources de California")
    assert [term.words[0] for term in question.wanted("en")] == ["resources", "de", "california"]
    assert [term.words[0] for term in question.wanted("es")] == ["the", "resources", "california"]


def test_a_question_of_stop_words_only_keeps_them():
    assert [term.words[0] for term in Question.parse("who are we").wanted("en")] == ["who", "are", "we"]


def test_a_long_question_is_cut_and_says_so():
    question = Question.parse("familia " * 2000)
    assert question.text == " ".join(["familia"] * 25)
    assert len(Question.parse("x" * 500).text) == MAX_LENGTH
    assert question.was_cut
    assert not Question.parse("familia").was_cut


def test_only_unwanted_words_are_no_question():
    assert not Question.parse("-summit")
    assert Question.parse("summit")
