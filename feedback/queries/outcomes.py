"""Who may say whether it helped, and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from cms.accounts.models import Participant

from ..enums import SignalKind, Status, SubscriptionReason
from ..models import Need, Outcome, Promises, Signal, Subscription

MAY_SAY = (SubscriptionReason.ASKED, SubscriptionReason.VOTED)


@dataclass(frozen=True)
class Question:
    """“Did it help?”, for one person; `mine` is what they said of what is published now."""

    need: Need
    mine: Outcome | None

    @property
    def is_open(self) -> bool:
        return self.need.status == Status.PUBLISHED

    @property
    def wants_reason(self) -> bool:
        """Also when the need is open again because of this answer."""
        return self.mine is not None and not self.mine.helped


def question_for(participant: Participant | None, need: Need) -> Question | None:
    """None for whoever neither asked nor added a voice, and before anything was published."""
    if participant is None or not need.publication:
        return None
    if not Subscription.objects.filter(need=need, participant=participant, reason__in=MAY_SAY).exists():
        return None
    said = need.outcomes.filter(publication=need.publication, participant=participant)
    question = Question(need, said.first())
    return question if question.is_open or question.wants_reason else None


def searches_due(now: datetime) -> Iterable[Need]:
    """Published long enough ago, with searches that were not run again since."""
    if (days := Promises.load().ask_if_helped) is None:
        return Need.objects.none()
    empty = Signal.objects.standing().filter(kind=SignalKind.EMPTY_SEARCH, need=OuterRef("pk"))
    not_yet = Q(searched_at=None) | Q(searched_at__lt=F("status_since"))
    published = Need.objects.filter(status=Status.PUBLISHED, status_since__lte=now - timedelta(days=days))
    return published.filter(not_yet, Exists(empty)).order_by("pk")


def reasons_of(need: Need) -> Iterable[Outcome]:
    """What people miss, for members; newest first and without who it was."""
    if not need.publication:
        return []
    return need.outcomes.exclude(reason="").order_by("-updated_at", "-pk")
