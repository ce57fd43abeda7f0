"""Until when people were promised to hear from us."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from ..enums import OPEN, Actor, EventKind
from ..models import Promises


def promised_date(status: str, at: datetime) -> date | None:
    """For a need that enters this status at this moment; None where nothing is promised."""
    days = Promises.load().days(status) if status in OPEN else None
    return None if days is None else timezone.localdate(at) + timedelta(days=days)


def was_kept(promised: date | None, at: datetime, kind: EventKind, actor: Actor) -> bool | None:
    """By a change of the status at this moment. Merging keeps no promise, nor does an answer of the one who asked."""
    if promised is None:
        return None
    if timezone.localdate(at) > promised:
        return False
    return None if kind == EventKind.MERGED or actor == Actor.ASKER else True
