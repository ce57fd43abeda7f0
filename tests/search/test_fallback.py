"""The engine outside of the database is down, slow, wrong or behind: the database answers, and nothing is lost."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from elastic_transport import ConnectionTimeout
from health_check.exceptions import ServiceWarning

from search.backends import database_engine
from search.backends.elastic import engine as engine_module
from search.backends.elastic import indices
from search.backends.elastic.client import PlainNode
from search.backends.elastic.engine import ElasticEngine
from search.domain import feeding
from search.health import SearchEngine
from search.models import Clock, RemovedEntry, SearchEntry
from search.query import SearchQuery
from tests.servers import free_port

pytestmark = pytest.mark.once  # whatever the database is


class FaultyNode(PlainNode):
    """`fault` sees each request, and may answer it."""

    fault = staticmethod(lambda target, answer: answer())

    def perform_request(self, method, target, *args, **kwargs):
        return self.fault(target, lambda: PlainNode.perform_request(self, method, target, *args, **kwargs))


@pytest.fixture
def faulty(settings, monkeypatch):
    """Make the server answer requests for an address with this in it otherwise; gives a way to end that."""
    settings.ELASTICSEARCH_NODE_CLASS = f"{__name__}.FaultyNode"

    def start(part, change):
        monkeypatch.setattr(
            FaultyNode, "fault", staticmethod(lambda target, answer: change(answer) if part in target else answer())
        )
        return lambda: monkeypatch.setattr(FaultyNode, "fault", staticmethod(lambda target, answer: answer()))

    return start


@pytest.fixture
def database_asked(monkeypatch):
    """What the database had to answer."""
    asked, search = [], type(database_engine()).search

    def noted(self, query):
        asked.append(query.text)
        return search(self, query)

    monkeypatch.setattr(type(database_engine()), "search", noted)
    return asked


def status(code):
    def change(answer):
        answered = answer()
        return answered._replace(meta=replace(answered.meta, status=code))

    return change


def body(change_whole):
    def change(answer):
        answered = answer()
        whole = json.loads(answered.body)
        change_whole(whole)
        return answered._replace(body=json.dumps(whole).encode())

    return change


def too_slow(answer):
    raise ConnectionTimeout("2 seconds")


def lucene_titles(typed):
    hits = ElasticEngine().search(SearchQuery.parse(typed)).hits
    return sorted(SearchEntry.objects.get(pk=hit.id).title for hit in hits)


def test_it_answers_where_it_can(lucene, entry, titles, database_asked):
    entry("Plan A")
    assert titles("plan") == ["Plan A"]
    assert database_asked == []


@pytest.mark.parametrize(
    "change",
    [
        too_slow,
        status(500),
        status(429),
        status(404),
        body(lambda whole: whole.update(timed_out=True)),
        body(lambda whole: whole.update(_shards={"failed": 1})),
        body(lambda whole: whole.pop("hits")),
        body(lambda whole: whole["hits"]["hits"][0].update(sort=[1.0, "x"])),
        body(lambda whole: whole["hits"]["hits"][0].update(sort=[1.0, 2**80])),
        body(lambda whole: whole["hits"].update(hits=["nonsense"])),
        body(lambda whole: whole.pop("aggregations")),
        body(lambda whole: whole["aggregations"]["ids"]["buckets"][0].update(bits={"value": "x"})),
    ],
)
def test_where_it_answers_wrongly_the_database_does(lucene, faulty, entry, titles, database_asked, caplog, change):
    entry("Plan A")
    repaired = faulty("_search", change)
    assert (titles("plan"), titles("plan")) == (["Plan A"], ["Plan A"])
    assert len(database_asked) == 2
    told = [record.message for record in caplog.records if "search engine does not answer" in record.message]
    assert len(told) == 1, "said once, and not asked again for a while"
    repaired()
    lucene.answering.resting_until = 0
    assert titles("plan") == ["Plan A"]
    assert len(database_asked) == 2


def test_one_reader_waits_for_a_silent_server_and_no_more_than_a_second(
    lucene, silent_server, settings, entry, titles, database_asked
):
    entry("Plan A")
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_TIMEOUT = f"http://{silent_server}", 0.3
    before = time.monotonic()
    assert (titles("plan"), titles("plan")) == (["Plan A"], ["Plan A"])
    assert time.monotonic() - before < 1.5
    assert len(database_asked) == 2


def test_what_changes_while_it_is_down_is_told_when_it_is_back(lucene, settings, entry, titles, caplog):
    entry("Plan A", object_id=1)
    gone = entry("Plan B", object_id=2)
    there = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"
    entry("Plan C", object_id=1)
    version = Clock.objects.read(Clock.ENTRIES)
    RemovedEntry.objects.create(entry_id=gone.pk, version=version)
    SearchEntry.objects.filter(pk=gone.pk).delete()
    feeding.feed()
    assert titles("plan") == ["Plan C"]
    assert RemovedEntry.objects.count() == 1, "kept for who has not heard of it"
    assert "to be told of changes) does not answer" in caplog.text
    settings.ELASTICSEARCH_URL, lucene.taking.resting_until = there, 0
    feeding.feed()
    assert lucene_titles("plan") == ["Plan C"]
    assert Clock.objects.read(lucene.name) == version
    assert RemovedEntry.objects.count() == 0


def test_an_index_that_is_gone_is_made_and_filled_again(lucene, entry, titles, database_asked):
    entry("Plan A")
    entry("Plan B")
    indices.remove(indices.written())
    assert sorted(titles("plan")) == ["Plan A", "Plan B"]
    assert database_asked == ["plan"]
    feeding.feed()
    assert lucene_titles("plan") == ["Plan A", "Plan B"]


def test_an_index_of_another_shape_is_not_asked_and_made_anew(lucene, entry, titles, database_asked, monkeypatch):
    entry("Plan A")
    [before] = indices.written()
    monkeypatch.setattr(indices, "shape", lambda: "another")
    assert (titles("plan"), database_asked) == (["Plan A"], ["plan"])
    feeding.feed()
    [after] = indices.written()
    assert (before != after, indices.answering()) == (True, {after})
    assert lucene_titles("plan") == ["Plan A"]


def refused(code):
    """Of several it takes all but the first."""

    def change(whole):
        next(iter(whole["items"][0].values())).update(status=code, error={"type": "no_luck"})
        whole["errors"] = True

    return body(change)


def test_what_it_could_not_take_now_it_is_given_again(lucene, faulty, entry):
    repaired = faulty("_bulk", refused(429))
    entry("Plan A")
    assert Clock.objects.read(lucene.name) < Clock.objects.read(Clock.ENTRIES)
    repaired()
    lucene.taking.resting_until = 0
    feeding.feed()
    assert Clock.objects.read(lucene.name) == Clock.objects.read(Clock.ENTRIES)
    assert lucene_titles("plan") == ["Plan A"]


def test_a_rebuild_goes_on_where_the_server_was_busy_for_once(lucene, faulty, entry):
    entry("Plan A")
    busy = [too_slow]
    faulty("_bulk", lambda answer: busy.pop()(answer) if busy else answer())
    assert list(lucene.rebuild()) == [(1, 1)]
    assert (busy, lucene_titles("plan")) == ([], ["Plan A"])


def test_what_it_refuses_for_good_holds_up_nothing(lucene, faulty, entry, caplog):
    faulty("_bulk", refused(400))
    entry("Plan A")
    assert Clock.objects.read(lucene.name) == Clock.objects.read(Clock.ENTRIES)
    assert "refuses an entry" in caplog.text


def test_behind_for_minutes_or_by_too_much_it_is_not_asked(lucene, entry, titles, database_asked, monkeypatch):
    with monkeypatch.context() as down:
        down.setattr(ElasticEngine, "index", lambda *args: None)
        entry("Plan A")
    Clock.objects.filter(name=lucene.name).update(version=1)
    assert titles("plan") == [], "within two minutes what it does not know is left out"
    SearchEntry.objects.update(described_at=timezone.now() - timedelta(minutes=3))
    assert titles("plan") == ["Plan A"]
    SearchEntry.objects.update(described_at=timezone.now())
    lucene.answering.resting_until = 0
    monkeypatch.setattr(engine_module, "MAX_HIDDEN", 0)
    assert titles("plan") == ["Plan A"]
    assert database_asked == ["plan", "plan"]


@pytest.mark.stems
def test_a_late_task_brings_back_nothing(lucene, entry, monkeypatch):
    late = []
    with monkeypatch.context() as slow:
        slow.setattr(engine_module, "_bulk", late.extend)
        entry("Plan of yesterday", object_id=1)
    made = entry("Plan of today", object_id=1)
    engine_module._bulk(late)
    assert (lucene_titles("yesterday"), lucene_titles("today")) == ([], ["Plan of today"])
    RemovedEntry.objects.create(entry_id=made.pk, version=Clock.objects.read(Clock.ENTRIES))
    lucene.remove([made.pk])
    engine_module._bulk(late)
    assert lucene.known() == {}


def test_readyz_is_told_that_the_database_answers(lucene, settings, entry, monkeypatch):
    check = SearchEngine()
    monkeypatch.setattr("search.health.connection", SimpleNamespace(close=lambda: None))  # it is of this thread here
    entry("Plan A")
    check.run()
    Clock.objects.filter(name=lucene.name).update(version=0)
    SearchEntry.objects.update(described_at=datetime(2026, 3, 1, tzinfo=UTC))
    with pytest.raises(ServiceWarning, match=r"database answers instead \(it does not know what changed since 2026"):
        check.run()
    settings.ELASTICSEARCH_URL = f"http://user:secret@127.0.0.1:{free_port()}"
    Clock.objects.filter(name=lucene.name).update(version=2**60)
    with pytest.raises(ServiceWarning) as warning:
        check.run()
    assert str(warning.value) == "Warning: the database answers instead (ConnectionError)"
