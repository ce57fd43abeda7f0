"""What an engine has, compared with the entries, and put right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from search.backends.base import Engine
from search.domain import feeding
from search.domain.describing import BATCH
from search.models import SearchEntry


@dataclass(frozen=True)
class Differences:
    """Ids of entries."""

    missing: set[int] = field(default_factory=set)
    other: set[int] = field(default_factory=set)  # not as they should be
    superfluous: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.missing or self.other or self.superfluous)

    def __and__(self, later: "Differences") -> "Differences":
        return Differences(self.missing & later.missing, self.other & later.other, self.superfluous & later.superfluous)


def differences(engine: Engine) -> Differences:
    """What changes while it is being compared is no difference: that is still so when looked at again."""
    feeding.feed()
    found = _compare(engine)
    if not found:
        return found
    feeding.feed()
    return found & _compare(engine)


def repair(engine: Engine, found: Differences) -> None:
    for ids in _batches(found.missing | found.other):
        with engine.writing():
            engine.index(list(SearchEntry.objects.filter(pk__in=ids)))
    for ids in _batches(found.superfluous):
        engine.remove(ids)


def _compare(engine: Engine) -> Differences:
    known, due = engine.known(), engine.due()
    return Differences(
        missing=due.keys() - known.keys(),
        other={pk for pk in due.keys() & known.keys() if due[pk] != known[pk]},
        superfluous=set(known.keys() - due.keys()),
    )


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    in_order = sorted(ids)
    for start in range(0, len(in_order), BATCH):
        yield in_order[start : start + BATCH]
