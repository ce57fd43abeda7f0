"""Telling those who work the queue what waits too long: the members of its region, and five days later everyone.

The need remembers that it was told, and forgets it when it moves on: each hears once of a need in a status.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.accounts.models import User
from cms.notices.domain import telling

from ..enums import OPEN
from ..models import Need
from ..permissions import queue_workers

EVERYONE_AFTER = timedelta(days=5)
MOST_NAMED = 10  # needs in a notice; the others are counted


@transaction.atomic
def alert_about_overdue(now: datetime | None = None) -> None:
    """Run it as often as you like. One notice for a region and person, however many needs are due at once.

    A need without a region, or of a region without members, is everyone's from the beginning.
    """
    now = now or timezone.now()
    workers = list(queue_workers())
    overdue = Need.objects.overdue(now).filter(everyone_alerted_at=None)
    for _region, needs in _by_region(overdue.filter(region_alerted_at__lte=now - EVERYONE_AFTER)):
        _alert("everyone", needs, workers)
        _remember(needs, everyone_alerted_at=now)
    for region, needs in _by_region(overdue.filter(region_alerted_at=None)):
        members = [worker for worker in workers if region and worker.region_id == region]
        _alert("region" if members else "everyone", needs, members or workers)
        _remember(needs, region_alerted_at=now, **({} if members else {"everyone_alerted_at": now}))


def _by_region(needs: QuerySet[Need]) -> list[tuple[int | None, list[Need]]]:
    """Locked, so that two sweeps do not tell the same; the oldest come first."""
    shown = needs.select_related("region").only("title", "status_since", "region__name", "region__translation_key")
    locked = sorted(shown.select_for_update(of=("self",)).order_by("pk"), key=lambda need: need.region_id or 0)
    return [(region, list(group)) for region, group in groupby(locked, key=lambda need: need.region_id)]


def _remember(needs: Iterable[Need], **alerted: datetime) -> None:
    """No change of the need: nobody who acts on it needs to look again."""
    Need.objects.filter(pk__in=[need.pk for need in needs]).update(**alerted)


def _alert(stage: str, needs: list[Need], people: Iterable[User]) -> None:
    first = needs[0]
    key = f"needs_overdue:{stage}:{first.pk}:{first.region_id or 0}:{first.status_since.isoformat()}"
    messages = [
        telling.Message(person, f"{key}:{person.pk}", _context(stage, needs, person.language)) for person in people
    ]
    telling.notify_many("needs_overdue", messages)


def _context(stage: str, needs: list[Need], language: str) -> dict[str, Any]:
    with override(language):
        return {
            "everyone": stage == "everyone",
            "region": needs[0].region_label,
            "count": len(needs),
            "needs": [{"number": need.number, "asked_for": need.title} for need in needs[:MOST_NAMED]],
            "more": max(len(needs) - MOST_NAMED, 0),
            "url": _where(needs),
        }


def _where(needs: list[Need]) -> str:
    """The need itself, or what is open of its region, the oldest first."""
    if len(needs) == 1:
        return reverse("wagtailsnippets_feedback_need:inspect", args=[needs[0].pk])
    query: dict[str, Any] = {"status": OPEN, "ordering": "created_at"}
    if needs[0].region_id:
        query["region"] = needs[0].region_id
    return f"{reverse('wagtailsnippets_feedback_need:list')}?{urlencode(query, doseq=True)}"
