"""The months, quarters and years that figures are about, in California's calendar."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ALL = "all"
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class Period:
    """Whole days, the first and the last of them included. `name` stands in addresses."""

    first: date
    last: date
    name: str = ""

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls(date(year, month, 1), _end_of(year, month), f"{year}-{month:02}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        return cls(date(year, 3 * quarter - 2, 1), _end_of(year, 3 * quarter), f"{year}-Q{quarter}")

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        return cls.quarter(day.year, (day.month + 2) // 3)

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31), str(year))

    @classmethod
    def month_of(cls, day: date) -> "Period":
        return cls.month(day.year, day.month)

    @property
    def begins(self) -> datetime:
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def months(self) -> list["Period"]:
        """The calendar months that it has days in."""
        numbers = range(12 * self.first.year + self.first.month - 1, 12 * self.last.year + self.last.month)
        return [Period.month(number // 12, number % 12 + 1) for number in numbers]

    @property
    def before(self) -> "Period":
        """The month before it begins."""
        return Period.month_of(self.first - timedelta(days=1))

    @property
    def label(self) -> str:
        """As people call it."""
        if self.name == ALL:
            return _("From the beginning")
        if "Q" in self.name:
            return _("Quarter %(number)s of %(year)s") % {"number": self.name[-1], "year": self.first.year}
        return date_format(self.first, "YEAR_MONTH_FORMAT") if "-" in self.name else self.name


def between(days: slice | None) -> Period:
    """From a filter of days, of which either end may be open: as far back as there can be needs, or until today."""
    first, last = (days.start, days.stop) if days else (None, None)
    return Period(timezone.localdate(first) if first else EARLIEST, timezone.localdate(last) if last else LATEST)


def choices(since: date) -> Iterator[tuple[str, list[Period]]]:
    """What can be chosen, by kind and the newest first."""
    today = timezone.localdate()
    months = Period(min(since, today), today).months[::-1]
    yield _("Months"), months
    days = [month.first for month in months]
    yield _("Quarters"), list(dict.fromkeys(Period.quarter_of(day) for day in days))
    yield _("Years"), list(dict.fromkeys(Period.year(day.year) for day in days))
    yield _("All"), [Period(since, today, ALL)]


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
