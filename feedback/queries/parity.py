"""How languages and regions are served in a quarter: the same figures for each, as far as they tell of nobody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.accounts.enums import ParticipantKind
from cms.taxonomy.models import RegionalCenter

from ..enums import Happening
from ..models import Outcome, ParityReport, Signal
from ..models.visible import visible_pages
from .disclosure import blanks, too_few
from .figures import Moment, Report
from .periods import Period

LANGUAGE, REGION = "language", "region"
NEEDS_AT_ONCE = 500  # in one statement
SHARE_STEP = 5  # percent: a share says less of how many there were
Figures = dict[str, dict[str, dict[str, int | None]]]


class Measure(Enum):
    """What a figure is a number of."""

    PEOPLE = auto()
    NEEDS = auto()
    DAYS = auto()
    SHARE = auto()
    PAGES = auto()


@dataclass
class Cell:
    """One number of one group, and the people behind it; `items` are days, or ones and zeros of which a share is."""

    people: set[int] = field(default_factory=set)
    items: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Figure:
    name: str
    label: str | Promise
    measure: Measure
    happenings: tuple[Happening, ...] = ()

    def value(self, cell: Cell) -> int:
        match self.measure:
            case Measure.PEOPLE:
                return len(cell.people)
            case Measure.NEEDS:
                return len(cell.items)
            case Measure.DAYS:
                return round(median(cell.items))
        return SHARE_STEP * round(100 * sum(cell.items) / len(cell.items) / SHARE_STEP)

    def blanks(self, cells: dict[str, Cell]) -> set[str]:
        """Counts add up, so that one could follow from others; what a median or a share is of is told nowhere."""
        people = {group: cell.people for group, cell in cells.items()}
        return blanks(people) if self.measure in (Measure.PEOPLE, Measure.NEEDS) else too_few(people)


HEARD = Figure("heard", _("People heard"), Measure.PEOPLE)
HELPED = Figure("helped", _("Say that the answer helped, percent"), Measure.SHARE)
OF_NEEDS = (
    Figure("asked", _("Needs asked for"), Measure.NEEDS, (Happening.OPENED,)),
    Figure("answered", _("Needs answered by a page"), Measure.NEEDS, (Happening.PUBLISHED,)),
    Figure("declined", _("Needs declined"), Measure.NEEDS, (Happening.DECLINED,)),
    Figure("reply", _("Days until the first reply"), Measure.DAYS, (Happening.REPLIED,)),
    Figure("publishing", _("Days until a page was published"), Measure.DAYS, (Happening.PUBLISHED,)),
    Figure("promises", _("Promises kept, percent"), Measure.SHARE, (Happening.KEPT, Happening.BROKEN)),
)
FIGURES = (HEARD, *OF_NEEDS, HELPED)
PAGES = Figure("pages", _("Pages in this language"), Measure.PAGES)

Table = dict[str, Cell]
Tables = dict[tuple[str, str], Table]  # by figure, and by language or region


def figures_of(period: Period) -> Figures:
    """What everyone may read of it. Seven queries, and one more for each 500 needs."""
    tables: Tables = {(figure.name, place): _empty(place) for figure in FIGURES for place in (LANGUAGE, REGION)}
    _count_people(tables, period)
    _count_needs(tables, period)
    _count_outcomes(tables, period)
    found: Figures = {place: {group: {} for group in _empty(place)} for place in (LANGUAGE, REGION)}
    for figure in FIGURES:
        for place in (LANGUAGE, REGION):
            table = tables[figure.name, place]
            hidden = figure.blanks(table)
            for group, cell in table.items():
                found[place][group][figure.name] = None if group in hidden else figure.value(cell)
    for language, number in _pages().items():
        found[LANGUAGE][language][PAGES.name] = number
    return found


def _empty(place: str) -> Table:
    codes = [code for code, _name in settings.LANGUAGES]
    regions = [str(pk) for pk, _name in RegionalCenter.choices()]
    return {group: Cell() for group in (codes if place == LANGUAGE else [*regions, ""])}


def _cells(tables: Tables, figure: Figure, language: str, region: int | None) -> Iterator[Cell]:
    """In both tables; what belongs to a region that is gone is of none."""
    yield tables[figure.name, LANGUAGE][language]
    regions = tables[figure.name, REGION]
    yield regions.get(str(region), regions[""])


def _count_people(tables: Tables, period: Period) -> None:
    """Each once, with the language and the region of what they said first in the period."""
    said = _told_apart(Signal.objects.standing()).filter(created_at__gte=period.begins, created_at__lt=period.ends)
    known: set[int] = set()
    rows = said.order_by("created_at", "pk").values_list("participant", "language", "region")
    for participant, language, region in rows:
        if participant not in known:
            known.add(participant)
            for cell in _cells(tables, HEARD, language, region):
                cell.people.add(participant)


def _count_needs(tables: Tables, period: Period) -> None:
    moments = Report(period).moments
    speakers = _speakers({moment.need for moment in moments})
    for figure in OF_NEEDS:
        for moment in (moment for moment in moments if moment.what in figure.happenings):
            for cell in _cells(tables, figure, moment.language, moment.region):
                cell.people |= speakers[moment.need]
                cell.items.append(_item(moment, figure.measure))


def _item(moment: Moment, measure: Measure) -> float:
    return moment.waited if measure == Measure.DAYS else float(moment.what == Happening.KEPT)


def _speakers(needs: Iterable[int]) -> dict[int, set[int]]:
    """Who is behind each need, also after it became part of another."""
    found: dict[int, set[int]] = defaultdict(set)
    numbers = sorted(needs)
    for start in range(0, len(numbers), NEEDS_AT_ONCE):
        some = set(numbers[start : start + NEEDS_AT_ONCE])
        said = _told_apart(Signal.objects.standing()).filter(Q(need__in=some) | Q(origin__in=some))
        for participant, *of in said.values_list("participant", "need", "origin"):
            for need in some.intersection(of):
                found[need].add(participant)
    return found


def _count_outcomes(tables: Tables, period: Period) -> None:
    given = _told_apart(Outcome.objects.filter(created_at__gte=period.begins, created_at__lt=period.ends))
    for participant, helped, language, region in given.values_list(
        "participant", "helped", "need__language", "need__region"
    ):
        for cell in _cells(tables, HELPED, language, region):
            cell.people.add(participant)
            cell.items.append(float(helped))


def _told_apart(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Visitors without an account and an address may all be one person."""
    return rows.filter(participant__isnull=False).exclude(participant__kind=ParticipantKind.RECEIPT)


def _pages() -> dict[str, int]:
    pages = visible_pages().order_by().values_list("locale__language_code").annotate(number=Count("pk"))
    known = {code: 0 for code, _name in settings.LANGUAGES}
    return known | {language: number for language, number in pages if language in known}


def published_reports() -> list["Shown"]:
    """The newest first."""
    return [Shown(report) for report in ParityReport.objects.all()]


@dataclass(frozen=True)
class Shown:
    """A published report as the rows of two tables, each cell a number or None for a blank."""

    report: ParityReport

    @property
    def quarter(self) -> Period:
        return Period.quarter_of(self.report.first)

    @property
    def languages(self) -> list[tuple[Figure, list[int | None]]]:
        """By figure, of each language."""
        groups = self.report.figures[LANGUAGE]
        return [(each, [groups[code].get(each.name) for code, _n in settings.LANGUAGES]) for each in (*FIGURES, PAGES)]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Of regions; a page belongs to none."""
        return FIGURES

    @property
    def regions(self) -> list[tuple[str | Promise, list[int | None]]]:
        """By region that there still is, of each figure."""
        names: list[tuple[str, Any]] = [(str(pk), name) for pk, name in RegionalCenter.choices()]
        names.append(("", _("Statewide, or no region named")))
        groups = self.report.figures[REGION]
        rows = [(name, groups[key]) for key, name in names if key in groups]
        return [(name, [group.get(figure.name) for figure in self.figures]) for name, group in rows]
