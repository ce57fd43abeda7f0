"""Several who write and read at the same moment: what is kept is what there is, whoever commits first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from search.backends import database_engine, values
from search.backends.sql import SQLEngine
from search.domain import checking
from search.domain.checking import Differences
from search.models import SearchEntry
from search.query import SearchQuery
from tests.search.conftest import make_entry, remove

pytestmark = pytest.mark.django_db(transaction=True)
SOON = 0.5  # seconds within which whoever need not wait is done


def answer(text="plan"):
    """Titles, and the numbers of the facets."""
    found = database_engine().search(SearchQuery.parse(text))
    titles = SearchEntry.objects.in_bulk([hit.id for hit in found.hits])
    return sorted(titles[hit.id].title for hit in found.hits), found.total, found.counts


def beside(act):
    """On a connection of its own; ends it."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def refiled(entry, topic):
    """As it is given to the engine."""
    entry.facets = [["topic", topic]]
    return entry


def test_who_commits_last_is_read_last(everything_public):
    first, second = make_entry("Plan A"), make_entry("Plan B")
    make_entry("Plan C", facets={"topic": ["health"]})  # who gives it its number waits for nobody then
    answer()
    others_done, answers = Event(), []

    def write_and_read():
        database_engine().index([refiled(second, "health")])
        answers.append(answer()[2]["topic"])
        others_done.set()

    with transaction.atomic():
        database_engine().index([refiled(first, "health")])
        other = beside(write_and_read)
        others_done.wait(SOON)
    other.join()
    assert answers == [{"health": 3}]
    assert answer()[2]["topic"] == {"health": 3}


def test_what_changes_while_it_is_repaired_is_found_as_it_is_then(everything_public, monkeypatch):
    entry = make_entry("Plan A", body="secret")
    index, others = SQLEngine.index, []

    def index_late(engine, entries):
        if not others:
            others.append(beside(lambda: make_entry("Plan B", object_id=entry.object_id)))
            others[0].join(SOON)
        index(engine, entries)

    monkeypatch.setattr(SQLEngine, "index", index_late)
    checking.repair(database_engine(), Differences(other={entry.pk}))
    others[0].join()
    assert answer()[:2] == (["Plan B"], 1)
    assert answer("secret") == ([], 0, {})


def test_what_goes_while_it_is_repaired_is_gone(everything_public, monkeypatch):
    entry = make_entry("Plan A", facets={"topic": ["food"]})
    index, others = SQLEngine.index, []

    def index_late(engine, entries):
        if not others:
            others.append(beside(lambda: remove(entry)))
            others[0].join(SOON)
        index(engine, entries)

    monkeypatch.setattr(SQLEngine, "index", index_late)
    checking.repair(database_engine(), Differences(missing={entry.pk}))
    others[0].join()
    assert answer() == ([], 0, {})


def test_whatever_several_write_at_once_is_read_at_last(everything_public):
    """Each writes its own entries anew and takes them away; one reads all the time."""
    topics, ended = ("food", "health", "arts"), Event()

    def write(number):
        try:
            for step, topic in enumerate(topics * 3):
                with transaction.atomic():
                    ids = list(SearchEntry.objects.filter(object_id=number).values_list("pk", flat=True))
                    if step % 4 == 3:
                        database_engine().remove(ids)
                    else:
                        there = SearchEntry.objects.in_bulk(ids).values()
                        database_engine().index([refiled(each, topic) for each in there])
                    transaction.set_rollback(step % 5 == 4)
        finally:
            connection.close()

    def read():
        while not ended.is_set():
            answer()

    for number in range(1, 5):
        make_entry(f"Plan {number}", object_id=number)
    reader = beside(read)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(1, 5)))
    ended.set()
    reader.join()
    kept = answer()
    values._kept.clear()
    assert answer() == kept
