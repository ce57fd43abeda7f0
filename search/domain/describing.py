"""From an object that changed to the entries by which it is found. Done by workers, never in a request."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.meaning.domain import encoding
from cms.meaning.words import clean, words
from cms.searchable import Document, Passage, sources
from search.domain import rows, titles, vocabulary
from search.meanings import KIND
from search.models import Clock, RemovedEntry, SearchChange, SearchEntry

BATCH = 500  # a word of many entries is counted once for each batch; while one is written, other writers wait
BODY_LIMIT = 50_000  # characters
TEXTS = ["title", "title_key", "summary", "body", "passages"]
COPIED = ["url", "date", "work", "expires_at", "rating", "title_language", "facets", *TEXTS]
Key = tuple[int, str, str]  # of the object, the language and the place in it
_LANGUAGES = dict(settings.LANGUAGES)

logger = logging.getLogger(__name__)


def describe_next() -> int:
    """Look again at the next objects that changed; returns how many changes that settles."""
    changes = list(SearchChange.objects.order_by("pk")[:BATCH])
    changes.sort(key=lambda change: change.kind)
    for kind, group in groupby(changes, key=lambda change: change.kind):
        of_kind = list(group)
        describe(kind, {change.object_id for change in of_kind}, settles=[change.pk for change in of_kind])
    return len(changes)


def describe(kind: str, ids: Iterable[int], settles: Iterable[int] = (), force: bool = False) -> None:
    """Make the entries of these objects right: what nobody may see goes, what reads differently is written again.

    `settles` are the noted changes that led here. With `force` all is written, so that every engine gets it again; the
    words are to be counted after that.
    """
    ids = sorted(set(ids))
    while not _describe_once(kind, ids, list(settles), force):
        logger.info("Another worker wrote meanwhile: %s %s are described again.", kind, ids)


def _describe_once(kind: str, ids: list[int], settles: list[int], force: bool) -> bool:
    """Described first and written then, so that nobody waits for the describing; False if somebody came between."""
    seen = Clock.objects.read(Clock.ENTRIES)
    described = {entry.key: entry for entry in _describe(kind, ids)}
    with transaction.atomic():
        if not Clock.objects.advance(Clock.ENTRIES, seen, seen + 1):
            return False
        _write(kind, ids, described, seen + 1, force)
        SearchChange.objects.filter(pk__in=settles).delete()
    return True


def _describe(kind: str, ids: list[int]) -> Iterator[SearchEntry]:
    source = sources().get(kind)
    if source is None:
        return
    for instance in source.public().filter(pk__in=ids):
        try:
            documents = source.documents(instance)
        except Exception:
            # Not to be found is better than to hold up all others; the full comparison tries it again.
            logger.exception("Cannot be described for search: %s %s", kind, instance.pk)
            continue
        yield from (describe_document(kind, instance.pk, document) for document in documents)


def describe_document(kind: str, object_id: int, document: Document) -> SearchEntry:
    """As it should be, not saved."""
    title = clean(document.title)[:255]
    body, passages = _body(document.body)
    entry = SearchEntry(
        kind=kind,
        object_id=object_id,
        language=document.language if document.language in _LANGUAGES else settings.LANGUAGE_CODE,
        place=document.place,
        work=document.work,
        title=title,
        title_language="" if document.title_language == document.language else document.title_language,
        title_key=" ".join(words(title))[:255],
        summary=clean(document.summary),
        body=body,
        passages=passages,
        facets=sorted({(name, str(value)) for name, values in document.facets.items() for value in values if value}),
        url=document.url,
        date=document.date,
        rating=document.rating,
        expires_at=document.expires,
    )
    entry.digest = sha256(repr([getattr(entry, name) for name in COPIED]).encode()).hexdigest()
    return entry


def _body(body: str | Sequence[Passage]) -> tuple[str, list[list[Any]]]:
    """One text, and where in it each passage begins."""
    if isinstance(body, str):
        return clean(body)[:BODY_LIMIT], []
    text, begins = "", []
    for passage in body:
        if len(text) < BODY_LIMIT and (words_of_it := clean(passage.text)):
            begins.append([len(text), passage.url])
            text += f"{words_of_it} "
    return text[:BODY_LIMIT].rstrip(), begins


def _write(kind: str, ids: list[int], described: dict[Key, SearchEntry], version: int, force: bool) -> None:
    there = SearchEntry.objects.of(kind, ids).only("object_id", "language", "place", "digest")
    known = {entry.key: entry for entry in there}
    same = {
        known[key].pk: key
        for key, entry in described.items()
        if key in known and known[key].digest == entry.digest and not force
    }
    SearchEntry.objects.filter(pk__in=same).update(described_at=timezone.now())
    store([entry for key, entry in described.items() if key not in same.values()], version, force)
    _remove([known[key].pk for key in known.keys() - described.keys()], version)


def store(entries: Sequence[SearchEntry], version: int, force: bool = False) -> None:
    """Write these entries, new or not, as the change `version`. With `force` the words of an empty index are left to
    count afterwards, all at once."""
    now = timezone.now()
    for entry in entries:
        entry.version, entry.described_at = version, now
    before = _as_they_were(entries)
    for entry in entries:
        entry.pk = before[_key(entry)].pk if _key(entry) in before else None
    read_differently = [entry for entry in entries if _texts(before.get(_key(entry))) != _texts(entry)]
    gone = [before[_key(entry)] for entry in read_differently if _key(entry) in before]
    if not force or vocabulary.is_there():
        vocabulary.exchange(gone, read_differently)
    encoding.forget(KIND, [entry.pk for entry in gone])  # nothing is found by words that are gone
    rows.write_entries(entries)
    titles.index(entries)


def _texts(entry: SearchEntry | None) -> list[object]:
    return [getattr(entry, name) for name in TEXTS] if entry else []


def _as_they_were(entries: Sequence[SearchEntry]) -> dict[tuple[str, Key], SearchEntry]:
    """Those of them that are there already."""
    keys = {_key(entry) for entry in entries}
    found: dict[tuple[str, Key], SearchEntry] = {}
    for kind in {kind for kind, _key in keys}:
        there = SearchEntry.objects.of(kind, {key[0] for of_kind, key in keys if of_kind == kind})
        found |= {_key(entry): entry for entry in there.only("kind", "object_id", "language", "place", *TEXTS)}
    return {key: entry for key, entry in found.items() if key in keys}


def _key(entry: SearchEntry) -> tuple[str, Key]:
    return entry.kind, entry.key


def _remove(entry_ids: list[int], version: int) -> None:
    entries = SearchEntry.objects.filter(pk__in=entry_ids)
    vocabulary.exchange(entries.only(*vocabulary.TEXTS), [])
    RemovedEntry.objects.bulk_create(RemovedEntry(entry_id=pk, version=version) for pk in entry_ids)
    entries.delete()
    titles.remove(entry_ids)
    encoding.forget(KIND, entry_ids)
