"""Stars, given, changed and taken back. The row of the work is locked first, so that its sum is always right."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.accounts.models import User
from cms.core.domain.works import store_ratings
from cms.core.models import Work

from ..enums import NeedKind, SignalKind
from ..models import Need, Rating, Signal
from ..models.rating import LOW
from . import priority, voices
from .signals import attach_signal, open_need


@transaction.atomic
def rate(
    work: Work, user: User, stars: int, *, reason: str = "", language: str = "", at: datetime | None = None
) -> Rating:
    """Give or change one person's stars; few stars with a reason are evidence that something is needed."""
    work, at = lock_work(work), at or timezone.now()
    reason = reason.strip() if stars <= LOW else ""
    rating, _created = Rating.objects.update_or_create(
        work=work,
        user=user,
        defaults={"stars": stars, "reason": reason, "updated_at": at},
        create_defaults={"stars": stars, "reason": reason, "updated_at": at, "created_at": at},
    )
    _store_sum(work)
    if reason:
        _save_reason(rating, language or user.language, at)
    else:
        _withdraw_signal(work, user, at)
    return rating


@transaction.atomic
def withdraw_rating(work: Work, user: User, *, at: datetime | None = None) -> None:
    work = lock_work(work)
    Rating.objects.filter(work=work, user=user).delete()
    _store_sum(work)
    _withdraw_signal(work, user, at or timezone.now())


def lock_work(work: Work) -> Work:
    """One at a time per work: no star is lost from its sum, and two first complaints open one need."""
    return Work.objects.select_for_update(no_key=True).get(pk=work.pk)


def _store_sum(work: Work) -> None:
    """Counted anew from the rows, so it cannot drift."""
    found = work.ratings.aggregate(count=Count("pk"), total=Coalesce(Sum("stars"), 0))
    store_ratings(work, count=found["count"], total=found["total"])


def _save_reason(rating: Rating, language: str, at: datetime) -> None:
    signal = Signal.objects.filter(kind=SignalKind.LOW_RATING, work=rating.work, contributor=rating.user).last()
    if signal and signal.need and signal.need.is_open:
        signal.text, signal.withdrawn_at = rating.reason, None
        signal.save(update_fields=["text", "withdrawn_at"])
        priority.refresh([signal.need])
        return
    signal = Signal.objects.create(
        kind=SignalKind.LOW_RATING,
        language=language,
        text=rating.reason,
        voice=voices.of_user(rating.user),
        contributor=rating.user,
        work=rating.work,
        region=rating.user.region,
        weight=priority.WEIGHTS[SignalKind.LOW_RATING],
        created_at=at,
    )
    need = Need.objects.open().filter(work=rating.work, kind=NeedKind.IMPROVEMENT).order_by("pk").first()
    if need:
        attach_signal(signal, need, at=at)
    else:
        open_need(signal, at=at)


def _withdraw_signal(work: Work, user: User, at: datetime) -> None:
    standing = Signal.objects.standing().filter(kind=SignalKind.LOW_RATING, work=work, contributor=user)
    needs = list(Need.objects.filter(signals__in=standing).distinct())
    if standing.update(withdrawn_at=at):
        priority.refresh(needs)
