"""Some of what people said turns out to be another need. Merging that into the first undoes it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.jobs import enqueue_on_commit

from ..enums import OPEN, Actor, EventKind, Status, SubscriptionReason
from ..models import Need, NeedEvent, Signal, Subscription
from . import priority
from .errors import RefusedError
from .history import lock_need, record_change
from .promises import promised_date
from .signals import describe

MAY_BE_SPLIT = (*OPEN, Status.PUBLISHED)


@transaction.atomic
def split(
    need: Need,
    signals: Collection[Signal],
    *,
    by: User | None,
    title: str = "",
    expected_version: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Need:
    """Open a need for these signals, whose speakers hear of it from now on; returns the new one."""
    need = lock_need(need, expected_version)
    if need.status not in MAY_BE_SPLIT:
        raise RefusedError(_("Only an open or published need can be split."), code="closed")
    words = need.signals.words()
    going = list(words.filter(pk__in=[signal.pk for signal in signals]).select_related("suggestion", "work", "meeting"))
    left = words.standing().exclude(pk__in=[signal.pk for signal in going])
    if not any(signal.is_standing for signal in going) or not left.exists():
        raise RefusedError(_("Choose some of what people said, and leave some."), code="all_or_nothing")
    new = _open(need, going, title.strip(), by=by, note=note.strip(), at=at or timezone.now())
    record_change(need, EventKind.SPLIT, by=by, other=new, note=note.strip(), at=at)
    _move_subscriptions(need, new, going)
    Signal.objects.filter(pk__in=[signal.pk for signal in going]).update(origin=new, need=new)
    priority.refresh([need, new])
    return new


def _open(need: Need, going: list[Signal], title: str, *, by: User | None, note: str, at: datetime) -> Need:
    """As old as the first of its signals, so that nobody loses a place by it."""
    first = going[0]
    described = describe(first)
    described |= {"topic": described.get("topic") or need.topic, "region": first.region or need.region}
    if title:
        described["title"] = title
    since = dict.fromkeys(("updated_at", "status_since", "assignee_since"), at)
    promised = promised_date(Status.RECEIVED, at)
    new = Need.objects.create(**described, **since, created_at=first.created_at, promised_on=promised)
    NeedEvent.objects.create(
        need=new,
        kind=EventKind.SPLIT,
        actor=Actor.PERSON if by else Actor.SITE,
        by=by,
        at=at,
        to_status=new.status,
        other=need,
        note=note,
    )
    return new


def _move_subscriptions(need: Need, new: Need, going: list[Signal]) -> None:
    """Whoever said something else too goes on to hear of the first need. Who was not told of it before is not now."""
    gone = {signal.pk for signal in going}
    for participant, said in _by_participant(going).items():
        told = list(Subscription.objects.filter(participant=participant, need=need).order_by("pk"))
        for subscription in told:
            _keep_or_drop(subscription, need.signals.filter(participant=participant).exclude(pk__in=gone), said)
        if told:
            defaults = {"need": new, "suggestion": said[0].suggestion, "created_at": said[0].created_at}
            Subscription.objects.get_or_create(origin=new, participant_id=participant, defaults=defaults)
    _tell_who_entered_it(need, new, going)
    enqueue_on_commit("feedback.tasks.notify_subscribers", new.pk)


def _tell_who_entered_it(need: Need, new: Need, going: list[Signal]) -> None:
    """Whoever entered it for a meeting hears of both, if they hear of the first."""
    recorders = {signal.meeting.recorded_by_id for signal in going if signal.meeting} - {None}
    for subscription in Subscription.objects.filter(need=need, participant__user__in=recorders):
        defaults = {"need": new, "reason": SubscriptionReason.FOLLOWS}
        Subscription.objects.get_or_create(origin=new, participant=subscription.participant, defaults=defaults)


def _keep_or_drop(subscription: Subscription, left: QuerySet[Signal], said: list[Signal]) -> None:
    """Those who follow or voted stay; those who asked stay by what is left of it, with the receipt of that."""
    origin = subscription.origin_id
    if subscription.reason != SubscriptionReason.ASKED or all(signal.origin_id != origin for signal in said):
        return
    if reason_to_stay := left.filter(origin=origin).first():
        subscription.suggestion_id = reason_to_stay.suggestion_id
        subscription.save(update_fields=["suggestion"])
    else:
        subscription.delete()


def _by_participant(signals: list[Signal]) -> dict[int, list[Signal]]:
    found: dict[int, list[Signal]] = {}
    for signal in signals:
        if signal.participant_id:
            found.setdefault(signal.participant_id, []).append(signal)
    return found
