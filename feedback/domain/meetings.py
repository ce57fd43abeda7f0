"""What was said at a meeting or on paper, entered by a member: evidence of a meeting, and of nobody by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.domain import participants
from cms.accounts.models import User
from cms.taxonomy.models import Audience, RegionalCenter, Topic

from ..enums import SignalKind, SubscriptionReason
from ..models import Meeting, Need, Signal
from . import priority, voting, withdrawing
from .errors import RefusedError
from .history import lock_chain, root_in
from .signals import attach_signal, open_need

MOST_PEOPLE = 500  # who say one thing at one meeting


@dataclass(frozen=True)
class Facts:
    """Which meeting it was."""

    name: str
    held_on: date
    place: str = ""
    region: RegionalCenter | None = None


@dataclass(frozen=True)
class Spoken:
    """What about `people` of a meeting said: a need of its own under this title, or more evidence for `need`."""

    title: str
    language: str
    people: int
    text: str = ""
    audience: Audience | None = None
    topic: Topic | None = None
    region: RegionalCenter | None = None
    need: Need | None = None


def plan(facts: Facts, *, by: User, at: datetime | None = None) -> Meeting:
    """Also before it is held, so that its sheets can be printed."""
    return Meeting.objects.create(**vars(facts), recorded_by=by, created_at=at or timezone.now())


def change(meeting: Meeting, facts: Facts) -> Meeting:
    for name, value in vars(facts).items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(vars(facts)))
    return meeting


@transaction.atomic
def record(meeting: Meeting, spoken: Sequence[Spoken], *, by: User, at: datetime | None = None) -> list[Signal]:
    """Each voice opens a need or joins one, and whoever enters it hears what comes of it."""
    meeting, at = _lock_standing(meeting), at or timezone.now()
    chain = lock_chain(*(said.need for said in spoken if said.need))  # all at once: no two members wait for each other
    if any(said.need and not root_in(chain, said.need).is_open for said in spoken):
        raise RefusedError(_("A need that you chose is closed by now. Choose another, or none."), code="closed")
    return [_keep(meeting, said, by=by, at=at) for said in spoken]


def _keep(meeting: Meeting, said: Spoken, *, by: User, at: datetime) -> Signal:
    signal = Signal.objects.create(
        kind=SignalKind.MEETING,
        language=said.language,
        text=said.text or said.title,
        part_title=said.title,
        meeting=meeting,
        people=min(said.people, MOST_PEOPLE),
        audience=said.audience,
        topic=said.topic,
        region=said.region or meeting.region,
        weight=priority.WEIGHTS[SignalKind.MEETING],
        created_at=at,
    )
    need = attach_signal(signal, said.need, at=at) if said.need else open_need(signal, by=by, at=at)
    voting.subscribe(need, participants.of_user(by), SubscriptionReason.FOLLOWS, at)
    return signal


@transaction.atomic
def undo(meeting: Meeting, *, at: datetime | None = None) -> withdrawing.Undone:
    """It was entered by mistake: nothing of it counts any more. What people sent themselves, by its sheet, stays."""
    meeting, at = _lock_standing(meeting), at or timezone.now()
    meeting.undone_at = at
    meeting.save(update_fields=["undone_at"])
    return withdrawing.withdraw(_entered(meeting), at=at)


def undone_by(meeting: Meeting) -> withdrawing.Undone:
    """What `undo` would do as things are."""
    return withdrawing.undone_by(_entered(meeting))


def _entered(meeting: Meeting) -> list[Signal]:
    return list(meeting.signals.filter(kind=SignalKind.MEETING, withdrawn_at=None))


def _lock_standing(meeting: Meeting) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.undone_at:
        raise RefusedError(_("This meeting was undone in the meantime."), code="undone")
    return meeting
