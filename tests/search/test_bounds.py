"""More matches than are looked at: what comes first of them, what is exact, and what is said of the rest."""

import uuid
from dataclasses import replace
from datetime import timedelta
from math import log

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from search.backends import base, database_engine, postgresql, sqlite
from search.backends.base import SearchResults
from search.backends.elastic.documents import TEXTS
from search.backends.elastic.queries import EXACT, FITS, SHOWN
from search.models import SearchChange
from search.query import SearchQuery, Sort
from tests.search.conftest import make_entry

DATABASE, LUCENE = (pytest.mark.parametrize("engine", [each], indirect=True) for each in ("database", "lucene"))


@pytest.fixture(autouse=True)
def bounds(db, monkeypatch):
    """As if there were ten thousand."""
    monkeypatch.setattr(base, "COUNTED", 10)
    monkeypatch.setattr(base, "RANKED", 5)


@pytest.fixture
def search(engine, entries):
    def ask(typed, any_word=False, reading="en", **facets):
        parsed = SearchQuery.parse(typed, reading)
        return engine.search(SearchQuery(**vars(parsed) | {"facets": facets, "any_word": any_word}))

    return ask


def ids(found):
    return [hit.id for hit in found.hits]


def test_up_to_the_bound_all_numbers_are_exact(entries, search):
    entries(*(f"Plan {number}" for number in range(10)), facets={"topic": ["food"]})
    found = search("plan")
    assert (found.total, found.is_least, found.counts["topic"], len(found.hits)) == (10, False, {"food": 10}, 5)


def test_those_that_are_not_looked_at_closely_count_as_well(entries, search, monkeypatch):
    monkeypatch.setattr(sqlite, "CLOSELY", 4)
    entries(*(f"Plan {number}" for number in range(10)))
    assert (search("plan").total, search("plan").is_least) == (10, False)
    entries("Plan")
    assert (search("plan").total, search("plan").is_least) == (10, True)


def test_beyond_it_so_many_are_counted_the_newest_and_the_page_says_that_there_are_more(entries, search, ask):
    made = entries(*(f"Plan {number}" for number in range(14)))
    found = search("plan")
    assert (found.total, found.by_words, found.is_least, found.counts["language"]) == (10, 10, True, {"en": 10})
    assert ids(found) == [entry.pk for entry in made[:8:-1]]
    assert "At least 10 results" in ask("plan").text
    assert "Al menos 10 resultados" in ask("plan", "es").text


def test_a_page_beyond_those_ranked_is_the_last(entries, ask):
    made = entries(*(f"Plan {number}" for number in range(14)))
    page = ask("plan", page="99999")
    assert [result.entry.pk for result in page.context["results"]] == [entry.pk for entry in made[:8:-1]]


def test_titles_are_looked_at_before_what_is_newer(entries, search):
    [old] = entries("A plan of old")
    entries(*(f"Note {number}" for number in range(14)), body="plan " * 9)
    assert ids(search("plan"))[0] == old.pk


def test_what_is_chosen_is_found_and_counted_among_all(entries, search):
    [old] = entries("Old plan", facets={"topic": ["food"], "region": ["south"]})
    other = entries("Other old plan", facets={"topic": ["health"], "region": ["south"]})
    entries(*(f"Plan {number}" for number in range(14)), facets={"region": ["north"], "topic": ["art"]})
    found = search("plan", topic=("food",))
    assert (ids(found), found.total, found.is_least, found.counts["region"]) == ([old.pk], 1, False, {"south": 1})
    found = search("plan", topic=("food", "health"), region=("south",))
    assert (set(ids(found)), found.total, found.is_least) == ({old.pk, other[0].pk}, 2, False)
    assert found.counts["topic"] == {"food": 1, "health": 1}
    assert search("plan", topic=("food",), region=("north",)).total == 0


@pytest.mark.once
@LUCENE
def test_what_is_in_the_readers_language_is_not_lost_among_others(search):
    mine = make_entry("Something else", object_id=1, body="A civic plan of many words, of which one is meant.")
    for number in range(2, 18):
        make_entry("Civic", "es", object_id=number)
    found = search("civic")
    assert (ids(found)[0], found.total, found.is_least) == (mine.pk, 10, True)


def test_an_unwanted_word_may_leave_few(entries, search):
    [old] = entries("Old plan")
    entries(*(f"Plan of summer {number}" for number in range(14)))
    found = search("plan -summer")
    assert (ids(found), found.is_least) == ([old.pk], False)


def test_a_common_word_does_not_drown_a_rare_one(entries, search):
    [rare] = entries("Zeppelin", body="To travel.")
    entries(*(f"Plan {number}" for number in range(14)))
    found = search("zeppelin plan", any_word=True)
    assert (ids(found)[0], found.total, found.is_least) == (rare.pk, 10, True)
    assert found.hits[0].score > found.hits[1].score


def test_what_has_all_common_words_comes_before_what_has_one(entries, search):
    [both] = entries("Summer plan")
    entries(*(f"Plan {number}" for number in range(14)))
    entries(*(f"Summer {number}" for number in range(14)))
    found = search("plan summer zeppelin", any_word=True)
    assert (ids(found)[0], found.total, found.is_least) == (both.pk, 10, True)


def test_where_none_of_many_is_common_all_are_found_by_any_word(entries, search):
    made = [
        *entries(*(f"Plan {number}" for number in range(6))),
        *entries(*(f"Summer {number}" for number in range(5))),
    ]
    found = search("plan summer", any_word=True)
    assert (found.total, found.is_least) == (10, True)
    assert set(ids(found)) <= {entry.pk for entry in made}
    assert search("plan summer -plan", any_word=True).total == 5


def test_old_entries_are_found_by_a_word_that_no_new_one_has(entries, search):
    made = entries(*(f"Harvest {number}" for number in range(14)))
    entries(*(f"Plan {number}" for number in range(40)))
    found = search("harvest")
    assert (ids(found), found.total, found.is_least) == ([entry.pk for entry in made[:8:-1]], 10, True)


def test_a_phrase_of_common_words_is_looked_for_among_the_newest(entries, search):
    entries(*(f"School community {number}" for number in range(14)))
    made = entries("Community school", "School and community")
    found = search('"community school"')
    assert (ids(found), found.total) == ([made[0].pk], 1)


def test_where_more_have_a_phrase_than_are_shown_postgresql_looks_at_no_more(entries, monkeypatch):
    monkeypatch.setattr(postgresql, "PHRASES", 8)
    monkeypatch.setattr(postgresql, "SOME", 6)
    made = entries(*(f"Community school {number}" for number in range(9)))
    found = database_engine().search(SearchQuery.parse('"community school"'))
    assert ids(found) == [entry.pk for entry in made[:3:-1]]
    assert (found.total, found.is_least) == ((6, True) if connection.vendor == "postgresql" else (9, False))


def test_a_phrase_that_few_of_the_newest_have_is_looked_for_among_more(entries, monkeypatch):
    monkeypatch.setattr(postgresql, "PHRASES", 8)
    monkeypatch.setattr(postgresql, "SOME", 4)
    made = entries(*(f"Community school {number}" for number in range(6)), "School community", "School and community")
    found = database_engine().search(SearchQuery.parse('"community school"'))
    assert (ids(found), found.total, found.is_least) == ([entry.pk for entry in made[5:0:-1]], 6, False)


def test_a_word_or_a_phrase_finds_all_that_have_either_up_to_the_bound(entries, search):
    apart = entries("School and community", "The community of a school")
    made = entries("Harvest", "Community school", "Harvest in the community of a school", "A community school")
    found = search('harvest OR "community school"')
    assert (sorted(ids(found)), found.total, found.is_least) == ([each.pk for each in made], 4, False)
    entries(*(f"Harvest {number}" for number in range(12)))
    found = search('harvest OR "community school"')
    assert (found.total, found.is_least) == (10, True)
    assert not {each.pk for each in apart} & {*ids(found)}


def test_a_phrase_that_is_not_wanted_leaves_its_words_alone(entries, search):
    made = entries("School and community", "Community school", "School community", "School")
    found = search('school -"community school"')
    assert (sorted(ids(found)), found.total) == ([made[0].pk, made[2].pk, made[3].pk], 3)


def test_what_is_chosen_narrows_more_matches_than_are_looked_at(entries, search):
    old = entries("Plan A", "Plan B", facets={"topic": ["food"], "region": ["north"]})
    entries("Plan C", facets={"topic": ["health"], "region": ["north"]})
    entries(*(f"Plan {number}" for number in range(14)), facets={"region": ["south"]})
    found = search("plan", topic=("food",), region=("north",))
    assert (sorted(ids(found)), found.total, found.is_least) == ([each.pk for each in old], 2, False)
    assert found.counts["topic"] == {"food": 2, "health": 1}
    assert found.counts["region"] == {"north": 2}


@DATABASE
def test_counts_beside_a_choice_that_were_not_counted_to_the_end_say_so(entries, search, ask):
    entries(*(f"Old plan {number}" for number in range(12)), facets={"year": ["2025"]})
    entries(*(f"Plan {number}" for number in range(4)), facets={"year": ["2026"]})
    found = search("plan", year=("2026",))
    assert (found.total, found.is_least, found.least_in) == (4, False, {"year"})
    assert search("plan", year=("2026",), language=("en",)).least_in == {"year"}
    assert (found.counts["kind"], found.counts["year"]) == ({"resource": 4}, {"2025": 6, "2026": 4})
    offered = ask("plan", year="2026").text
    assert '<span class="choice__count">6+</span>' in offered
    assert '<span class="choice__count">4</span>' in offered
    assert '<span class="choice__count">10+</span>' in ask("plan").text


@DATABASE
def test_what_counts_beside_a_choice_by_its_translation_alone_may_be_missing_there(entries, search):
    work = uuid.uuid4()
    make_entry("A plan in two languages", "en", work=work, object_id=1000)
    shown = make_entry("Herramientas", "es", work=work, object_id=1001)
    entries("A plan", facets={"topic": ["food"], "region": ["south"]})
    entries(*(f"Plan {number}" for number in range(14)))
    chosen = {"topic": ("food",), "region": ("south",)}
    assert search("plan", reading="es", **chosen).least_in == set()
    make_entry("Herramientas", "es", work=work, object_id=1001, facets={"topic": ["art"], "region": ["south"]})
    found = search("plan", reading="es", **chosen)
    assert (found.total, found.is_least, found.least_in) == (1, False, {"topic"})
    SearchChange.objects.create(kind="resource", object_id=shown.object_id)
    assert search("plan", reading="es", **chosen).least_in == set()


@DATABASE
def test_all_that_fits_is_counted_though_its_titles_are_more_than_are_ranked(entries, search):
    entries(*(f"Plan {number}" for number in range(14)))
    entries(*(f"Plan {number}" for number in range(7)), facets={"topic": ["food"], "region": ["south"]})
    found = search("plan", topic=("food",), region=("south",))
    assert (found.total, found.is_least, found.least_in) == (7, False, set())


def test_titles_come_first_where_one_thing_is_chosen(entries, search):
    facets = {"topic": ["food"]}
    [title] = entries("A plan", facets=facets)
    entries(*(f"Note {number}" for number in range(8)), body="Of the plan, and of much more than that.", facets=facets)
    assert ids(search("plan", topic=("food",)))[0] == title.pk


def test_a_phrase_of_so_many_is_counted_to_the_end(entries, search, monkeypatch):
    monkeypatch.setattr(postgresql, "PHRASES", 8)
    monkeypatch.setattr(postgresql, "SOME", 6)
    entries(*(f"Community school {number}" for number in range(8)))
    found = search('"community school"')
    assert (found.total, found.is_least) == (8, False)


@DATABASE
@pytest.mark.parametrize("chosen", [{"topic": ("food",)}, {"topic": ("food",), "region": ("south",)}])
def test_what_fits_by_its_translation_alone_may_be_missing_of_many_and_that_is_said(entries, search, chosen):
    work, fits = uuid.uuid4(), {"topic": ["food"], "region": ["south"]}
    make_entry("A plan in two languages", "en", work=work, object_id=1000)
    entries("A plan", facets=fits)
    entries(*(f"Plan {number}" for number in range(14)))
    found = search("plan", reading="es", **chosen)
    assert (found.total, found.is_least) == (1, False)
    make_entry("Herramientas", "es", work=work, object_id=1001, facets=fits)
    found = search("plan", reading="es", **chosen)
    assert (found.total, found.is_least) == (1, True)
    assert search("plan", reading="es", language=("es",), **chosen).is_least
    assert not search("plan", **chosen).is_least
    for secret in (1000, 1001):
        SearchChange.objects.create(kind="resource", object_id=secret)
        assert not search("plan", reading="es", **chosen).is_least
        SearchChange.objects.all().delete()


@pytest.mark.once
@pytest.mark.parametrize(
    ("number", "language", "said"),
    [(1, "en", "At least 1 result"), (2, "en", "At least 2 results"), (1, "es", "Al menos 1 resultado")],
)
def test_what_is_said_of_at_least_so_many_agrees_with_the_number(number, language, said):
    with override(language):
        written = render_to_string("search/count.html", {"found": SearchResults(total=number, is_least=True)})
    assert " ".join(written.split()) == said


def test_a_phrase_does_not_go_from_the_title_to_the_summary(entries, search):
    entries("About community", summary="School is out.")
    assert search('"community school"').total == 0


# --- Translations ------------------------------------------------------------------------------------------------


@pytest.fixture
def pair(entry):
    work = uuid.uuid4()
    return entry("Toolkit", "en", work=work, object_id=1), entry("Herramientas", "es", work=work, object_id=2)


def shown(typed, reading):
    found = database_engine().search(SearchQuery.parse(typed, reading))
    return ids(found), found.counts.get("language")


def test_a_translation_is_shown_as_soon_as_it_is_there_whichever_came_first(pair):
    english, spanish = pair
    assert shown("toolkit", "es") == ([spanish.pk], {"en": 1, "es": 1})
    assert shown("herramientas", "en") == ([english.pk], {"en": 1, "es": 1})


def test_a_translation_that_is_gone_or_of_another_work_is_not_shown_instead(pair):
    english, spanish = pair
    make_entry("Herramientas", "es", work=uuid.uuid4(), object_id=2)
    assert shown("toolkit", "es") == ([english.pk], {"en": 1})
    make_entry("Herramientas", "es", work=english.work, object_id=2)
    assert shown("toolkit", "es") == ([spanish.pk], {"en": 1, "es": 1})
    database_engine().remove([spanish.pk])
    assert shown("toolkit", "es") == ([english.pk], {"en": 1})


def test_a_translation_is_not_shown_from_the_moment_it_ends(pair):
    english, _spanish = pair
    make_entry("Herramientas", "es", work=english.work, object_id=2, expires=timezone.now() - timedelta(seconds=1))
    assert shown("toolkit", "es") == ([english.pk], {"en": 1})


# --- Of a search server ------------------------------------------------------------------------------------------


@pytest.fixture
def many(entries):
    """More than are looked at, and than are ranked of them."""
    facets = {"topic": ["art"], "region": ["north"]}
    return entries(*(f"Plan {number}" for number in range(14)), body="The plan.", facets=facets)


@pytest.mark.once
@LUCENE
def test_where_something_is_chosen_every_number_is_exact(many, entries, search):
    entries("Plan A", "Plan B", facets={"topic": ["food"], "region": ["south"]})
    found = search("plan", topic=("art",))
    assert (found.total, found.by_words, found.is_least) == (14, 14, False)
    assert found.counts["topic"] == {"art": 14, "food": 2}
    assert found.counts["region"] == {"north": 14}
    found = search("plan", language=("en",))
    assert (found.total, found.is_least, found.counts["topic"]) == (16, False, {"art": 14, "food": 2})


@pytest.mark.once
@LUCENE
def test_a_translation_that_fits_is_found_by_an_old_match_that_does_not(search, entries):
    work = uuid.uuid4()
    shown = make_entry("Garden", object_id=1, work=work, facets={"topic": ["food"]})
    make_entry("Plan", "es", object_id=2, work=work)
    entries(*(f"Plan {number}" for number in range(14)))
    found = search("plan", topic=("food",))
    assert (ids(found), found.total, found.is_least) == ([shown.pk], 1, False)


@pytest.mark.once
@LUCENE
def test_of_what_fits_the_choices_those_with_the_words_in_the_title_come_first(entries, many, search):
    title = make_entry("A plan to cook in a garden", object_id=100, facets={"topic": ["food"]})
    body = make_entry("Garden", object_id=101, body="A plan of many words.", facets={"topic": ["food"]})
    entries(*(f"Plan {number}" for number in range(14)), body="The plan.")
    assert ids(search("plan", topic=("food",))) == [title.pk, body.pk]
    assert ids(search("plan", topic=("food",), language=("en",))) == [title.pk, body.pk]


@pytest.mark.once
@LUCENE
def test_works_that_are_found_in_both_languages_do_not_take_the_place_of_others(search):
    both = []
    for number in range(3):
        work = uuid.uuid4()
        both.append(make_entry("Something", object_id=number + 1, body="A civic matter.", work=work).pk)
        make_entry("Civic", "es", object_id=number + 11, work=work)
    title = make_entry("Civic", "es", object_id=20)
    for number in range(12):
        make_entry("Otro", "es", object_id=number + 30, body="Civic y algo.")
    found = ids(search("civic"))
    assert (set(found[:3]), found[3]) == (set(both), title.pk)


@pytest.mark.once
@LUCENE
@pytest.mark.parametrize("sort", [Sort.DATE, Sort.RATING])
@pytest.mark.parametrize("shown", ["en", "es"])
def test_by_date_and_by_rating_what_is_in_the_language_shown_is_not_lost_behind_many(engine, entry, shown, sort):
    other = {"en": "es", "es": "en"}[shown]
    old = entry("Plan", shown, object_id=1)
    for number in range(14):
        entry(f"Plan {number}", other, object_id=number + 2)
    assert ids(engine.search(replace(SearchQuery.parse("plan", shown), sort=sort)))[0] == old.pk


@pytest.mark.once
@LUCENE
def test_behind_the_best_the_newest_are_looked_at(entries, search, monkeypatch):
    monkeypatch.setattr(base, "RANKED", 2)
    entries(*(f"Plan {number}" for number in range(4)))
    for topic in ("art", "food"):
        entries(*(f"Note {number}" for number in range(6)), body="Of the plan.", facets={"topic": [topic]})
    found = search("plan")
    assert (found.total, found.is_least, found.counts["topic"]) == (10, True, {"food": 6})


@pytest.mark.once
@LUCENE
def test_the_title_itself_is_not_lost_among_what_has_the_words_more_often(entries, search):
    [itself] = entries("A plan")
    entries(*("Plan plan plan" for _number in range(14)))
    assert [hit.id for hit in search("a plan").hits if hit.exact] == [itself.pk]
    assert ids(search("a plan"))[0] == itself.pk


@pytest.mark.once
@LUCENE
def test_of_many_the_newest_and_the_best_rated_come_first(engine, entry):
    today = timezone.now()
    made = [
        entry("Plan", object_id=number, date=today - timedelta(days=number), rating=5 - number / 10)
        for number in range(1, 25)
    ]
    for sort in (Sort.DATE, Sort.RATING):
        found = engine.search(replace(SearchQuery.parse("plan"), sort=sort))
        assert (ids(found), found.total, found.is_least) == ([each.pk for each in made[:5]], 10, True)


@pytest.mark.once
@LUCENE
def test_no_number_of_words_passes_for_the_title_itself(entries, search):
    words = [f"{first}{second}" for first in "bcdfghjk" for second in "lmnpqrst"]
    entries(" ".join(words))
    entries(*(f"Plan {number}" for number in range(30)))
    bound = most_for_a_word(31)
    assert 0 < search(f'"{" ".join(words[:60])}"').hits[0].score <= bound
    assert 0 < search(" ".join(words[:20])).hits[0].score <= bound
    assert 0 < search(" ".join(words[:20]), any_word=True).hits[0].score <= bound


@pytest.mark.once
def test_no_word_weighs_as_much_as_what_is_added_to_its_score():
    assert most_for_a_word(10_000_000) < EXACT
    assert EXACT * 2 <= SHOWN <= FITS / 2


def most_for_a_word(number):
    """By BM25, where one entry of so many has it again and again in each of the texts."""
    return 2.2 * log(1 + number / 1.5) * sum(TEXTS.values())
