"""What finds what, on whichever database the tests run."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.searchable import Passage

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.stems]


@pytest.mark.parametrize(
    ("typed", "title", "language"),
    [
        ("family", "Families as partners", "en"),
        ("partnerships", "A partnership that lasts", "en"),
        ("SUSTAINING", "Sustain your school", "en"),
        ("jose", "José Martí Community School", "en"),
        ("rtac", "What an RTAC does", "en"),
        ("r-tac", "What an R-TAC does", "en"),
        ("familia", "Familias que participan", "es"),
        ("familias", "La familia en la escuela", "es"),
        ("ninos", "Los niños primero", "es"),
        ("niños", "Los ninos primero", "es"),
        ("participacion", "Participación de las familias", "es"),
        ("PARTICIPACIÓN", "participaciones", "es"),
        ("escolar", "Consejos escolares", "es"),
        ("escolares", "El consejo escolar", "es"),
        ("joven", "Voces de jóvenes", "es"),
        ("comunitaria", "Escuelas comunitarias", "es"),
        ("bilingues", "Educación bilingüe", "es"),
        ("la familia de los niños", "Familias y niños", "es"),
    ],
)
def test_endings_accents_and_case_do_not_matter(entry, titles, typed, title, language):
    entry(title, language)
    entry("Something else" if language == "en" else "Otra cosa", language)
    assert titles(typed, language) == [title]


@pytest.mark.parametrize(
    ("typed", "title", "other", "language"),
    [
        ("wellness", "Wellness at school", "Reading well", "en"),
        ("account", "Your account", "The plan for accountability", "en"),
        ("casa", "Visitas a casas", "En este caso", "es"),
        ("comunicacion", "Comunicación con familias", "La comunidad", "es"),
        ("educativos", "Servicios educativos", "Una educadora", "es"),
    ],
)
def test_words_that_only_look_alike_are_kept_apart(entry, titles, typed, title, other, language):
    entry(title, language)
    entry(other, language)
    assert titles(typed, language) == [title]


def test_all_words_must_be_there(entry, titles):
    entry("Family engagement plan")
    entry("Family resource")
    entry("Engagement of students")
    assert titles("family engagement") == ["Family engagement plan"]


def test_either_word_will_do_with_an_or_between_them(entry, titles):
    entry("Family plan")
    entry("Community plan")
    entry("Budget plan")
    entry("Community budget")
    assert sorted(titles("family OR community plan")) == ["Community plan", "Family plan"]
    assert sorted(titles("familia O community plan", "es")) == ["Community plan", "Family plan"]


def test_where_nothing_has_all_words_some_are_enough_and_the_page_says_so(entry, ask, titles):
    entry("Family resource")
    entry("Budget")
    assert titles("family astronomy") == ["Family resource"]
    assert "Nothing has all of these words." in ask("family astronomy").text
    assert "Nothing has all of these words." not in ask("family").text


def test_a_phrase_wants_its_words_side_by_side(entry, titles):
    entry("Community school")
    entry("A school for its community")
    assert titles('"community school"') == ["Community school"]
    assert set(titles("community school")) == {"Community school", "A school for its community"}


def test_an_unwanted_word_removes_what_has_it(entry, titles):
    entry("Summit 2026")
    entry("Summit of hearts")
    assert titles("summit -2026") == ["Summit of hearts"]
    assert titles('summit -"of hearts"') == ["Summit 2026"]


def test_summary_and_body_are_found_after_the_title(entry, entries, titles):
    # Else a word in a body is as rare as other tests make it, of which a search server keeps what is gone for a while.
    entries(*(f"Note {number}" for number in range(30)), summary="About a garden.", body="About a pantry.")
    entry("One", body="Here is a paragraph about transportation.")
    entry("Two", summary="About transportation.")
    entry("Transportation for everyone")
    assert titles("transportation") == ["Transportation for everyone", "Two", "One"]


def test_the_exact_title_comes_first(entry, titles):
    entry("Budget budget budget", summary="budget budget", body="budget " * 50)
    entry("Budget")
    entry("The budget of a school: budget basics")
    assert titles("búdget")[0] == "Budget"


def test_ties_keep_their_order_over_pages(entries, ask):
    made = [entry.pk for entry in entries(*["Same title"] * 30)]
    pages = [[result.entry.pk for result in ask("same", page=number).context["results"]] for number in (1, 2)]
    assert pages == [made[:9:-1], made[9::-1]]


def test_an_expired_entry_is_gone_that_very_moment(entry, ask, titles):
    entry("Gone by now", expires=timezone.now() - timedelta(seconds=1))
    entry("Still here now", expires=timezone.now() + timedelta(hours=1))
    assert titles("now") == ["Still here now"]
    assert ask("now").context["found"].total == 1


def test_the_readers_language_comes_first_and_the_other_below_its_heading(entry, ask):
    entry("Plan plan plan", "en")
    entry("Un plan", "es")
    page = ask("plan", "es")
    assert [result.entry.title for result in page.context["results"]] == ["Un plan"]
    assert [result.entry.title for result in page.context["other_results"]] == ["Plan plan plan"]
    assert "Solo en inglés" in page.text
    assert 'lang="en" hreflang="en"><mark>Plan</mark>' in page.text
    assert "Only in Spanish" in ask("plan", "en").text


def test_a_match_in_the_other_language_is_shown_in_the_readers_own_where_it_exists(entry, titles):
    work = uuid.uuid4()
    entry("Sustainability toolkit", "en", work=work)
    entry("Herramientas para perdurar", "es", work=work, object_id=77)
    entry("Toolkit of nobody", "en")
    assert titles("toolkit", "es") == ["Herramientas para perdurar", "Toolkit of nobody"]


def test_a_work_found_in_both_languages_is_counted_once(entry, ask, titles):
    work = uuid.uuid4()
    entry("Plan of work", "en", work=work)
    entry("Plan de trabajo", "es", work=work, object_id=78)
    assert titles("plan", "es") == ["Plan de trabajo"]
    assert titles("plan", "en") == ["Plan of work"]
    assert ask("plan").context["found"].total == 1


def test_an_excerpt_shows_where_the_body_has_the_words(entry, ask):
    entry("One", body=f"{'Before. ' * 40}Here is a zeppelin, at last. {'After. ' * 60}")
    page = ask("zeppelin").text
    assert "Here is a <mark>zeppelin</mark>, at last." in page
    assert '<p class="row__summary">…' in page
    assert "After…</p>" in page


def test_a_result_opens_at_the_passage_that_has_the_words(entry, ask):
    passages = [
        Passage("We met on Tuesday.", "/x/#1"),
        Passage("Zeppelins came by.", "/x/#2"),
        Passage("So?", "/x/#3"),
    ]
    entry("One", body=passages)
    assert 'href="/x/#2">One</a>' in ask("zeppelin").text
    assert 'href="/x/"><mark>One</mark></a>' in ask("one").text


def test_an_excerpt_is_the_summary_where_the_summary_has_the_words(entry, ask):
    entry("One", summary="A zeppelin in short.", body="A zeppelin at length.")
    page = ask("zeppelin").text
    assert "A <mark>zeppelin</mark> in short." in page
    assert "at length" not in page


FOOD = ["Comida sana en la escuela", "Una cena para toda la familia: comidas de cada casa"]
NOT_FOOD = [
    "¿Cómo puede participar mi familia?",
    "Cómo empezar un consejo escolar",
    "Tan importante como leer en casa",
    "Qué hacer cuando hay dudas",
]


def test_food_finds_food_and_no_question(entry, titles):
    for title in [*FOOD, *NOT_FOOD]:
        entry(title, "es", body="¿Cómo? Así como se lee.")
    assert sorted(titles("comida", "es")) == sorted(FOOD)
    assert sorted(titles("¿Cómo hay comida?", "es")) == sorted(FOOD)


def test_a_question_word_alone_finds_nothing(entry, ask):
    entry(NOT_FOOD[1], "es")
    page = ask("¿cómo?", "es")
    assert page.context["found"].total == 0
    assert "No se encontró nada" in page.text or "Cómo buscar" in page.text


def test_words_that_only_sound_like_a_stop_word_are_told_apart_in_phrases_too(entry, titles):
    entry("Comer como en casa", "es")
    entry("Comer y comida en casa", "es")
    assert titles('"como en casa"', "es") == ["Comer como en casa"]
