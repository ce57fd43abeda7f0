"""Priority: a sum that is shown. Each person counts with their first signal only, so repeating never raises it,
and nothing in it depends on which of the two languages was used."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ..enums import SignalKind
from ..models import Need, Signal
from ..queries import pages
from . import voices

PER_PERSON = 10
PER_REGION = 5
PER_WEEK = 1
MOST_WEEKS = 12
PER_MISSING_LANGUAGE = 5
BATCH = 500

WEIGHTS = {kind: kind.weight for kind in SignalKind}


@dataclass(frozen=True)
class Line:
    label: str
    count: int
    points: int


@dataclass(frozen=True)
class Priority:
    people: int
    lines: tuple

    @property
    def total(self):
        return sum(line.points for line in self.lines)


def priority_of(need, now=None):
    """The lines and their sum, as they are now."""
    return _weigh(need, first_signals(need.signals.standing()), pages.languages_of([_page_of(need)]), now)


def refresh(needs, now=None):
    """Store the sums for sorting; returns how many changed. Two queries per batch, whatever its size."""
    needs = list(needs)
    signals = {}
    for signal in Signal.objects.standing().filter(need__in=needs):
        signals.setdefault(signal.need_id, []).append(signal)
    languages = pages.languages_of({_page_of(need) for need in needs} - {None})
    changed = []
    for need in needs:
        total = _weigh(need, first_signals(signals.get(need.pk, ())), languages, now).total
        if total != need.priority:
            need.priority = total
            changed.append(need)
    Need.objects.bulk_update(changed, ["priority"])
    return len(changed)


def refresh_all():
    """Age counts, so the sums of open needs change without anything happening."""
    last = 0
    while batch := list(Need.objects.open().filter(pk__gt=last).order_by("pk")[:BATCH]):
        refresh(batch)
        last = batch[-1].pk


def first_signals(signals):
    """The first signal of each voice."""
    first = {}
    for signal in sorted(signals, key=lambda one: (one.created_at, one.pk)):
        first.setdefault(voices.counted_as(signal.voice), signal)
    return list(first.values())


def _page_of(need):
    return need.answer_work_id or need.work_id


def _weigh(need, signals, languages, now):
    regions = {signal.region_id for signal in signals} - {None}
    lines = [
        Line(_("Different people"), len(signals), len(signals) * PER_PERSON),
        Line(_("Different regions"), len(regions), len(regions) * PER_REGION),
        *_kinds(signals),
    ]
    if need.is_open:
        weeks = min(((now or timezone.now()) - need.created_at).days // 7, MOST_WEEKS)
        missing = _missing_languages(need, signals, languages)
        lines.append(Line(_("Weeks waiting"), weeks, weeks * PER_WEEK))
        lines.append(Line(_("Languages asked for and missing"), missing, missing * PER_MISSING_LANGUAGE))
    return Priority(len(signals), tuple(lines))


def _kinds(signals):
    for kind in SignalKind:
        weights = [signal.weight for signal in signals if signal.kind == kind]
        if weights:
            yield Line(str(kind.label), len(weights), sum(weights))


def _missing_languages(need, signals, languages):
    """Counts only where there is a page: without one, every language is missing alike."""
    live = languages.get(_page_of(need))
    return len({signal.language for signal in signals} - live) if live else 0
