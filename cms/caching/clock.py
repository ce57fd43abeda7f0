"""What changes by the clock alone."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

Clock = Callable[[datetime], datetime | None]
_clocks: list[Clock] = []


def register_clock(clock: Clock) -> Clock:
    """`clock(now)` says when, after `now`, some public page will be another without a change; None for never."""
    _clocks.append(clock)
    return clock


def right_until(now: datetime) -> datetime:
    """When a page made now must be made anew at the latest; many say what is today."""
    moments = [clock(now) for clock in _clocks]
    oldest = now + timedelta(seconds=settings.PAGE_CACHE_SECONDS)
    return min([oldest, _midnight(now), *(moment for moment in moments if moment)])


def _midnight(now: datetime) -> datetime:
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
