"""Taking back evidence that was entered by mistake, many pieces at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from ..enums import EventKind
from ..models import Need, Signal
from . import priority
from .history import lock_chain


@dataclass(frozen=True)
class Undone:
    """The numbers of the needs that are gone, and of those that stay since somebody has worked on them."""

    gone: list[int]
    staying: list[int]


def withdraw(signals: Collection[Signal], *, at: datetime) -> Undone:
    """Needs that it alone has opened, and that nobody has touched since, go with it; for others it counts no more."""
    deleted = delete_untouched(signals)
    left = [signal for signal in signals if signal.pk not in deleted]
    Signal.objects.filter(pk__in=[signal.pk for signal in left]).update(withdrawn_at=at)
    staying = {signal.need_id for signal in left if signal.need_id}
    Need.objects.filter(pk__in=staying).update(updated_at=at)  # their words are compared anew
    priority.refresh(Need.objects.filter(pk__in=staying))
    return Undone(sorted(set(deleted.values())), sorted(staying))


def undone_by(signals: Collection[Signal]) -> Undone:
    """What `withdraw` would do, without doing it."""
    needs = Need.objects.filter(pk__in=_keys(signals))
    gone = {need.pk for need in needs if _is_untouched(need, signals)}
    return Undone(sorted(gone), sorted({signal.need_id for signal in signals if signal.need_id} - gone))


def delete_untouched(signals: Collection[Signal]) -> dict[int, int]:
    """With the needs that these alone have opened and that nobody has touched since; the need by each that is gone."""
    keys = _keys(signals)
    needs = lock_chain(*Need.objects.filter(pk__in=keys))
    gone = [key for key in keys if _is_untouched(needs[key], signals)]
    deleted = {signal.pk: signal.need_id for signal in signals if signal.need_id in gone}
    Signal.objects.filter(pk__in=deleted).delete()
    Need.objects.filter(pk__in=gone).delete()
    return deleted


def _keys(signals: Collection[Signal]) -> set[int]:
    return {key for signal in signals for key in (signal.origin_id, signal.need_id) if key}


def _is_untouched(need: Need, signals: Collection[Signal]) -> bool:
    """Nothing happened to it, and nobody said anything but these."""
    if need.version > 1 or need.events.exclude(kind=EventKind.MOVED).exists():
        return False
    said = Signal.objects.filter(need=need) | Signal.objects.filter(origin=need)
    return not said.exclude(pk__in=[signal.pk for signal in signals]).exists()
