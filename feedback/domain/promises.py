"""Until when people were promised to hear from us."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from ..enums import OPEN
from ..models import Promises


def promised_date(status: str, at: datetime) -> date | None:
    """For a need that enters this status at this moment; None where nothing is promised."""
    days = Promises.load().days(status) if status in OPEN else None
    return None if days is None else timezone.localdate(at) + timedelta(days=days)
