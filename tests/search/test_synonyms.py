"""What else finds a text than its own words."""

import csv
import html
import re
from pathlib import Path

import pytest

from cms.meaning.words import stem, words
from search.models import Synonyms
from search.query import SearchQuery
from search.synonyms import MOST, expanded
from tests.factories.accounts import UserFactory
from tests.plugins.tasks import commit

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
@pytest.mark.django_db
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
@pytest.mark.django_db
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
@pytest.mark.django_db
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
@pytest.mark.django_db
def test_what_is_excluded_or_quoted_stays_as_it_is():
    query = SearchQuery.parse('"attendance" -money budget')
    assert [bool(term.synonyms) for term in expanded(query).terms] == [False, False, True]


@pytest.mark.once
@pytest.mark.django_db
def test_each_way_of_an_or_has_its_synonyms():
    (term,) = expanded(SearchQuery.parse("money OR teacher OR budget")).terms
    said = {way for _language, way in term.synonyms}
    assert {("dinero",), ("maestro",), ("presupuesto",)} <= said
    assert not {("money",), ("teacher",), ("budget",)} & said


@pytest.mark.once
@pytest.mark.django_db
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


def test_words_that_mean_something_together_are_marked_where_they_stand_together(entry, ask):
    entry("Truancy", "en", summary="Our school knows who missed school, and skipping school is a sign.")
    summary = ask("attendance").context["results"][0].excerpt
    missed, skipping = (f"<mark>{word}</mark> <mark>school</mark>" for word in ("missed", "skipping"))
    assert summary == f"Our school knows who {missed}, and {skipping} is a sign."


def test_what_editors_say_means_the_same_finds_at_once_and_no_longer_than_they_say_so(entry, titles):
    entry("The potluck", "en")
    entry("Convivio", "es")
    assert titles("shared supper") == []
    row = Synonyms.objects.create(english="potluck, shared supper", spanish="convivio")
    commit()
    assert titles("shared supper") == ["The potluck", "Convivio"]
    assert titles("convivio", "es") == ["Convivio", "The potluck"]
    row.delete()
    commit()
    assert titles("shared supper") == []


def test_a_word_of_editors_is_no_mistake(entry, ask):
    entry("Potluck", "en")
    assert ask("podluck").context["spelling"]["words"] == ["potluck"]
    Synonyms.objects.create(english="podluck, supper")
    commit()
    assert ask("podluck").context["spelling"] == {}


@pytest.mark.parametrize(
    ("english", "spanish", "message"),
    [
        ("potluck", "", "Give at least two that mean the same, in one language or in both."),
        ("potluck, a", "", "“a” has no word of two letters or more."),
        ("potluck, 🎉", "", "“🎉” has no word of two letters or more."),
        ("potluck", "para los", "“para los” is in nearly every sentence: it is never searched for."),
        ("potluck, Pótlucks", "", "“Pótlucks” is there twice; endings and accents do not matter."),
        ("supper, meals", "", "“meals” has its synonyms already: meal, cena"),
        ("a b c d e f g h ij, supper", "", "“a b c d e f g h ij” is too long: at most 8 words."),
    ],
)
def test_what_cannot_be_understood_is_explained_beside_its_field(client, db, english, spanish, message):
    Synonyms.objects.create(english="meal", spanish="cena")
    client.force_login(UserFactory(editor=True))
    page = client.post("/admin/synonyms/add/", {"english": english, "spanish": spanish})
    assert (page.status_code, Synonyms.objects.count()) == (200, 1)
    assert message in html.unescape(page.text)


def test_an_editor_adds_synonyms_and_tries_them(client, db):
    client.force_login(UserFactory(editor=True))
    assert "the glossary of the program" in client.get("/admin/synonyms/add/").text
    client.post("/admin/synonyms/add/", {"english": " potluck ,, shared  supper", "spanish": ""})
    row = Synonyms.objects.get()
    assert (row.english, str(row)) == ("potluck, shared supper", "potluck, shared supper")
    listed = client.get("/admin/synonyms/").text
    assert '<a href="/en/search/?q=potluck">potluck</a>' in listed
    assert client.get(f"/admin/synonyms/history/{row.pk}/").status_code == 200
