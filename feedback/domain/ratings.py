"""Stars, given, changed and taken back. The row of the work is locked first, so that its sum is always right."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.accounts.domain import participants
from cms.accounts.models import Participant, User
from cms.core.domain.works import store_ratings
from cms.core.models import Work

from ..enums import NeedKind, SignalKind
from ..models import Need, Rating, Signal
from ..models.rating import LOW
from . import priority
from .signals import attach_signal, open_need


@transaction.atomic
def rate(
    work: Work, user: User, stars: int, *, reason: str = "", language: str = "", at: datetime | None = None
) -> Rating:
    """Give or change one person's stars; few stars with a reason are evidence that something is needed."""
    work, at, participant = lock_work(work), at or timezone.now(), participants.of_user(user)
    reason = reason.strip() if stars <= LOW else ""
    rating, _created = Rating.objects.update_or_create(
        work=work,
        participant=participant,
        defaults={"stars": stars, "reason": reason, "updated_at": at},
        create_defaults={"stars": stars, "reason": reason, "updated_at": at, "created_at": at},
    )
    _store_sum(work)
    if reason:
        _save_reason(rating, user, language or user.language, at)
    else:
        _withdraw_signal(work, participant, at)
    return rating


@transaction.atomic
def withdraw_rating(work: Work, user: User, *, at: datetime | None = None) -> None:
    work, participant = lock_work(work), participants.of_user(user)
    Rating.objects.filter(work=work, participant=participant).delete()
    _store_sum(work)
    _withdraw_signal(work, participant, at or timezone.now())


def take_over(participant: Participant, into: Participant) -> None:
    """Two turned out to be one person, who has one rating of each work: the one that `into` gave."""
    for work in Work.objects.filter(ratings__participant=participant).order_by("pk"):
        lock_work(work)
        given = Rating.objects.filter(work=work, participant=participant)
        if Rating.objects.filter(work=work, participant=into).exists():
            given.delete()
        given.update(participant=into)
        _store_sum(work)


def lock_work(work: Work) -> Work:
    """One at a time per work: no star is lost from its sum, and two first complaints open one need."""
    return Work.objects.select_for_update(no_key=True).get(pk=work.pk)


def _store_sum(work: Work) -> None:
    """Counted anew from the rows, so it cannot drift."""
    found = work.ratings.aggregate(count=Count("pk"), total=Coalesce(Sum("stars"), 0))
    store_ratings(work, count=found["count"], total=found["total"])


def _save_reason(rating: Rating, user: User, language: str, at: datetime) -> None:
    said = Signal.objects.filter(kind=SignalKind.LOW_RATING, work=rating.work, participant=rating.participant)
    signal = said.last()
    if signal and signal.need and signal.need.is_open:
        signal.text, signal.withdrawn_at = rating.reason, None
        signal.save(update_fields=["text", "withdrawn_at"])
        priority.refresh([signal.need])
        return
    signal = Signal.objects.create(
        kind=SignalKind.LOW_RATING,
        language=language,
        text=rating.reason,
        participant=rating.participant,
        work=rating.work,
        region=user.region,
        weight=priority.WEIGHTS[SignalKind.LOW_RATING],
        created_at=at,
    )
    need = Need.objects.open().filter(work=rating.work, kind=NeedKind.IMPROVEMENT).order_by("pk").first()
    if need:
        attach_signal(signal, need, at=at)
    else:
        open_need(signal, at=at)


def _withdraw_signal(work: Work, participant: Participant, at: datetime) -> None:
    standing = Signal.objects.standing().filter(kind=SignalKind.LOW_RATING, work=work, participant=participant)
    needs = list(Need.objects.filter(signals__in=standing).distinct())
    if standing.update(withdrawn_at=at):
        priority.refresh(needs)
