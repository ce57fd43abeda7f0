"""Pages whose time is up are gone at that moment, and not only when a sweep has taken them down."""

from datetime import datetime

from wagtail.models import Page

from cms.caching import cached, register_clock


@register_clock
def next_expiry(now: datetime) -> datetime | None:
    return next((moment for moment in cached("expiries", [Page], _expiries) if moment > now), None)


def _expiries() -> list[datetime]:
    ending = Page.objects.live().exclude(expire_at=None).order_by("expire_at")
    return list(ending.values_list("expire_at", flat=True))
