"""Stars, given, changed and taken back. The row of the work is locked first, so that its counts are always right."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cms.accounts.domain import participants
from cms.accounts.models import Participant, User
from cms.core.domain import works
from cms.core.models import Work
from cms.core.models.work import MOST_STARS

from ..enums import SignalKind
from ..models import Rating
from ..models.rating import LOW
from .remarks import Remark, keep_remark, withdraw_remark


@transaction.atomic
def rate(
    work: Work, user: User, stars: int, *, reason: str = "", language: str = "", at: datetime | None = None
) -> Rating:
    """Give or change one person's stars; few stars with a reason are evidence that something is needed."""
    participant, work, at = participants.lock(participants.of_user(user)), works.lock(work), at or timezone.now()
    reason = reason.strip() if stars <= LOW else ""
    rating, _created = Rating.objects.update_or_create(
        work=work,
        participant=participant,
        defaults={"stars": stars, "reason": reason, "updated_at": at},
        create_defaults={"stars": stars, "reason": reason, "updated_at": at, "created_at": at},
    )
    _count_anew(work)
    if reason:
        said = Remark(SignalKind.LOW_RATING, work, participant, language or user.language, reason)
        keep_remark(said, at=at)
    else:
        withdraw_remark(SignalKind.LOW_RATING, work, participant, at=at)
    return rating


@transaction.atomic
def withdraw_rating(work: Work, user: User, *, at: datetime | None = None) -> None:
    participant, work = participants.lock(participants.of_user(user)), works.lock(work)
    Rating.objects.filter(work=work, participant=participant).delete()
    _count_anew(work)
    withdraw_remark(SignalKind.LOW_RATING, work, participant, at=at)


def take_over(participant: Participant, into: Participant) -> None:
    """Two turned out to be one person, who has one rating of each work: the one that `into` gave."""
    for work in Work.objects.filter(ratings__participant=participant).order_by("pk"):
        works.lock(work)
        given = Rating.objects.filter(work=work, participant=participant)
        if Rating.objects.filter(work=work, participant=into).exists():
            given.delete()
            withdraw_remark(SignalKind.LOW_RATING, work, participant)
        given.update(participant=into)
        _count_anew(work)


def _count_anew(work: Work) -> None:
    """From the rows, so it cannot drift."""
    found = dict(work.ratings.values_list("stars").annotate(number=Count("pk")))
    works.store_ratings(work, [found.get(stars, 0) for stars in range(1, MOST_STARS + 1)])
