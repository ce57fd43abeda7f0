"""Stars, given, changed and taken back. The row of the work is locked first, so that its counts are always right."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cms.accounts.domain import participants
from cms.accounts.models import Participant, User
from cms.core.domain.works import store_ratings
from cms.core.models import Work
from cms.core.models.work import MOST_STARS

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
    participant, work, at = participants.lock(participants.of_user(user)), lock_work(work), at or timezone.now()
    reason = reason.strip() if stars <= LOW else ""
    rating, _created = Rating.objects.update_or_create(
        work=work,
        participant=participant,
        defaults={"stars": stars, "reason": reason, "updated_at": at},
        create_defaults={"stars": stars, "reason": reason, "updated_at": at, "created_at": at},
    )
    _count_anew(work)
    if reason:
        _save_reason(rating, user, language or user.language, at)
    else:
        _withdraw_signal(work, participant, at)
    return rating


@transaction.atomic
def withdraw_rating(work: Work, user: User, *, at: datetime | None = None) -> None:
    participant, work = participants.lock(participants.of_user(user)), lock_work(work)
    Rating.objects.filter(work=work, participant=participant).delete()
    _count_anew(work)
    _withdraw_signal(work, participant, at or timezone.now())


def take_over(participant: Participant, into: Participant) -> None:
    """Two turned out to be one person, who has one rating of each work: the one that `into` gave."""
    for work in Work.objects.filter(ratings__participant=participant).order_by("pk"):
        lock_work(work)
        given = Rating.objects.filter(work=work, participant=participant)
        if Rating.objects.filter(work=work, participant=into).exists():
            given.delete()
        given.update(participant=into)
        _count_anew(work)


def lock_work(work: Work) -> Work:
    """One at a time per work: no star is lost from its counts, and two first complaints open one need."""
    return Work.objects.select_for_update(no_key=True).get(pk=work.pk)


def _count_anew(work: Work) -> None:
    """From the rows, so it cannot drift."""
    found = dict(work.ratings.values_list("stars").annotate(number=Count("pk")))
    store_ratings(work, [found.get(stars, 0) for stars in range(1, MOST_STARS + 1)])


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
