"""Priority: a sum that is shown. Each person counts with their first signal only, so repeating never raises it,
and nothing in it depends on which of the two languages was used. A meeting counts as one voice and a little more,
and few of them: whatever one member enters, it weighs no more than a few people who speak for themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..enums import FINDINGS, SignalKind
from ..models import Need, Signal
from ..queries import pages
from ..queries.searched import searched

Languages = Mapping[UUID, set[str]]  # in which a work can be read

PER_PERSON = 10
PER_REGION = 5
PER_WEEK = 1
MOST_WEEKS = 12
PER_MISSING_LANGUAGE = 5
MOST_MEETINGS = 3
PER_TEN_AT_A_MEETING = 1
MOST_TENS = 5  # of one meeting
MOST_FINDINGS = 3  # of each kind
HEAVIEST = 5  # what a report may weigh a finding, from 1
BATCH = 500
MOST_SEARCHED = 50_000  # characters
STORED = ["people", "regions", "meetings", "at_meetings", "findings", "priority", "words", "folded_title"]

WEIGHTS = {kind: kind.weight for kind in SignalKind}
MOST = {SignalKind.MEETING: MOST_MEETINGS} | dict.fromkeys(FINDINGS, MOST_FINDINGS)


@dataclass(frozen=True)
class Line:
    label: str
    count: int
    points: int


@dataclass(frozen=True)
class Rule:
    """What a line of the sum counts, and with how many points each; `most` says how often at most."""

    label: str
    points: int
    most: int | None = None
    heaviest: int | None = None  # times a weight of its own, from 1 to this


@dataclass(frozen=True)
class Priority:
    people: int
    regions: int
    meetings: int
    at_meetings: int
    findings: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.points for line in self.lines)


def rules() -> tuple[Rule, ...]:
    """How the sum is made, for whoever wants to know."""
    return (
        Rule(_("Different people"), PER_PERSON),
        Rule(_("Different regions"), PER_REGION),
        *(_rule_of(kind) for kind in SignalKind),
        Rule(_("Each ten people of such a meeting"), PER_TEN_AT_A_MEETING, MOST_TENS),
        Rule(_("Weeks waiting"), PER_WEEK, MOST_WEEKS),
        Rule(_("Languages asked for and missing"), PER_MISSING_LANGUAGE),
    )


def _rule_of(kind: SignalKind) -> Rule:
    return Rule(str(kind.label), kind.weight, MOST.get(kind), HEAVIEST if kind in FINDINGS else None)


def priority_of(need: Need, now: datetime | None = None) -> Priority:
    """The lines and their sum, as they are now."""
    signals = Signal.objects.standing().filter(need=need).select_related("participant")
    return _weigh(need, signals, _languages([need]), now)


def refresh(needs: Iterable[Need], now: datetime | None = None) -> int:
    """Store what the queue sorts by and searches; returns how many changed. Two queries, whatever the size."""
    needs = list(needs)
    signals: dict[int | None, list[Signal]] = {}
    for signal in Signal.objects.filter(need__in=needs).select_related("participant"):
        signals.setdefault(signal.need_id, []).append(signal)
    languages = _languages(needs)
    changed = []
    for need in needs:
        said = signals.get(need.pk, [])
        standing = [signal for signal in said if signal.is_standing]
        stored, found = _stored(need), _weigh(need, standing, languages, now)
        need.people, need.regions, need.priority = found.people, found.regions, found.total
        need.meetings, need.at_meetings, need.findings = found.meetings, found.at_meetings, found.findings
        need.words, need.folded_title = _words(need, said), searched(need.title, need.language)
        if stored != _stored(need):
            changed.append(need)
    _store(changed)
    return len(changed)


def _store(needs: list[Need]) -> None:
    """Mostly it is one, for which a statement with a case for each value would be made in three times the time."""
    if len(needs) == 1:
        Need.objects.filter(pk=needs[0].pk).update(**dict(zip(STORED, _stored(needs[0]), strict=True)))
    else:
        Need.objects.bulk_update(needs, STORED)


def _stored(need: Need) -> list[Any]:
    return [getattr(need, name) for name in STORED]


def _words(need: Need, said: Iterable[Signal]) -> str:
    """Each once, of its title and of what was said, taken back or not; in this order, so that no flood hides others."""
    texts = [(signal.text, signal.language) for signal in said if signal.dismissed_at is None]
    words = chain.from_iterable(searched(*text).split() for text in [(need.title, need.language), *texts])
    return " ".join(dict.fromkeys(words))[:MOST_SEARCHED]


def refresh_all() -> None:
    """Age counts, so the sums of open needs change without anything happening."""
    last: int | None = 0
    while last is not None:
        last = _refresh_batch(last)


@transaction.atomic
def _refresh_batch(after: int) -> int | None:
    """Locked, so that no evidence comes between what is counted and what is stored; returns where to go on."""
    needs = list(Need.objects.open().select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH])
    refresh(needs)
    return needs[-1].pk if needs else None


def first_signals(signals: Iterable[Signal]) -> list[Signal]:
    """The first signal of each person. Receipts cannot be told apart: together they count as one person."""
    first: dict[int | None, Signal] = {}
    for signal in sorted(signals, key=lambda one: (one.created_at, one.pk)):
        if signal.kind != SignalKind.MEETING and signal.kind not in FINDINGS:
            first.setdefault(_counted_as(signal), signal)
    return list(first.values())


def voices_of_meetings(signals: Iterable[Signal]) -> list[Signal]:
    """One of each meeting, by how many said so: the same voice in ten rows counts once."""
    voices: dict[int | None, Signal] = {}
    said = [signal for signal in signals if signal.kind == SignalKind.MEETING]
    for signal in sorted(said, key=lambda one: (-(one.people or 0), one.created_at, one.pk)):
        voices.setdefault(signal.meeting_id, signal)
    return list(voices.values())


def heaviest_findings(signals: Iterable[Signal]) -> Iterator[Signal]:
    for kind in FINDINGS:
        found = [signal for signal in signals if signal.kind == kind]
        yield from sorted(found, key=lambda one: (-one.weight, one.created_at, one.pk))[:MOST_FINDINGS]


def _counted_as(signal: Signal) -> int | None:
    participant = signal.participant
    return participant.pk if participant and participant.is_told_apart else None


def _page_of(need: Need) -> UUID | None:
    return need.answer_work_id or need.work_id


def _languages(needs: Iterable[Need]) -> Languages:
    return pages.languages_of({page for need in needs if (page := _page_of(need))})


def _weigh(need: Need, signals: Collection[Signal], languages: Languages, now: datetime | None) -> Priority:
    people, meetings = first_signals(signals), voices_of_meetings(signals)
    counted = [*people, *meetings[:MOST_MEETINGS], *heaviest_findings(signals)]
    regions = {signal.region_id for signal in counted} - {None}
    lines = [
        Line(_("Different people"), len(people), len(people) * PER_PERSON),
        Line(_("Different regions"), len(regions), len(regions) * PER_REGION),
        *_kinds(counted),
    ]
    if meetings:
        tens = sum(min((signal.people or 0) // 10, MOST_TENS) for signal in meetings[:MOST_MEETINGS])
        lines.append(Line(_("Each ten people of such a meeting"), tens, tens * PER_TEN_AT_A_MEETING))
    if need.is_open:
        weeks = min(((now or timezone.now()) - need.created_at).days // 7, MOST_WEEKS)
        missing = _missing_languages(need, counted, languages)
        lines.append(Line(_("Weeks waiting"), weeks, weeks * PER_WEEK))
        lines.append(Line(_("Languages asked for and missing"), missing, missing * PER_MISSING_LANGUAGE))
    at_meetings = sum(signal.people or 0 for signal in meetings)
    findings = sum(signal.kind in FINDINGS for signal in signals)
    return Priority(len(people), len(regions), len(meetings), at_meetings, findings, tuple(lines))


def _kinds(signals: Collection[Signal]) -> Iterator[Line]:
    for kind in SignalKind:
        weights = [signal.weight for signal in signals if signal.kind == kind]
        if weights:
            yield Line(str(kind.label), len(weights), sum(weights))


def _missing_languages(need: Need, signals: Collection[Signal], languages: Languages) -> int:
    """Counts only where there is a page: without one, every language is missing alike."""
    page = _page_of(need)
    live = languages.get(page) if page else None
    return len({signal.language for signal in signals} - live) if live else 0
