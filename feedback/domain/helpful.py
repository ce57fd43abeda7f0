"""Whether a page helped: said, changed and taken back, by people with an account and without."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cms.accounts.domain import participants
from cms.accounts.models import Participant
from cms.core.domain import works
from cms.core.models import Work
from cms.summit.models import SessionPage

from ..enums import SignalKind
from ..models import Helpful
from .remarks import Remark, keep_remark, withdraw_remark


@transaction.atomic
def answer(
    work: Work,
    participant: Participant,
    is_helpful: bool,
    *,
    language: str,
    reason: str = "",
    part: str = "",
    part_title: str = "",
    at: datetime | None = None,
) -> Helpful:
    """One answer of each for each part of a work; a no with a reason is evidence that something is needed."""
    participant, work, at = participants.lock(participant), works.lock(work), at or timezone.now()
    reason = "" if is_helpful else reason.strip()
    values = {"is_helpful": is_helpful, "reason": reason, "updated_at": at}
    given, _new = Helpful.objects.update_or_create(
        work=work,
        part=part,
        participant=participant,
        defaults=values,
        create_defaults=values | {"created_at": at},
    )
    if reason:
        keep_remark(Remark(_kind(work), work, participant, language, reason, part, part_title), at=at)
    else:
        withdraw_remark(_kind(work), work, participant, part=part, at=at)
    return given


@transaction.atomic
def withdraw_answer(work: Work, participant: Participant, *, part: str = "", at: datetime | None = None) -> None:
    participant, work = participants.lock(participant), works.lock(work)
    Helpful.objects.filter(work=work, part=part, participant=participant).delete()
    withdraw_remark(_kind(work), work, participant, part=part, at=at)


def take_over(participant: Participant, into: Participant) -> None:
    """Two turned out to be one person, whose answer is the one that `into` gave, as with stars."""
    for given in Helpful.objects.filter(participant=participant).select_related("work").order_by("work", "part"):
        work = works.lock(given.work)
        if Helpful.objects.filter(work=work, part=given.part, participant=into).exists():
            given.delete()
            withdraw_remark(_kind(work), work, participant, part=given.part)
        else:
            Helpful.objects.filter(pk=given.pk).update(participant=into)


def _kind(work: Work) -> SignalKind:
    is_session = work.kind.model_class() is SessionPage
    return SignalKind.SESSION_FEEDBACK if is_session else SignalKind.NOT_HELPFUL
