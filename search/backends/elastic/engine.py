"""Elasticsearch or OpenSearch, which answers from documents of its own."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch import ApiError, TransportError, helpers

from cms.breaker import Breaker
from search.backends import database_engine, values
from search.backends.base import Engine, NotAnsweringError, SearchResults
from search.backends.elastic import indices, queries
from search.backends.elastic.client import get_client
from search.backends.elastic.documents import document
from search.backends.found import Found, Matches
from search.models import Clock, SearchEntry
from search.queries.hidden import hidden
from search.query import SearchQuery

MAX_HIDDEN = 1_000  # ids that a query can leave out
PATIENCE = timedelta(minutes=2)  # for a change that the engine does not know
CHUNK = 500
CONFLICT, TOO_MANY, SERVER_ERROR = 409, 429, 500
FAILURES = (ApiError, TransportError)
READ = "timed_out,_shards.failed,hits.hits.sort,aggregations"

logger = logging.getLogger(__name__)


class NotTakenError(Exception):
    """Something it was given has to be given again."""


class ElasticEngine(Engine):
    name = "elasticsearch"
    # Of the readers in one process, one in so many seconds waits for a server that does not answer.
    answering = Breaker("search engine", rest=15)
    taking = Breaker("search engine (to be told of changes)", rest=60, failures=(*FAILURES, NotTakenError))

    def search(self, query: SearchQuery) -> SearchResults:
        database = database_engine()
        left_out = hidden(self.name, MAX_HIDDEN)
        # The values are the database's: what that does not know yet is not to be shown either.
        ids = sorted({*left_out.ids, *hidden(database.name).ids})
        if len(ids) > MAX_HIDDEN:
            raise NotAnsweringError("more has changed than it can leave out")
        if left_out.behind_since and left_out.behind_since < timezone.now() - PATIENCE:
            raise NotAnsweringError(f"it does not know what changed since {left_out.behind_since:%Y-%m-%d %H:%M:%S%z}")
        matches = self._matches(query, ids)
        return Found(query, matches, values.current(database), ids, values.known_codes()).results()

    def prepare(self) -> None:
        """An index that is gone, or of another shape, is made anew and given everything."""
        written = indices.written()
        if any(written.get(name) == indices.shape() for name in indices.answering()):
            return
        logger.warning("The search engine has no index of today's shape: it is made and filled.")
        indices.answer_with(indices.create())
        Clock.objects.filter(name=self.name).update(version=0)

    def index(self, entries: Sequence[SearchEntry]) -> None:
        self._write([entry.pk for entry in entries], [])

    def remove(self, entry_ids: Sequence[int]) -> None:
        self._write([], list(entry_ids))

    def known(self) -> dict[int, str]:
        search = {"sort": ["_doc"], "docvalue_fields": ["id", "digest"], "stored_fields": "_none_"}
        found = helpers.scan(get_client(), query=search, index=indices.read_alias(), size=5_000, preserve_order=True)
        return {hit["fields"]["id"][0]: hit["fields"]["digest"][0] for hit in found}

    def due(self) -> dict[int, str]:
        return dict(SearchEntry.objects.order_by().values_list("pk", "digest"))

    def rebuild(self) -> Iterator[tuple[int, int]]:
        """A new index is filled while the old one answers; both are told of what changes meanwhile."""
        indices.remove(indices.written().keys() - indices.answering())  # of a rebuild that was broken off
        new = indices.create()
        try:
            ids = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(ids), CHUNK):
                self._fill(new, ids[start : start + CHUNK])
                yield min(start + CHUNK, len(ids)), len(ids)
            indices.refresh(new)
            indices.answer_with(new)
        except BaseException:
            indices.remove([new])
            raise

    def _fill(self, index: str, ids: Sequence[int]) -> None:
        version = Clock.objects.read(Clock.ENTRIES)
        _bulk(_actions(index, version, SearchEntry.objects.filter(pk__in=ids)), refresh=False, tries=3)

    def _matches(self, query: SearchQuery, left_out: Sequence[int]) -> Matches:
        asked = queries.asked(query, left_out)
        client = get_client(settings.ELASTICSEARCH_TIMEOUT)
        answer = client.search(index=indices.read_alias(), body=asked, filter_path=READ).body
        if answer.get("timed_out") or answer["_shards"]["failed"]:
            raise NotAnsweringError("only a part of it answered")
        return queries.matches(query, answer)

    def _write(self, ids: Sequence[int], gone: Sequence[int]) -> None:
        """The version is read before the rows: of two tasks that overlap, the one that saw more wins, whoever is
        first."""
        if not ids and not gone:
            return
        version = Clock.objects.read(Clock.ENTRIES)
        targets = list(indices.written())
        if not targets:
            raise NotTakenError("there is no index")
        entries = list(SearchEntry.objects.filter(pk__in=ids))
        for target in targets:
            _bulk(_actions(target, version, entries, gone))


def _bulk(actions: Iterable[dict[str, Any]], refresh: bool = True, tries: int = 1) -> None:
    """A task is repeated by the schedule; a rebuild must not end because the server was busy for once."""
    client = get_client().options(max_retries=tries - 1, retry_on_timeout=True)
    sent = helpers.streaming_bulk(
        client, actions, CHUNK, raise_on_error=False, require_alias=True, refresh=refresh, max_retries=tries - 1
    )
    for taken, item in sent:
        if not taken:
            _judge(next(iter(item.values())))


def _actions(
    target: str, version: int, entries: Iterable[SearchEntry], gone: Iterable[int] = ()
) -> Iterator[dict[str, Any]]:
    where = {"_index": indices.own_alias(target), "version": version, "version_type": "external_gte"}
    for entry in entries:
        yield where | {"_id": str(entry.pk), "_source": document(entry)}
    for pk in gone:
        yield where | {"_op_type": "delete", "_id": str(pk)}


def _judge(item: dict[str, Any]) -> None:
    """What was refused for good is logged, rather than to hold up all others; for all else the task comes again."""
    status = item["status"]
    if status == CONFLICT or item.get("result") == "not_found":
        return
    if status == TOO_MANY or status >= SERVER_ERROR or "index_not_found" in str(item.get("error")):
        raise NotTakenError(f"{status}: {item.get('error')}")
    logger.error("The search engine refuses an entry: %s", item)
