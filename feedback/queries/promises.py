"""Which promises were kept: what whoever asked was told of the day by which they hear from us."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..enums import OPEN
from ..models import NeedEvent
from .periods import Period


def kept_in(period: Period) -> Q:
    """Needs that were moved on in time within the period, and for which no promise was broken in it."""
    kept = NeedEvent.objects.filter(promise_kept=True, at__gte=period.begins, at__lt=period.ends)
    return Q(Exists(kept.filter(need=OuterRef("pk")))) & ~broken_in(period)


def broken_in(period: Period) -> Q:
    """Needs with a promise whose day passed without a move. It is broken on the day after."""
    day = timedelta(days=1)
    passed = Q(promised_on__gte=period.first - day, promised_on__lte=period.last - day)
    standing = passed & Q(status__in=OPEN, promised_on__lt=timezone.localdate())
    moved_late = NeedEvent.objects.filter(passed, promise_kept=False)
    return standing | Q(Exists(moved_late.filter(need=OuterRef("pk"))))
