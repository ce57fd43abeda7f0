"""Giving the engines what changed since each last knew. Done by workers, never in a request."""

from contextlib import suppress

from search.backends import engines
from search.backends.base import Engine
from search.domain.describing import BATCH
from search.models import Clock, RemovedEntry, SearchEntry


class _Outrun(Exception):  # noqa: N818  (no error: another worker gave the engine the same, and this one takes it back)
    pass


def feed() -> None:
    """Bring every engine up to the last change, the database first. One that does not answer hears of it later."""
    told = engines()
    for engine in told:
        engine.taking.answered(None)(_feed)(engine)
    known_to_all = min(Clock.objects.read(engine.name) for engine in told)
    RemovedEntry.objects.filter(version__lte=known_to_all).delete()


def _feed(engine: Engine) -> None:
    engine.prepare()
    while _feed_batch(engine):
        pass


def _feed_batch(engine: Engine) -> bool:
    """False when there is nothing more."""
    seen, last = Clock.objects.read(engine.name), Clock.objects.read(Clock.ENTRIES)
    if seen >= last:
        return False
    changed = SearchEntry.objects.filter(version__gt=seen, version__lte=last)
    versions = list(changed.order_by("version").values_list("version", flat=True)[:BATCH])
    until = versions[-1] if len(versions) == BATCH else last  # all of a change, even where that is more than a batch
    gone = RemovedEntry.objects.filter(version__gt=seen, version__lte=until).values_list("pk", flat=True)
    with suppress(_Outrun), engine.writing():
        engine.remove(list(gone))
        entries = changed.filter(version__lte=until).order_by("pk")
        engine.index(list(entries))
        if not Clock.objects.advance(engine.name, seen, until):
            raise _Outrun
    return True
