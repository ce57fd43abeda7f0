"""Typing mistakes: what is found all the same, and what is said about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.meaning.encoder import encoder
from cms.meaning.words import fold
from cms.resources.models import ResourcePage
from search import results, spelling
from search.backends import database_engine
from search.domain import describing, feeding, vocabulary
from search.edits import Words, distance
from search.models import KnownWord, SearchChange
from search.query import SearchQuery
from tests.factories.pages import ResourcePageFactory
from tests.plugins.tasks import run_waiting
from tests.search.conftest import make_entry


@pytest.fixture
def notes(ask):
    """What the page says about the spelling: the words searched for too, or what may be meant."""

    def get(typed, reading="en", **params):
        said = ask(typed, reading, **params).context["spelling"]
        return said.get("words") or said.get("meant")

    return get


@pytest.mark.once
@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("budget", "budget", 0),
        ("bugdet", "budget", 1),  # swapped
        ("budge", "budget", 1),
        ("bbudget", "budget", 1),
        ("bidget", "budget", 1),
        ("bdgte", "budget", 2),
        ("kitten", "sitting", 3),
        ("", "ab", 2),
    ],
)
def test_letters_are_counted(one, other, far):
    assert distance(one, other, 5) == distance(other, one, 5) == far


@pytest.mark.once
def test_near_words_are_those_that_counting_all_letters_finds():
    known = Words()
    known.add(
        [
            "attendance",
            "attendant",
            "budget",
            "badge",
            "gadget",
            "padres",
            "madres",
            "podres",
            "sustainability",
            "sustainable",
            "niño",
        ]
    )
    assert known.near("atendance") == [(1, "attendance")]
    assert known.near("attendanse") == [(1, "attendance"), (2, "attendant")]
    assert known.near("buget") == [(1, "budget")]
    assert known.near("pdres") == [(1, "padres"), (1, "podres")]
    assert known.near("hadres") == [(1, "padres"), (1, "madres")]
    assert known.near("sustanabilty") == [(2, "sustainability")]
    assert known.near("zustanabilty") == []  # two mistakes, one of them in the first letter
    assert known.near("bad") == []


@pytest.mark.parametrize(
    ("typed", "title", "language", "word"),
    [
        ("sustanability", "Sustainability for all", "en", "sustainability"),
        ("atendance", "Attendance", "en", "attendance"),
        ("resorces", "A resource", "en", "resource"),
        ("communitaria", "La escuela comunitaria", "es", "comunitaria"),
        ("partisipacion", "Participación de todos", "es", "participación"),
        ("PARTISIPACIÓN", "Participación de todos", "es", "participación"),
    ],
)
def test_a_mistake_in_a_word_is_forgiven_and_the_page_says_so(entry, titles, notes, typed, title, language, word):
    entry(title, language)
    entry("Zzz", language)
    assert (titles(typed, language), notes(typed, language)) == ([title], [word])


def test_the_page_shows_what_it_did_and_the_way_to_just_what_was_typed(entry, ask):
    entry("Attendance at school")
    page = ask("school atendance", kind="resource").text
    assert "Showing results for <strong>attendance</strong> too." in page
    assert 'href="?q=school+%22atendance%22&amp;kind=resource"' in page
    assert "Only what I typed" in page
    assert "<mark>Attendance</mark>" in page
    literal = ask('school "atendance"')
    assert literal.context["spelling"] == {}


def test_the_corrected_word_has_its_synonyms(entry, titles):
    entry("Attendance", "en")
    entry("La asistencia", "es")
    assert titles("atendance", "en") == ["Attendance", "La asistencia"]


def test_a_word_of_the_glossary_is_right_and_may_be_what_was_meant(entry, titles, notes):
    entry("Attendance", "en")
    entry("Otra cosa", "es")
    assert notes("asistencia", "es") is None
    assert titles("asistencya", "es") == ["Attendance"]
    assert notes("asistencya", "es") == ["asistencia"]


def test_words_with_another_ending_and_small_words_are_left_alone(entry, notes):
    entry("Partnership with families, done well")
    assert [notes(typed) for typed in ("partnerships", "famili", "thes", "wel", "fanilys")] == [None] * 5
    assert notes("fanily") == ["family"]


def test_a_word_of_the_other_language_has_one_mistake_less(entry, notes):
    entry("Family", "en")
    entry("Attendance", "en")
    assert [notes(typed, "en") for typed in ("famly", "atendence")] == [["family"], ["attendance"]]
    assert [notes(typed, "es") for typed in ("famly", "atendence", "atendance")] == [None, None, ["attendance"]]


def test_a_word_that_is_right_in_some_language_is_no_mistake(entry, notes, settings):
    entry("The last national plan", "en")
    assert (notes("nacional", "es"), notes("fast")) == (["national"], ["last"])
    settings.MEANING_IN_REQUESTS = True
    encoder.encode([""])
    assert (notes("nacional", "es"), notes("fast"), notes("natoinal")) == (None, None, ["national"])


def test_the_nearest_word_is_taken_then_the_readers_then_the_commonest(entry, notes):
    for title in ("Gardens", "Garden path", "Warden", "Warden duty", "Warden again", "Harden"):
        entry(title)
    assert notes("larden") == ["warden"]
    entry("Carden", "es")
    assert notes("larden", "es") == ["carden"]
    assert notes("gardem") == ["garden"]


def test_a_far_commoner_word_is_offered_where_little_is_found(entry, ask, titles, notes, monkeypatch):
    monkeypatch.setattr(spelling, "MUCH_MORE", 3)
    for number in range(3):
        entry(f"Attendance {number}")
    entry("My atendance")
    page = ask("atendance plan")
    assert page.context["spelling"] == {"meant": "attendance plan"}
    assert 'Did you mean:\n    <a href="?q=attendance+plan"' in page.text
    assert titles("atendance") == ["My atendance"]  # searched as it was typed
    entry("Another atendance")
    assert notes("atendance") is None


def test_words_are_counted_with_the_entries_that_have_them(db):
    def counted():
        return {(row.word, row.language): row.entries for row in KnownWord.objects.all()}

    make_entry("Our garden, our garden’s", object_id=1, body="Niños: jardín 2026 R2D2 ok", url="/a/")
    assert counted() == {(word, "en"): 1 for word in ("our", "garden", "niños", "jardín")}
    make_entry("The garden", object_id=2)
    make_entry("El jardín", "es", object_id=1)
    assert counted()["garden", "en"] == 2
    assert counted()["jardín", "es"] == counted()["jardín", "en"] == 1
    make_entry("The park", object_id=1)
    assert counted() == {("the", "en"): 2, ("park", "en"): 1, ("garden", "en"): 1, ("jardín", "es"): 1}
    before = counted()
    KnownWord.objects.update(entries=7)
    vocabulary.recount()
    assert counted() == before


@pytest.fixture
def secret(db):
    """Pages with a word of their own, and public ones with another that is near it, but not as near."""
    made = ResourcePageFactory(title="Xylophone")
    ResourcePageFactory(title="Xylophonist")
    run_waiting()
    return ResourcePage.objects.get(pk=made.pk)


@pytest.mark.parametrize("step", ["noted", "described", "fed"])
def test_a_word_that_is_hidden_is_neither_said_nor_known_from_that_moment(secret, notes, ask, step):
    assert notes("xylophome") == ["xylophone"]
    secret.unpublish()
    if step != "noted":
        describing.describe_next()
    if step == "fed":
        feeding.feed()
    page = ask("xylophome")
    assert page.context["spelling"] == {}
    assert "xylophone" not in page.text.lower()
    # As if it had never been there: its own spelling is a mistake too.
    assert ask("xylophonits").context["spelling"]["words"] == ["xylophonist"]


def test_an_expired_word_is_not_suggested(entry, notes):
    entry("Xylophone", expires=timezone.now() - timedelta(seconds=1))
    assert notes("xylophome") is None
    entry("Xylophone")
    assert notes("xylophome") == ["xylophone"]


def test_hidden_entries_do_not_decide_which_word_is_preferred(entry, notes):
    for number in range(3):
        SearchChange.objects.create(kind="resource", object_id=entry(f"Harden {number}").object_id)
    entry("Harden")
    entry("Warden")
    entry("Warden")
    assert notes("larden") == ["warden"]


def test_while_very_much_is_kept_back_nothing_is_corrected(entry, notes, monkeypatch):
    monkeypatch.setattr(spelling, "MOST_KEPT_BACK", 1)
    for number in range(2):
        SearchChange.objects.create(kind="resource", object_id=entry(f"Hidden {number}").object_id)
    entry("Garden")
    assert notes("gardem") is None


def test_what_only_the_second_look_hides_is_not_suggested(entry, notes, monkeypatch):
    shown = entry("Warden").pk
    entry("Harden")
    entry("Harden")
    monkeypatch.setattr("search.second_look.still_public", lambda entries: {e.pk for e in entries if e.pk == shown})
    assert notes("larden") == ["warden"]
    monkeypatch.setattr("search.second_look.still_public", lambda entries: set())
    assert notes("larden") is None


@pytest.mark.once
def test_only_open_words_are_looked_at():
    query = SearchQuery.parse('"larden" -narden the R-TAC h2o barden OR darden')
    assert spelling._asked(query) == ["barden", "darden"]


@pytest.mark.once
def test_what_was_typed_is_shown_with_the_right_words():
    assert spelling.replaced("¿Atendance, plan?", {"atendance": "attendance"}) == "¿attendance, plan?"
    assert spelling.literal("¿Aténdance, plan?", {"atendance"}) == '¿"Aténdance", plan?'
    assert fold("Aténdance") == "atendance"


@pytest.fixture
def asked_of_the_engine(monkeypatch):
    """All queries that it gets."""
    engine, queries = type(database_engine()), []
    answer = engine.search
    monkeypatch.setattr(engine, "search", lambda self, query: queries.append(query) or answer(self, query))
    return queries


@pytest.mark.once
def test_a_question_full_of_mistakes_takes_no_more_searches_than_one_with_a_few(entry, ask, asked_of_the_engine):
    right = "attendance calendar families history language learning musical reading science teacher summer winter"
    entry(right)
    wrong = [f"{word[:3]}x{word[3:]}" for word in right.split()]
    assert ask(" ".join(wrong)).context["spelling"]["words"] == right.split()[: results.MOST_MISTAKES]
    assert len(asked_of_the_engine) <= results.MOST_MISTAKES + 2


@pytest.mark.once
def test_mistakes_are_looked_at_once_whatever_choices_are_taken_away(entry, ask, asked_of_the_engine):
    entry("Attendance", facets={"year": ["2026"]})
    page = ask("atendance", kind="faq", year="1999")
    assert [way["total"] for way in page.context["ways_out"]] == [1]
    first, tried, *ways = asked_of_the_engine
    assert (tried.text, {query.text for query in (first, *ways)}) == ("attendance", {"atendance"})
    assert [set(query.facets) for query in (first, *ways)] == [{"kind", "year"}, {"year"}, {"kind"}, set()]


@pytest.mark.once
def test_a_mistake_in_what_is_found_takes_no_search_of_its_own(entry, ask, asked_of_the_engine):
    entry("Attendance plan")
    assert ask("atendance plam").context["spelling"]["words"] == ["attendance", "plan"]
    assert [query.text for query in asked_of_the_engine] == ["atendance plam"]


def test_words_that_are_not_found_together_are_each_looked_for(entry, ask, monkeypatch):
    shown = entry("Garden").pk
    entry("Attendance plan")
    monkeypatch.setattr("search.second_look.still_public", lambda entries: {e.pk for e in entries if e.pk == shown})
    page = ask("gardem atendance")
    assert page.context["spelling"]["words"] == ["garden"]
    assert "attendance" not in page.text.lower()
