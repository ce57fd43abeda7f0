"""What a process keeps of all entries is what they are at this moment, whoever wrote them."""

import uuid
from dataclasses import replace

import pytest
from django.db import transaction

from search.backends import database_engine, values
from search.models import SearchEntry
from search.query import Near, SearchQuery
from tests.search.conftest import make_entry, remove

pytestmark = pytest.mark.django_db(transaction=True)
WORK = uuid.UUID(int=1)


@pytest.fixture
def read(monkeypatch, everything_public):
    """From which version on the values were read."""
    asked, engine = [], type(database_engine())
    whole = engine.read_values
    monkeypatch.setattr(engine, "read_values", lambda self, since: asked.append(since) or whole(self, since))
    return asked


def answer():
    """Titles, and the numbers of the facets."""
    found = database_engine().search(SearchQuery.parse("plan"))
    titles = SearchEntry.objects.in_bulk([hit.id for hit in found.hits])
    return sorted(titles[hit.id].title for hit in found.hits), found.total, found.counts


def by_a_new_process():
    kept = list(values._kept)
    values._kept.clear()
    try:
        return answer()
    finally:
        values._kept[:] = kept


def test_they_are_read_once_and_then_what_is_new(read):
    first = make_entry("Plan A", facets={"topic": ["food"]})
    make_entry("Plan B", facets={"topic": ["food", "health"], "region": ["north"]})
    assert (
        answer()
        == answer()
        == (
            ["Plan A", "Plan B"],
            2,
            {"kind": {"resource": 2}, "topic": {"food": 2, "health": 1}, "region": {"north": 1}, "language": {"en": 2}},
        )
    )
    assert read == [-1]
    make_entry("Plan A", object_id=first.object_id, facets={"topic": ["health"]})
    make_entry("Plan C")
    assert answer() == (
        ["Plan A", "Plan B", "Plan C"],
        3,
        {"kind": {"resource": 3}, "topic": {"food": 1, "health": 2}, "region": {"north": 1}, "language": {"en": 3}},
    )
    assert len(read) == 2
    assert read[1] > 0


def test_a_twin_that_comes_and_goes_is_seen_on_the_entry_that_was_there(read):
    make_entry("Plan A", object_id=1, work=WORK)
    assert answer() == (["Plan A"], 1, {"kind": {"resource": 1}, "language": {"en": 1}})
    twin = make_entry("Plan in Spanish", "es", object_id=2, work=WORK)
    assert answer() == (["Plan A"], 1, {"kind": {"resource": 1}, "language": {"en": 1, "es": 1}})
    remove(twin)
    assert answer() == (["Plan A"], 1, {"kind": {"resource": 1}, "language": {"en": 1}})


def test_what_is_gone_is_not_there_and_another_in_its_place_is(read):
    gone = make_entry("Plan A", facets={"topic": ["food"]})
    make_entry("Plan B", object_id=50)
    assert answer()[:2] == (["Plan A", "Plan B"], 2)
    remove(gone)
    make_entry("Plan C", object_id=51, facets={"topic": ["health"]})
    assert answer() == by_a_new_process()
    near = replace(SearchQuery.parse("other"), near={gone.pk: Near(0.9)})  # as was reckoned before
    assert database_engine().search(near).total == 0
    assert answer() == (
        ["Plan B", "Plan C"],
        2,
        {"kind": {"resource": 2}, "topic": {"health": 1}, "language": {"en": 2}},
    )


def test_what_is_gone_costs_no_look_at_what_is_left(read):
    gone, other = make_entry("Plan A", facets={"topic": ["food"]}), make_entry("Plan B", facets={"topic": ["food"]})
    make_entry("Plan C", facets={"topic": ["health"], "region": ["north"]})
    answer()
    remove(gone)
    assert answer() == (
        ["Plan B", "Plan C"],
        2,
        {"kind": {"resource": 2}, "topic": {"food": 1, "health": 1}, "region": {"north": 1}, "language": {"en": 2}},
    )
    assert len(read) == 2
    assert read[1] > 0
    remove(other)
    make_entry("Plan D")
    assert answer()[0] == ["Plan C", "Plan D"]
    assert len(read) == 3
    assert read[2] > read[1]


def test_who_writes_between_two_looks_is_heard_of(read, monkeypatch):
    gone = make_entry("Plan A", facets={"topic": ["food"]})
    make_entry("Plan B", object_id=50)
    answer()
    remove(gone)
    engine = type(database_engine())
    whole = engine.read_versions

    def after_another(self):
        monkeypatch.setattr(engine, "read_versions", whole)
        make_entry("Plan B", object_id=50, facets={"topic": ["food"]})
        return whole(self)

    monkeypatch.setattr(engine, "read_versions", after_another)
    assert answer() == by_a_new_process()
    assert answer() == (["Plan B"], 1, {"kind": {"resource": 1}, "topic": {"food": 1}, "language": {"en": 1}})


def test_what_a_transaction_wrote_that_was_undone_is_kept_by_nobody(read):
    entry = make_entry("Plan A", facets={"topic": ["food"]})
    answer()
    with transaction.atomic():
        make_entry("Plan A", object_id=entry.object_id, facets={"topic": ["health"]})
        make_entry("Plan B")
        assert answer()[0] == ["Plan A", "Plan B"]
        remove(entry)
        assert answer()[:2] == (["Plan B"], 1)
        transaction.set_rollback(True)
    make_entry("Plan C")
    make_entry("Plan D")  # as many as were undone
    assert answer() == by_a_new_process()
    assert (answer()[0], answer()[2]["topic"]) == (["Plan A", "Plan C", "Plan D"], {"food": 1})


def test_within_a_transaction_only_what_is_new_is_read(read):
    make_entry("Plan A")
    answer()
    with transaction.atomic():
        assert answer()[0] == ["Plan A"]
        make_entry("Plan B")
        assert answer()[0] == ["Plan A", "Plan B"]
    assert answer()[0] == ["Plan A", "Plan B"]
    assert read == [-1, read[1], read[1]]  # once more after it, since what it read was not kept
    assert read[1] > 0


def test_a_database_that_was_restored_is_read_anew(read):
    make_entry("Plan A")
    make_entry("Plan B")
    before = answer()
    assert before[1:] == (2, {"kind": {"resource": 2}, "language": {"en": 2}})
    others = values._kept[0].packed.copy()
    others["language"] = values.LANGUAGE_NUMBERS["es"]
    values._kept[0] = replace(values._kept[0], version=values._kept[0].version + 10**9, packed=others)
    assert answer() == before


def test_a_database_that_was_restored_and_written_to_is_read_anew(read):
    with transaction.atomic():
        gone = make_entry("Plan A", facets={"topic": ["food", "health"]})
        make_entry("Plan B", object_id=50)
        make_entry("Plan C", object_id=51)
        point = transaction.savepoint()
        make_entry("Plan B", object_id=50, facets={"topic": ["food"]})
        make_entry("Plan C", object_id=51, facets={"topic": ["food"]})
        lost = values._up_to(1, database_engine())
        transaction.savepoint_rollback(point)
    values._kept[:] = [lost]
    make_entry("Plan B", object_id=50, facets={"topic": ["health"]})
    make_entry("Plan D", object_id=52, facets={"topic": ["health"]})
    make_entry("Plan E", object_id=53)
    remove(gone)
    assert answer() == by_a_new_process()
    assert answer()[2] == {"kind": {"resource": 4}, "topic": {"health": 2}, "language": {"en": 4}}


def test_a_database_that_was_restored_and_got_as_many_entries_is_read_anew(read):
    with transaction.atomic():
        make_entry("Plan A", object_id=50, facets={"topic": ["food"]})
        point = transaction.savepoint()
        make_entry("Plan A", object_id=50, facets={"topic": ["health"]})
        lost = values._up_to(1, database_engine())
        transaction.savepoint_rollback(point)
    values._kept[:] = [lost]
    make_entry("Plan B", object_id=51)
    assert answer() == by_a_new_process()
    assert (answer()[0], answer()[2]["topic"]) == (["Plan A", "Plan B"], {"food": 1})


def test_a_value_that_no_entry_has_any_more_finds_nothing(read):
    make_entry("Plan A", facets={"topic": ["food"]})
    remove(make_entry("Plan B", facets={"topic": ["health"]}))
    found = database_engine().search(replace(SearchQuery.parse("plan"), facets={"topic": ("health",)}))
    assert (found.total, found.counts) == (0, {"topic": {"food": 1}})


def test_before_there_is_anything_nothing_is_found_whatever_is_chosen(read):
    narrowed = SearchQuery(**vars(SearchQuery.parse("plan")) | {"facets": {"topic": ("food",)}})
    assert answer() == ([], 0, {})
    assert database_engine().search(narrowed).total == 0
