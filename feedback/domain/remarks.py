"""What a participant says about a page by one tap: once each, joined to the open need of that page and kind."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.accounts.domain import participants
from cms.accounts.models import Participant
from cms.core.domain import works
from cms.core.models import Work

from ..enums import SignalKind
from ..models import Need, Signal
from . import priority
from .signals import join_or_open, words_changed


@dataclass(frozen=True)
class Remark:
    """`part` is the key of what is meant on the page, `part_title` what it is called there."""

    kind: SignalKind
    work: Work
    participant: Participant
    language: str
    text: str = ""
    part: str = ""
    part_title: str = ""


def keep_remark(remark: Remark, *, at: datetime) -> Signal:
    """Said again it changes the words. Whoever calls holds the locks of the participant and the work.

    What a member left out counts again only with other words.
    """
    said = _said(remark.kind, remark.work, remark.participant, remark.part).select_related("need").last()
    if said and said.need and said.need.is_open:
        said.dismissed_at = said.dismissed_at if said.text == remark.text else None
        said.text, said.withdrawn_at = remark.text, None
        said.save(update_fields=["text", "withdrawn_at", "dismissed_at"])
        words_changed([said.need], at)
        return said
    user = remark.participant.user
    weight = priority.WEIGHTS[remark.kind]
    signal = Signal.objects.create(**vars(remark), region=user.region if user else None, weight=weight, created_at=at)
    join_or_open(signal, at=at)
    return signal


def withdraw_remark(
    kind: SignalKind, work: Work, participant: Participant, *, part: str = "", at: datetime | None = None
) -> None:
    standing = _said(kind, work, participant, part).filter(withdrawn_at=None)
    needs, at = list(Need.objects.filter(signals__in=standing).distinct()), at or timezone.now()
    if standing.update(withdrawn_at=at):
        words_changed(needs, at)


@transaction.atomic
def request_translation(work: Work, participant: Participant, language: str, *, at: datetime | None = None) -> Signal:
    """Of a page that is not there in this language."""
    return _keep(Remark(SignalKind.TRANSLATION_REQUEST, work, participant, language), at)


@transaction.atomic
def report_link(
    work: Work,
    participant: Participant,
    url: str,
    *,
    language: str,
    title: str = "",
    note: str = "",
    at: datetime | None = None,
) -> Signal:
    """A link of the page leads nowhere; without `url` it is not known which."""
    remark = Remark(SignalKind.BROKEN_LINK, work, participant, language, note.strip(), url, title[:255])
    return _keep(remark, at)


def _keep(remark: Remark, at: datetime | None) -> Signal:
    remark = replace(remark, participant=participants.lock(remark.participant))
    works.lock(remark.work)
    return keep_remark(remark, at=at or timezone.now())


def _said(kind: SignalKind, work: Work, participant: Participant, part: str) -> QuerySet[Signal]:
    """What came with a suggestion has a receipt of its own and is left alone."""
    return Signal.objects.filter(kind=kind, work=work, participant=participant, part=part, suggestion=None)
