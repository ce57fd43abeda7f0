"""Giving an engine what changed since it last knew. Done by workers, never in a request."""

from contextlib import suppress

from search.backends import get_engine
from search.backends.base import Engine
from search.domain.describing import BATCH
from search.models import Clock, RemovedEntry, SearchEntry


class _Outrun(Exception):  # noqa: N818  (no error: another worker gave the engine the same, and this one takes it back)
    pass


def feed() -> None:
    """Bring the engine that answers up to the last change, a batch at a time."""
    engine = get_engine()
    while _feed_batch(engine):
        pass
    RemovedEntry.objects.filter(version__lte=Clock.objects.read(engine.name)).delete()


def _feed_batch(engine: Engine) -> bool:
    seen, last = Clock.objects.read(engine.name), Clock.objects.read(Clock.ENTRIES)
    if seen >= last:
        return False
    changed = SearchEntry.objects.filter(version__gt=seen, version__lte=last)
    versions = list(changed.order_by("version").values_list("version", flat=True)[:BATCH])
    until = versions[-1] if len(versions) == BATCH else last  # all of a change, even where that is more than a batch
    gone = RemovedEntry.objects.filter(version__gt=seen, version__lte=until).values_list("pk", flat=True)
    with suppress(_Outrun), engine.writing():
        engine.remove(list(gone))
        entries = changed.filter(version__lte=until).order_by("pk").prefetch_related(*engine.prefetched)
        engine.index(list(entries))
        if not Clock.objects.advance(engine.name, seen, until):
            raise _Outrun
    return True
