"""A comment becomes evidence: a member of the Working Group takes it to the queue."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cms.accounts.domain import participants
from cms.accounts.models import User

from ..enums import SignalKind
from ..models import Comment, Need, Signal, SignalTranslation
from . import priority
from .comment_locking import lock
from .signals import join_or_open, words_changed


@transaction.atomic
def take_to_queue(comment: Comment, by: User, *, at: datetime | None = None) -> Signal:
    """Once: it joins the oldest open need of its page, or opens one. Its author is told what comes of it."""
    author, at = comment.user, at or timezone.now()
    speaker = participants.lock(participants.of_user(author)) if author else None
    comment = lock(comment)
    values = {
        "work": comment.work,
        "language": comment.language,
        "text": comment.comment,
        "participant": speaker,
        "region": author.region if author else None,
        "weight": priority.WEIGHTS[SignalKind.COMMENT],
        "created_at": at,
    }
    signal, new = Signal.objects.get_or_create(kind=SignalKind.COMMENT, part=part_of(comment), defaults=values)
    if new:
        join_or_open(signal, by=by, at=at)
    return signal


def part_of(comment: Comment) -> str:
    return f"comment:{comment.pk}"


def change_words(comment: Comment, words: str, *, at: datetime) -> None:
    """What its author took out of the comment is taken out of the evidence too."""
    _change(comment, at=at, text=words)


def withdraw_signal(comment: Comment, *, at: datetime) -> None:
    """With the words of the comment go those of the evidence, which no longer counts."""
    _change(comment, at=at, text="", withdrawn_at=at)


@transaction.atomic
def _change(comment: Comment, *, at: datetime, **values: object) -> None:
    said = Signal.objects.filter(kind=SignalKind.COMMENT, part=part_of(comment), withdrawn_at=None)
    needs = list(Need.objects.filter(signals__in=said).distinct())
    SignalTranslation.objects.filter(signal__in=said).delete()
    if said.update(**values):
        words_changed(needs, at)
