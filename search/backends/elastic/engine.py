"""Elasticsearch or OpenSearch, which answers from documents of its own."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from elasticsearch import ApiError, TransportError, helpers

from cms.breaker import Breaker
from search.backends.base import Engine, NotAnsweringError, SearchResults
from search.backends.elastic import indices
from search.backends.elastic.client import get_client
from search.backends.elastic.documents import digest, documents
from search.backends.elastic.queries import EntrySearch, results
from search.models import Clock, SearchEntry
from search.queries.hidden import hidden
from search.query import SearchQuery

MAX_HIDDEN = 1_000  # ids that a query can leave out
PATIENCE = timedelta(minutes=2)  # for a change that the engine does not know
CHUNK = 500
MAX_FOUND = 10_000  # what a server gives at once
CONFLICT, TOO_MANY, SERVER_ERROR = 409, 429, 500
FAILURES = (ApiError, TransportError)
READ = "timed_out,_shards.failed,hits.total.value,hits.hits.sort,aggregations"

logger = logging.getLogger(__name__)


class NotTakenError(Exception):
    """Something it was given has to be given again."""


class ElasticEngine(Engine):
    name = "elasticsearch"
    # Of the readers in one process, one in so many seconds waits for a server that does not answer.
    answering = Breaker("search engine", rest=15)
    taking = Breaker("search engine (to be told of changes)", rest=60, failures=(*FAILURES, NotTakenError))

    def search(self, query: SearchQuery) -> SearchResults:
        left_out = hidden(self.name, MAX_HIDDEN)
        if len(left_out.ids) > MAX_HIDDEN:
            raise NotAnsweringError("more has changed than it can leave out")
        if left_out.behind_since and left_out.behind_since < timezone.now() - PATIENCE:
            raise NotAnsweringError(f"it does not know what changed since {left_out.behind_since:%Y-%m-%d %H:%M:%S%z}")
        answer = self._ask(EntrySearch(query, left_out.ids).body)
        if answer.get("timed_out") or answer["_shards"]["failed"]:
            raise NotAnsweringError("only a part of it answered")
        return results(query, left_out.ids, answer)

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
        entries = list(SearchEntry.objects.only("work", "language", "digest").order_by("pk"))
        twins = _twins(entries)
        return {entry.pk: digest(entry, twins.get(entry.pk)) for entry in entries}

    def rebuild(self) -> Iterator[tuple[int, int]]:
        """A new index is filled while the old one answers; both are told of what changes meanwhile."""
        indices.remove(indices.written().keys() - indices.answering())  # of a rebuild that was broken off
        new = indices.create()
        try:
            ids = list(SearchEntry.objects.order_by("work", "pk").values_list("pk", flat=True))
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
        entries, twins = _with_twins(ids)
        of_these = [entry for entry in entries if entry.pk in set(ids)]
        _bulk(_actions(index, version, documents(of_these, twins)), refresh=False, tries=3)

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        seconds = settings.ELASTICSEARCH_TIMEOUT
        client = get_client().options(request_timeout=seconds)
        answer = client.search(index=indices.read_alias(), body=body, filter_path=READ)
        return answer.body

    def _write(self, ids: Sequence[int], gone: Sequence[int]) -> None:
        """With the entries goes what knows them as its twin, so that no text outlives the entry it belongs to.

        The version is read before the rows: of two tasks that overlap, the one that saw more wins, whoever is first.
        """
        if not ids and not gone:
            return
        version = Clock.objects.read(Clock.ENTRIES)
        targets = list(indices.written())
        if not targets:
            raise NotTakenError("there is no index")
        entries, twins = _with_twins([*ids, *self._with_twin_among([*ids, *gone])])
        for target in targets:
            _bulk(_actions(target, version, documents(entries, twins), gone))

    def _with_twin_among(self, ids: Sequence[int]) -> list[int]:
        """The documents on the server that have the text of one of these."""
        search = {"query": {"terms": {"twin": list(ids)}}, "sort": ["id"], "size": MAX_FOUND}
        found = get_client().search(index=indices.write_alias(), body=search, filter_path="hits.hits.sort")
        return [hit["sort"][0] for hit in found.body.get("hits", {}).get("hits", ())]


def _with_twins(ids: Sequence[int]) -> tuple[list[SearchEntry], dict[int, SearchEntry]]:
    """These entries and those of their works in the other language, and who is whose twin."""
    works = SearchEntry.objects.filter(pk__in=ids, work__isnull=False).values("work")
    found = SearchEntry.objects.filter(Q(pk__in=ids) | Q(work__in=works)).order_by("pk")
    entries = list(found)
    return entries, _twins(entries)


def _twins(entries: Iterable[SearchEntry]) -> dict[int, SearchEntry]:
    of_work: dict[Any, list[SearchEntry]] = {}
    for entry in entries:
        if entry.work:
            of_work.setdefault(entry.work, []).append(entry)
    return {
        entry.pk: other
        for group in of_work.values()
        for entry in group
        for other in reversed(group)  # the first of them stays
        if other.language != entry.language
    }


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
    target: str, version: int, found: Iterable[dict[str, Any]], gone: Iterable[int] = ()
) -> Iterator[dict[str, Any]]:
    where = {"_index": indices.own_alias(target), "version": version, "version_type": "external_gte"}
    for document in found:
        yield where | {"_id": str(document["id"]), "_source": document}
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
