"""Entries are found by their meaning too, in both languages, and only where there is something near."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.meaning import tasks
from cms.meaning.encoder import encoder
from cms.meaning.models import Meaning
from cms.meaning.queries import copies
from cms.meaning.queries.nearest import shared_rows
from cms.meaning.terms import rarity
from cms.searchable import Document, Passage
from search.backends.base import Hit
from search.domain import changes, describing
from search.meanings import passages
from search.near import _covered as covered_by
from search.near import _weights as weights_of
from search.near import near
from search.query import SearchQuery
from search.ranking import Group, ranked
from tests.search.conftest import GROUPS, remove

pytestmark = pytest.mark.django_db
LONG = "The board met on a Tuesday and approved the minutes of the last meeting. " * 6


@pytest.fixture
def encoded(entry, settings, monkeypatch):
    """Entries that say their title, once the worker has looked at them; the encoder is at hand."""
    settings.MEANING_IN_REQUESTS = True
    encoder.encode([""])
    monkeypatch.setattr(copies, "PATIENCE", 0)

    def make(*titles, **values):
        made = [entry(title, **{"body": title} | values) for title in titles]
        tasks.encode_due()
        return made

    return make


def found(text, language="en"):
    return list(near(SearchQuery.parse(text, language)).found)


@pytest.mark.once
def test_a_question_finds_what_means_the_same_in_either_language(encoded):
    pantry, visits, bus = encoded("A food pantry at school", "Home visits for new families", "The bus is late again")
    assert found("where to get snacks and groceries")[0] == pantry.pk
    assert found("visitas a las casas", "es")[0] == visits.pk
    assert bus.pk not in found("where to get snacks and groceries")


@pytest.mark.once
def test_a_question_that_nothing_answers_finds_nothing(encoded, titles):
    encoded("A food pantry at school", "Home visits for new families", "A garden behind the gym")
    assert found("why does my cat vomit") == []
    assert titles("how to change a car tire") == []


def test_what_is_found_by_its_meaning_alone_is_said_to_be_related(encoded, ask):
    encoded("Home visits", "A school garden", "Trips to the houses of families")
    page = ask("home visits").context
    found = {name: [(result.entry.title, result.related) for result in page[name]] for name in GROUPS}
    assert found == {
        "results": [("Home visits", False)],
        "other_results": [],
        "related_results": [("Trips to the houses of families", True)],
    }
    assert (page["found"].total, page["found"].by_words) == (2, 1)


@pytest.mark.parametrize("seen_by", ["nobody", "a worker"])
def test_what_is_hidden_does_not_say_how_near_is_near_enough(encoded, titles, monkeypatch, seen_by):
    asked = "visits by our teachers to each home"
    near_enough = ["A bus to school", "Families and schools", "Home visits", "Trips to the houses of families"]
    encoded("A school garden", "Dinner with the principal", *near_enough)
    assert set(near_enough) <= set(before := titles(asked))
    (secret,) = encoded(asked.capitalize())
    assert "A bus to school" not in titles(asked)  # the nearest is so much nearer
    monkeypatch.setattr("search.near.MOST", len(before))
    changes.note("resource", [secret.object_id])
    if seen_by == "a worker":
        remove(secret)
    assert sorted(titles(asked)) == sorted(before)


@pytest.mark.once
def test_how_near_an_entry_is_depends_on_no_other(encoded):
    query = SearchQuery.parse("a garden for the school, and its budget", "en")
    [garden] = encoded("A school garden")
    before = near(query).scores[garden.pk]
    encoded("A garden", "Gardens of many schools", "Nothing but gardens", body=LONG * 3)
    assert near(query).scores[garden.pk] == before


def test_what_is_very_near_counts_as_found_without_the_words(encoded, ask, monkeypatch):
    encoded("Trips to the houses of families", "A school garden")
    asked = "visits by our teachers to each home"
    monkeypatch.setattr("search.results.SURE", 1.0)
    unsure = ask(asked).context["found"]
    assert unsure.by_words == 0
    monkeypatch.setattr("search.results.SURE", max(hit.near for hit in unsure.hits))
    page = ask(asked).context
    assert page["found"].by_words == 1
    assert all(result.related for result in page["results"])


def test_what_fits_far_less_comes_after_what_is_there_in_the_other_language_only():
    hits = [Hit(1, 9.0), Hit(2, 3.0), Hit(3, 0.0, other=True, near=0.7), Hit(4, 1.0, exact=True)]
    shown, other, related = Group
    assert in_groups(hits, {1: 0.6, 2: 0.2}) == {shown: [4, 1], other: [3], related: [2]}
    assert in_groups(hits[:2], {}) == {shown: [1, 2], other: [], related: []}


@pytest.mark.parametrize("score", [0.1, 9.0])
def test_no_group_says_how_rare_words_are_which_may_count_what_is_hidden(score):
    hits = [Hit(1, 9.0), Hit(2, score, other=True), Hit(3, score)]
    assert in_groups(hits, {1: 0.5, 2: 0.44, 3: 0.4}) == {Group.SHOWN: [1], Group.OTHER: [2], Group.RELATED: [3]}


def test_what_is_to_come_stands_no_higher_for_being_far_away():
    today = timezone.now()
    fits, far = Hit(1, 1.0, near=0.5, date=today), Hit(2, 0.98, near=0.5, date=today + timedelta(days=36_500))
    assert [hit.id for _group, hit in ranked([far, fits], {})] == [1, 2]


def test_who_asks_for_the_next_gets_what_is_to_come_before_what_is_over_or_only_speaks_of_it(entry, titles):
    now = timezone.now()
    entry("Next summit announced", kind="summit")
    entry("Next summit opened", kind="session", date=now + timedelta(days=100))
    entry("Next summit remembered", kind="summit", date=now - timedelta(days=2))
    entry("Next summit discussed", kind="update", date=now)
    opened, announced, *others = (f"Next summit {what}" for what in ("opened", "announced", "discussed", "remembered"))
    assert titles("when is the next summit") == [opened, announced, *others]
    assert titles("summit") == titles("when was the summit") == [opened, *others, announced]


def test_the_next_is_asked_for_in_spanish_too(entry, titles):
    entry("Próxima cumbre anunciada", "es", kind="summit")
    entry("Próxima cumbre comentada", "es", kind="update", date=timezone.now())
    assert titles("cuándo es la próxima cumbre", "es") == ["Próxima cumbre anunciada", "Próxima cumbre comentada"]
    assert titles("cumbre", "es") == ["Próxima cumbre comentada", "Próxima cumbre anunciada"]


@pytest.mark.once
def test_a_word_counts_once_and_one_that_is_everywhere_next_to_nothing():
    child, suspension, discipline = weights_of(
        {"child": ("son", "en"), "suspension": ("pelea", "es"), "discipline": ("pelea", "es")}
    ).values()
    assert suspension == discipline == pytest.approx(rarity("suspension") / 2)
    assert child == pytest.approx(rarity("child") / 5)


@pytest.mark.once
def test_a_term_counts_more_the_rarer_it_is_in_what_is_written_here():
    assert rarity("school") < rarity("family") < rarity("funding") < rarity("xylophon") == rarity("trombon")


@pytest.mark.once
def test_a_word_counts_more_in_a_title_in_several_passages_and_in_a_short_text(encoded):
    said = "We plant tomatoes with the first graders. "
    texts = {"A day": [said, LONG * 4], "A week": [said], "A month": [said, f"{said}{LONG}"], "Tomatoes": [LONG]}
    made = {}
    for title, parts in texts.items():
        [made[title]] = encoded(title, body=[Passage(part, f"/x/#{at}") for at, part in enumerate(parts)])
    rows = shared_rows("entry")
    shares = covered_by(rows, {"tomato": ("tomatoes", "en")})
    covered = dict(zip(rows.keys[rows.first_of].tolist(), shares, strict=True))
    assert sorted(made, key=lambda title: -covered[made[title].pk]) == ["Tomatoes", "A month", "A week", "A day"]
    assert min(shares) > 0
    assert max(shares) < 1


def test_a_result_shows_the_passage_that_is_near_and_opens_there(encoded, ask):
    posts = [Passage(LONG, "/t/#post-1"), Passage("A cat sleeps in the library.", "/t/#post-2")]
    encoded("Pets of our students", body=posts, kind="topic")
    (result,) = ask("¿dónde duerme el gato?", "es").context["other_results"]
    assert (result.excerpt, result.url) == ("A cat sleeps in the library.", "/t/#post-2")


def test_an_entry_that_reads_otherwise_is_not_found_by_what_it_said(encoded):
    (secret,) = encoded("A food pantry at school")
    assert found("snacks and groceries") == [secret.pk]
    describe_again(secret, "The bus is late again")
    assert found("snacks and groceries") == []
    tasks.encode_due()
    assert found("snacks and groceries") == []
    assert found("autobús", "es") == [secret.pk]


def test_an_entry_that_is_gone_takes_its_meaning_along(encoded):
    (gone,) = encoded("A food pantry at school")
    rows = shared_rows("entry")
    describing.describe("resource", [gone.object_id])
    assert not Meaning.objects.filter(kind="entry").exists()
    assert shared_rows("entry") is rows
    assert found("snacks and groceries") == []


@pytest.mark.once
def test_an_entry_described_again_as_it_was_keeps_its_meaning(encoded):
    (kept,) = encoded("A food pantry at school")
    before = list(Meaning.objects.filter(kind="entry").values_list("pk", flat=True))
    describe_again(kept, "A food pantry at school", force=True)
    tasks.encode_due()
    assert list(Meaning.objects.filter(kind="entry").values_list("pk", flat=True)) == before


@pytest.mark.once
def test_words_alone_where_there_is_no_encoder_or_no_copy_yet(encoded, settings, titles):
    encoded("A food pantry at school", "The bus is late again")
    settings.MEANING_IN_REQUESTS = False
    assert titles("apples and bread") == []
    settings.MEANING_IN_REQUESTS = True
    settings.MEANING = False
    assert titles("apples and bread") == []
    settings.MEANING = True
    assert titles("apples and bread") == ["A food pantry at school"]
    settings.MEANING_DIR = settings.MEANING_DIR / "another host"
    assert titles("apples and bread") == []
    assert titles("pantry") == ["A food pantry at school"]


@pytest.mark.once
def test_who_excludes_a_word_gets_what_is_typed(encoded):
    encoded("A food pantry at school")
    assert found("groceries") != []
    assert found("groceries -school") == []


@pytest.mark.once
def test_passages_end_with_sentences_and_never_go_over_a_beginning():
    long = "x" * 297
    assert passages(f"One. Two! {long}. Four.") == [(0, "One. Two!"), (10, f"{long}."), (309, "Four.")]
    assert [text for _, text in passages("A post. Another one.", [8])] == ["A post.", "Another one."]
    assert [begin for begin, _ in passages("A post. Another one.", [8])] == [0, 8]
    assert passages("") == []
    assert len(passages("A sentence of some length, said over and over. " * 400)) == 20


@pytest.mark.once
def test_another_rating_leaves_the_meaning_of_passages(encoded, entry):
    said = {"body": [Passage("A food pantry at school", "/x/#1"), Passage("The bus is late again", "/x/#2")]}
    [kept] = encoded("Pantry", **said)
    meanings = Meaning.objects.filter(kind="entry")
    before = set(meanings.values_list("pk", flat=True))
    entry("Pantry", object_id=kept.object_id, rating=4.0, **said)
    assert set(meanings.values_list("pk", flat=True)) == before != set()
    entry("Pantry", object_id=kept.object_id, body=[*said["body"], Passage("A new one", "/x/#3")])
    assert not meanings.exists()


def in_groups(hits, nearness):
    in_order = ranked(hits, nearness)
    return {group: [hit.id for found, hit in in_order if found is group] for group in Group}


def describe_again(entry, title, force=False):
    described = describing.describe_document(
        entry.kind, entry.object_id, Document(entry.language, title, entry.url, body=title)
    )
    describing._write(entry.kind, [entry.object_id], {described.key: described}, entry.version + 1, force)
