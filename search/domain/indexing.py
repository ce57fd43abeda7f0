"""The only functions that change what can be found."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.core.searchable import sources
from cms.jobs import enqueue_on_commit
from search.backends import get_backend
from search.models import SearchEntry
from search.words import clean, words

BATCH = 200
AT_ONCE = 1000  # more than these are hidden at once, but described again by the sweep
BODY_LIMIT = 50_000  # characters
COPIED = ["url", "date", "facets", "work", "expires_at", "title", "title_key", "summary", "body"]
_LANGUAGES = dict(settings.LANGUAGES)


def refresh(kind, ids):
    """Make the entries of these objects right: what nobody may see goes, the rest is described again."""
    ids = sorted(set(ids))
    if len(ids) > AT_ONCE:
        return postpone(kind, ids)
    for start in range(0, len(ids), BATCH):
        _refresh_batch(kind, ids[start : start + BATCH])
    return None


def postpone(kind, ids):
    """Hide at once what is no longer public; leave the rest to the sweep."""
    public = set(public_ids(kind))
    forget(kind, [pk for pk in ids if pk not in public])
    for start in range(0, len(ids), BATCH):
        SearchEntry.objects.of(kind, ids[start : start + BATCH]).update(changed_at=timezone.now())
    enqueue_on_commit("search.tasks.sweep")


@transaction.atomic
def forget(kind, ids):
    for start in range(0, len(ids), BATCH):
        _delete(SearchEntry.objects.of(kind, ids[start : start + BATCH]))


def public_ids(kind):
    source = sources().get(kind)
    return source.public().order_by().values_list("pk", flat=True) if source else []


def needing_work(kind):
    """The ids whose entries are missing, superfluous, or older than a change."""
    public = set(public_ids(kind))
    entries = SearchEntry.objects.filter(kind=kind)
    known = dict(entries.order_by("-indexed_at").values_list("object_id", "indexed_at"))
    stale = set(entries.stale().values_list("object_id", flat=True))
    return sorted(public ^ known.keys() | stale | _changed_since(sources()[kind], known))


def sweep():
    """Find by the rows themselves, whatever was missed, and put it right; returns how many objects."""
    _delete(SearchEntry.objects.exclude(kind__in=sources()))
    repaired = 0
    for kind in sources():
        ids = needing_work(kind)
        for start in range(0, len(ids), BATCH):
            _refresh_batch(kind, ids[start : start + BATCH])
        repaired += len(ids)
    return repaired


def rebuild(kind):
    """Describe everything of one kind again, a batch at a time; yields how many objects are done."""
    known = SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True)
    ids = sorted({*public_ids(kind), *known})
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        _refresh_batch(kind, batch)
        yield len(batch)


@transaction.atomic
def _refresh_batch(kind, ids):
    source, now = sources()[kind], timezone.now()
    entries = [
        _entry(kind, instance.pk, document, now)
        for instance in source.public().filter(pk__in=ids)
        for document in source.documents(instance)
    ]
    kept = Q(pk__in=[])
    for language in _LANGUAGES:
        kept |= Q(language=language, object_id__in=[e.object_id for e in entries if e.language == language])
    _delete(SearchEntry.objects.of(kind, ids).exclude(kept))
    store(entries)


def store(entries):
    """Write these rows, new or not, and have the backend take them in."""
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id", "language"],
        update_fields=[*COPIED, "changed_at", "indexed_at"],
        batch_size=BATCH,
    )
    get_backend().index(entries)


def _delete(entries):
    get_backend().remove(list(entries.values_list("pk", flat=True)))
    entries.delete()


def _entry(kind, object_id, document, now):
    title = clean(document.title)[:255]
    return SearchEntry(
        kind=kind,
        object_id=object_id,
        language=document.language if document.language in _LANGUAGES else settings.LANGUAGE_CODE,
        work=document.work,
        title=title,
        title_key=" ".join(words(title))[:255],
        summary=clean(document.summary),
        body=clean(document.body)[:BODY_LIMIT],
        url=document.url,
        date=document.date,
        expires_at=document.expires,
        facets=document.facets,
        changed_at=now,
        indexed_at=now,
    )


def _changed_since(source, known):
    """Objects whose own clock says they changed after they were last described."""
    name = source.changed_field
    if not name or not known:
        return set()
    oldest = min(known.values()) - timedelta(seconds=1)
    rows = source.public().filter(**{f"{name}__gt": oldest}).order_by().values_list("pk", name)
    return {pk for pk, changed in rows if pk in known and changed > known[pk]}
