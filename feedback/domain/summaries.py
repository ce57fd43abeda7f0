"""The month that is over, told to everyone who may work the queue: in its first week, and to each once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import override

from cms.accounts.models import User
from cms.notices.domain import telling
from cms.notices.models import Notice

from ..enums import Status
from ..models import Need
from ..permissions import queue_workers
from ..queries.figures import Report
from ..queries.periods import Period

KIND = "monthly_summary"
LAST_DAY = 7  # of the next month; later it would be no news
MOST_NAMED = 3  # needs of each list
COUNTED = ("opened", "replied", "published", "declined", "kept", "broken")


def send_monthly_summary(now: datetime | None = None) -> None:
    """Run it as often as you like. Whoever joins within the week hears too."""
    today = timezone.localdate(now)
    if today.day > LAST_DAY:
        return
    month = Period.month_of(today).before
    if people := _not_told(month):
        facts = _facts(month, now)
        messages = [
            telling.Message(person, f"{KIND}:{month.name}:{person.pk}", _context(month, facts, person.language))
            for person in people
        ]
        telling.notify_many(KIND, messages)


def _not_told(month: Period) -> list[User]:
    told = set(
        Notice.objects.filter(dedupe_key__startswith=f"{KIND}:{month.name}:").values_list("recipient_id", flat=True)
    )
    return [worker for worker in queue_workers() if worker.pk not in told]


def _facts(month: Period, now: datetime | None) -> dict[str, Any]:
    """What is the same in both languages; the figures are those of the dashboard."""
    figures, late = Report(month).total, Need.objects.late(now)
    return {
        **{name: getattr(figures, name) for name in COUNTED},
        "median_reply": figures.median_reply,
        "median_publish": figures.median_publish,
        "open": Need.objects.open().count(),
        "late": late.count(),
        "oldest_needs": _named(Need.objects.filter(status=Status.RECEIVED).order_by("created_at", "pk")),
        "late_needs": _named(late.order_by("promised_on", "pk")),
        "url": f"{reverse('wagtailsnippets_feedback_need:figures')}?period={month.name}",
    }


def _named(needs: QuerySet[Need]) -> list[dict[str, Any]]:
    return [{"number": need.number, "asked_for": need.title} for need in needs[:MOST_NAMED]]


def _context(month: Period, facts: dict[str, Any], language: str) -> dict[str, Any]:
    with override(language):
        return facts | {"month": month.label} | dict(_written(facts, ("median_reply", "median_publish")))


def _written(facts: dict[str, Any], names: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Days as the language writes them; empty where there are none."""
    for name in names:
        yield name, "" if facts[name] is None else number_format(round(facts[name], 1), 1)
