"""A session asks for stars from the moment it begins."""

from datetime import datetime

from cms.caching import cached, register_clock

from .models import SessionPage


@register_clock
def next_beginning(now: datetime) -> datetime | None:
    return next((moment for moment in cached("beginnings", [SessionPage], _beginnings) if moment > now), None)


def _beginnings() -> list[datetime]:
    return list(SessionPage.objects.order_by("starts_at").values_list("starts_at", flat=True).distinct())
