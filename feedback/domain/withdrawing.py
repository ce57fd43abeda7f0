"""Taking back evidence that was entered by mistake, many pieces at once."""

from collections.abc import Iterable
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


def withdraw(signals: Iterable[Signal], *, at: datetime) -> Undone:
    """Needs that it alone has opened, and that nobody has touched since, go with it; for others it counts no more."""
    standing = list(signals)
    keys = {key for signal in standing for key in (signal.origin_id, signal.need_id) if key}
    needs = lock_chain(*Need.objects.filter(pk__in=keys))
    gone = [key for key in keys if is_untouched(needs[key], standing)]
    Signal.objects.filter(pk__in=[signal.pk for signal in standing if signal.need_id in gone]).delete()
    Need.objects.filter(pk__in=gone).delete()
    Signal.objects.filter(pk__in=[signal.pk for signal in standing]).update(withdrawn_at=at)
    staying = {signal.need_id for signal in standing if signal.need_id and signal.need_id not in gone}
    priority.refresh(Need.objects.filter(pk__in=staying))
    return Undone(sorted(gone), sorted(staying))


def is_untouched(need: Need, signals: list[Signal]) -> bool:
    """Nothing happened to it, and nobody said anything but these."""
    if need.version > 1 or need.events.exclude(kind=EventKind.MOVED).exists():
        return False
    said = Signal.objects.filter(need=need) | Signal.objects.filter(origin=need)
    return not said.exclude(pk__in=[signal.pk for signal in signals]).exists()
