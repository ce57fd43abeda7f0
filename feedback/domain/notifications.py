"""Telling people what becomes of a need they asked for, added a voice to or follow: each once, in batches."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.notices.domain import telling

from ..enums import Status, SubscriptionReason
from ..models import Outcome, Promises, Subscription
from ..models.subscription import SubscriptionQuerySet
from ..models.visible import readable_pages
from .notice_texts import Texts

logger = logging.getLogger(__name__)

BATCH = 500
REASONS: list[str] = list(SubscriptionReason)  # who both asked and follows is told of what was asked for


@dataclass(frozen=True)
class Occasion:
    """What is told, to whom, and which field of the subscription remembers when."""

    kind: str
    due: QuerySet[Subscription]
    field: str


KINDS = (
    "need_declined",
    "need_outcome",
    "need_progress",
    "need_published",
    "need_published_elsewhere",
    "need_question",
    "need_reopened",
)


def notify_due(*, needs: Collection[int] = (), works: Collection[UUID | str] = (), now: datetime | None = None) -> None:
    """Everyone who is to hear something by now: of these needs, of the needs that these works answer, or of all.

    Run it as often as you like: the fields say who was told, and the keys of the notices keep them single.
    """
    chosen = {name: keys for name, keys in (("need__in", needs), ("need__answer_work__in", works)) if keys}
    now = now or timezone.now()
    for occasion in _occasions(chosen, now):
        for batch in _batches(occasion.due):
            _notify(occasion, batch, Texts(batch), now)


def _occasions(chosen: dict[str, Any], now: datetime) -> tuple[Occasion, ...]:
    """A published answer waits until it can be read in the person's language; where it can in the other, they hear so.

    All else is said in both languages.
    """
    subscriptions = Subscription.objects.with_language().filter(**chosen)
    published = subscriptions.to_tell().filter(need__status=Status.PUBLISHED)
    declined = subscriptions.to_tell().filter(need__status=Status.DECLINED)
    readable = readable_pages().filter(translation_key=OuterRef("need__answer_work"))
    theirs = Exists(readable.filter(locale__language_code=OuterRef("speaks")))
    elsewhere = published.not_told_of_status().filter(~theirs, Exists(readable))
    progress = subscriptions.to_tell_progress(now)
    moved_on = Q(need__reopened_at=None) | Q(need__reopened_at__lt=F("need__status_since"))
    return (
        Occasion("need_published", published.filter(theirs), "told_at"),
        Occasion("need_published_elsewhere", elsewhere, "progress_told_at"),
        Occasion("need_declined", declined, "told_at"),
        Occasion("need_question", subscriptions.to_ask(), "asked_at"),
        Occasion("need_reopened", progress.filter(need__reopened_at=F("need__status_since")), "progress_told_at"),
        Occasion("need_progress", progress.filter(moved_on), "progress_told_at"),
        Occasion("need_outcome", _to_ask_if_helped(subscriptions, now).filter(theirs), "outcome_asked_at"),
    )


def _to_ask_if_helped(subscriptions: SubscriptionQuerySet, now: datetime) -> QuerySet[Subscription]:
    """So long after they could read the answer; not those who have said it by themselves."""
    if (days := Promises.load().ask_if_helped) is None:
        return subscriptions.none()
    said = Outcome.objects.filter(
        need=OuterRef("need"), publication=OuterRef("need__publication"), participant=OuterRef("participant")
    )
    return subscriptions.to_ask_if_helped(now - timedelta(days=days)).filter(~Exists(said))


def _batches(due: QuerySet[Subscription]) -> Iterator[list[Subscription]]:
    due, last = due.select_related("need", "participant__user", "suggestion").order_by("pk"), 0
    while batch := list(due.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _notify(occasion: Occasion, batch: list[Subscription], texts: Texts, now: datetime) -> None:
    """All at once; where that fails one by one, so that who cannot be told does not keep the others from it."""
    kind, first = occasion.kind, sorted(batch, key=lambda each: REASONS.index(each.reason))
    try:
        with transaction.atomic():
            telling.notify_many(kind, [texts.message(kind, each) for each in first])
            Subscription.objects.filter(pk__in=[each.pk for each in batch]).update(**{occasion.field: now})
    except Exception:
        if len(batch) == 1:
            logger.exception("Subscription %s could not be told (%s)", batch[0].pk, kind)
            return
        for each in batch:
            _notify(occasion, [each], texts, now)
