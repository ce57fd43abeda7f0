"""Adding one's voice to a need, and following it; either can be taken back. A voice is evidence like any other."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.domain import participants
from cms.accounts.models import Participant

from ..enums import SignalKind, Status, SubscriptionReason
from ..models import Need, Signal, Subscription
from ..queries import pages
from . import priority
from .errors import RefusedError
from .history import lock_chain, root_in

TAKEN_BACK = (SubscriptionReason.VOTED, SubscriptionReason.FOLLOWS)


@transaction.atomic
def vote(need: Need, participant: Participant, *, language: str, text: str = "", at: datetime | None = None) -> Need:
    """One voice of each person for a need, however often it is given. It counts where the need is merged into.

    `text` is what somebody was about to ask for when they found the need.
    """
    participant, root, at = participants.lock(participant), _lock_public(need), at or timezone.now()
    if not root.is_open:
        raise RefusedError(_("This need is closed, so that no voice can be added any more."), code="closed")
    if not Signal.objects.votes().filter(need=root, participant=participant).exists():
        Signal.objects.create(
            kind=SignalKind.VOTE,
            language=language,
            text=text,
            participant=participant,
            region=participant.user.region if participant.user else None,
            weight=priority.WEIGHTS[SignalKind.VOTE],
            need=root,
            origin=root,
            created_at=at,
        )
        subscribe(root, participant, SubscriptionReason.VOTED, at)
        priority.refresh([root])
    return root


@transaction.atomic
def withdraw_vote(need: Need, participant: Participant) -> Need:
    """Also what was given to a need that was merged into this one: nothing of it counts any more."""
    participant, root = participants.lock(participant), _lock_root(need)
    Signal.objects.votes().filter(need=root, participant=participant).delete()
    _of(root, participant).filter(reason=SubscriptionReason.VOTED).delete()
    priority.refresh([root])
    return root


@transaction.atomic
def follow(need: Need, participant: Participant, *, at: datetime | None = None) -> Need:
    """To be told of what comes, also after a voice was taken back."""
    participant, root = participants.lock(participant), _lock_public(need)
    if _of(root, participant).exists():
        _of(root, participant).filter(reason=SubscriptionReason.VOTED).update(reason=SubscriptionReason.FOLLOWS)
    else:
        subscribe(root, participant, SubscriptionReason.FOLLOWS, at or timezone.now())
    return root


@transaction.atomic
def unfollow(need: Need, participant: Participant) -> Need:
    """A voice stays; whoever asked for it goes on to hear."""
    participant, root = participants.lock(participant), _lock_root(need)
    _of(root, participant).filter(reason__in=TAKEN_BACK).delete()
    return root


def take_over(participant: Participant, into: Participant) -> None:
    """Two turned out to be one person, who has one voice for each need."""
    given = Signal.objects.votes().filter(participant=into).values("origin")
    Signal.objects.votes().filter(participant=participant, origin__in=given).delete()


def _lock_root(need: Need) -> Need:
    return root_in(lock_chain(need), need)


def _lock_public(need: Need) -> Need:
    root = _lock_root(need)
    if not root.is_public:
        raise RefusedError(_("This need is not public."), code="not_public")
    return root


def _of(need: Need, participant: Participant) -> QuerySet[Subscription]:
    return Subscription.objects.filter(need=need, participant=participant)


def subscribe(need: Need, participant: Participant, reason: SubscriptionReason, at: datetime) -> None:
    """As of now: who subscribes knows how it stands, so that only what comes later is news."""
    if _of(need, participant).exists():
        return
    Subscription.objects.create(
        need=need,
        origin=need,
        participant=participant,
        reason=reason,
        created_at=at,
        told_at=at if _can_read_response(need, participant) else None,
        progress_told_at=at,
        asked_at=at if need.status == Status.NEEDS_INPUT else None,
    )


def _can_read_response(need: Need, participant: Participant) -> bool:
    if need.status == Status.PUBLISHED and (work := need.answer_work_id):
        return bool(pages.readable_pages_in([work], participant.speaks))
    return need.status == Status.DECLINED
