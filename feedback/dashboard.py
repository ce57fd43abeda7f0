"""The dashboard of the Working Group, section by section: each number with the list of what it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cms.taxonomy.models import Audience, RegionalCenter, Strategy

from .charts import Chart, Series
from .enums import OPEN, Happening, SignalKind
from .filters import NONE
from .models import Need
from .queries import evidence
from .queries.figures import Figures, Report
from .queries.gaps import Cell, GapMap, Where
from .queries.periods import Period
from .queries.themes import theme_rows

FEWEST_MONTHS, MOST_MONTHS = 6, 24  # of a chart
MOST_THEMES = 10

Query = Mapping[str, Any]


@dataclass(frozen=True)
class Number:
    """How many there are, and where they are listed; `text` is what is shown where it is not that number itself."""

    count: int
    url: str
    text: str = ""


def queue(count: int, text: str = "", **query: Any) -> Number:
    return _number("wagtailsnippets_feedback_need:list", count, text, query)


def signals(count: int, **query: Any) -> Number:
    return _number("wagtailsnippets_feedback_need:figures_signals", count, "", query)


def resources(count: int, **query: Any) -> Number:
    return _number("wagtailsnippets_feedback_need:figures_resources", count, "", query)


def _number(view: str, count: int, text: str, query: Query) -> Number:
    given = {name: value for name, value in query.items() if value not in ("", None)}
    return Number(count, f"{reverse(view)}?{urlencode(given, doseq=True)}", text)


def when(period: Period) -> dict[str, date]:
    return {"when_from": period.first, "when_to": period.last}


@dataclass(frozen=True)
class Row:
    """The figures of all needs, or of one language, region or month, as links."""

    label: str
    figures: Figures
    period: Period
    among: Query

    def _of(self, happened: Happening, count: int, text: str = "") -> Number:
        return queue(count, text, happened=happened.value, **when(self.period), **self.among)

    @property
    def opened(self) -> Number:
        return self._of(Happening.OPENED, self.figures.opened)

    @property
    def replied(self) -> Number:
        return self._of(Happening.REPLIED, self.figures.replied)

    @property
    def published(self) -> Number:
        return self._of(Happening.PUBLISHED, self.figures.published)

    @property
    def declined(self) -> Number:
        return self._of(Happening.DECLINED, self.figures.declined)

    @property
    def kept(self) -> Number:
        return self._of(Happening.KEPT, self.figures.kept)

    @property
    def broken(self) -> Number:
        return self._of(Happening.BROKEN, self.figures.broken)

    @property
    def median_reply(self) -> Number:
        return self._of(Happening.REPLIED, self.figures.replied, days(self.figures.median_reply))

    @property
    def median_publish(self) -> Number:
        return self._of(Happening.PUBLISHED, self.figures.published, days(self.figures.median_publish))


def days(value: float | None) -> str:
    """Where there is no median there is a dash."""
    return "–" if value is None else number_format(round(value, 1), 1)


def total(report: Report) -> Row:
    return Row(_("All"), report.total, report.period, {})


def by_language(report: Report) -> list[Row]:
    names = dict(settings.LANGUAGES)
    return [
        Row(str(names[code]), found, report.period, {"language": code}) for code, found in report.by_language.items()
    ]


def by_region(report: Report) -> list[Row]:
    regions = RegionalCenter.by_id()
    return [
        Row(regions[pk][1] if pk else _("No region"), found, report.period, {"region": pk or NONE})
        for pk, found in report.by_region.items()
    ]


@dataclass(frozen=True)
class Months:
    """Some months side by side, in two charts and their tables."""

    report: Report

    @classmethod
    def around(cls, period: Period, until: date) -> "Months":
        """Those of the period that have begun; more before it where it is short, and the last where it is long."""
        months = [month for month in period.months if month.first <= until][-MOST_MONTHS:]
        while len(months) < FEWEST_MONTHS:
            months.insert(0, months[0].before)
        return cls(Report(Period(months[0].first, months[-1].last)))

    @property
    def rows(self) -> list[Row]:
        return [self._row(day, found, {}) for day, found in self.report.by_month.items()]

    @property
    def by_language(self) -> list[tuple[Row, ...]]:
        """Each month as a row for each language."""
        found = {code: self.report.months_in(code) for code, _name in settings.LANGUAGES}
        return [
            tuple(self._row(day, months[day], {"language": code}) for code, months in found.items())
            for day in self.report.by_month
        ]

    @property
    def chart(self) -> Chart:
        rows = self.rows
        series = [
            Series(_("Asked for"), [row.figures.opened for row in rows]),
            Series(_("Published"), [row.figures.published for row in rows]),
            Series(_("Declined"), [row.figures.declined for row in rows]),
        ]
        return self._chart("inflow", _("What was asked for and what was answered, by month"), series)

    @property
    def reply_chart(self) -> Chart:
        names = [str(name) for _code, name in settings.LANGUAGES]
        medians = zip(*([row.figures.median_reply for row in month] for month in self.by_language), strict=True)
        series = [Series(name, list(values)) for name, values in zip(names, medians, strict=True)]
        return self._chart("replies", _("Median days to the first reply, by month and language"), series)

    def _chart(self, name: str, title: str, series: list[Series]) -> Chart:
        labels = [date_format(day, "M y") for day in self.report.by_month]
        return Chart(name, title, _("The table below holds the same numbers."), labels, series)

    @staticmethod
    def _row(day: date, found: Figures, among: Query) -> Row:
        month = Period.month_of(day)
        return Row(month.label, found, month, among)


@dataclass(frozen=True)
class Place:
    """One cell of the map: what is asked for there, and what there is."""

    cell: Cell
    needs: Number
    works: Number


def gap_map(where: Where) -> tuple[list[str], list[tuple[str, list[Place]]]]:
    """The names of the audiences, and a row for each strategy; rows and columns of nothing at all are left out."""
    cells = GapMap(where).cells
    used = {place for place, cell in cells.items() if cell.needs or cell.works}
    strategies = [pk for pk in dict.fromkeys(strategy for strategy, _audience in cells) if pk in {s for s, _a in used}]
    audiences = [pk for pk in dict.fromkeys(audience for _s, audience in cells) if pk in {a for _s, a in used}]
    rows = [
        (_name_of(Strategy, strategy), [_place(cells[strategy, each], strategy, each, where) for each in audiences])
        for strategy in strategies
    ]
    return [_name_of(Audience, audience) for audience in audiences], rows


def _place(cell: Cell, strategy: int | None, audience: int | None, where: Where) -> Place:
    named = {"strategy": strategy or NONE, "audience": audience or NONE}
    place = {"language": where.language, "region": where.region}
    return Place(cell, queue(cell.needs, status=OPEN, **named, **place), resources(cell.works, **named, **place))


def _name_of(terms: type[Strategy] | type[Audience], pk: int | None) -> str:
    return terms.by_id()[pk][1] if pk else _("None named")


def now() -> dict[str, Number]:
    """What is to be done, whatever the period."""
    waiting, late = Need.objects.open(), Need.objects.late()
    return {"open": queue(waiting.count(), status=OPEN), "late": queue(late.count(), status=OPEN, promised="late")}


def sources(period: Period) -> list[tuple[str, Number, list[Number]]]:
    """Each kind of signal that there was: its name, how many, and how many in each language; the most first."""
    names, found = {kind.value: str(kind.label) for kind in SignalKind}, []
    for kind, counted in evidence.by_kind(period).items():
        query = {"kind": kind, **when(period)}
        languages = [signals(counted[code], **query, language=code) for code, _name in settings.LANGUAGES]
        found.append((names[kind], signals(counted.total(), **query), languages))
    return sorted((row for row in found if row[1].count), key=lambda row: -row[1].count)


def themes() -> list[tuple[str, Number]]:
    """The largest, of what is open now."""
    rows = theme_rows()[:MOST_THEMES]
    return [(f"{row.theme.pk} · {row.theme}", queue(row.needs, theme=row.theme.pk)) for row in rows]


def worst_rated() -> list[dict[str, Any]]:
    return [
        {
            "page": rated.page,
            "mean": number_format(round(rated.work.rating_mean or 0, 1), 1),
            "ratings": Number(rated.work.rating_count, f"{rated.page.url}#rating"),
            "reasons": signals(rated.reasons, kind=SignalKind.LOW_RATING.value, work=rated.work.pk),
        }
        for rated in evidence.worst_rated()
    ]


def searches(period: Period) -> list[tuple[str, Number]]:
    found = evidence.empty_searches(period)
    return [(search.words, signals(search.count, words=search.key, **when(period))) for search in found]
