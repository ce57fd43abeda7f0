"""Stars, given, changed and taken back."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from ..enums import NeedKind, SignalKind
from ..models import Need, Rating, Signal
from ..models.rating import LOW
from . import priority, voices
from .signals import attach_signal, open_need


@transaction.atomic
def rate(work, user, stars, *, reason="", language=None, at=None):
    """Give or change one person's stars; few stars with a reason are evidence that something is needed."""
    at = at or timezone.now()
    reason = reason.strip() if stars <= LOW else ""
    rating, _created = Rating.objects.update_or_create(
        work=work,
        user=user,
        defaults={"stars": stars, "reason": reason, "updated_at": at},
        create_defaults={"stars": stars, "reason": reason, "updated_at": at, "created_at": at},
    )
    if reason:
        _say(rating, language or user.language, at)
    else:
        _take_back(work, user, at)
    return rating


@transaction.atomic
def withdraw_rating(work, user, *, at=None):
    Rating.objects.filter(work=work, user=user).delete()
    _take_back(work, user, at or timezone.now())


def _say(rating, language, at):
    _hold(rating.work)
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


def _take_back(work, user, at):
    standing = Signal.objects.standing().filter(kind=SignalKind.LOW_RATING, work=work, contributor=user)
    needs = list(Need.objects.filter(signals__in=standing).distinct())
    if standing.update(withdrawn_at=at):
        priority.refresh(needs)


def _hold(work):
    """One at a time per work, so that two first complaints open one need."""
    list(Page.objects.select_for_update().filter(translation_key=work).values_list("pk"))
