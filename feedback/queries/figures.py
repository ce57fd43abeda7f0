"""What came in and what came of it in a period, for all needs, or by language, region or month.

The words are defined in docs/needs.md. Each number is one of needs, so that the queue can list them. Three
queries, however many needs there are.
"""

from bisect import bisect
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, reduce
from operator import or_
from statistics import median
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db.models import Q

from cms.taxonomy.models import RegionalCenter

from ..enums import ANSWERS, Happening, Status
from ..models import Need
from .periods import Period
from .promises import broken_in, kept_in

A_DAY = 24 * 60 * 60  # seconds

Key = TypeVar("Key", bound=Hashable)


class Moment(NamedTuple):
    """What happened to a need in the period, and how long people had waited for it, in days."""

    what: str
    need: int
    language: str
    region: int | None
    at: datetime | None = None  # promises are counted, and not when
    waited: float = 0.0


@dataclass
class Figures:
    """Numbers of needs, and the days that their people waited."""

    opened: int = 0
    declined: int = 0
    kept: int = 0
    broken: int = 0
    days_to_reply: list[float] = field(default_factory=list)
    days_to_publish: list[float] = field(default_factory=list)

    @property
    def replied(self) -> int:
        return len(self.days_to_reply)

    @property
    def published(self) -> int:
        return len(self.days_to_publish)

    @property
    def promised(self) -> int:
        """Needs whose promise was kept or broken in the period."""
        return self.kept + self.broken

    @property
    def median_reply(self) -> float | None:
        return median(self.days_to_reply) if self.days_to_reply else None

    @property
    def median_publish(self) -> float | None:
        return median(self.days_to_publish) if self.days_to_publish else None

    def add(self, moment: Moment) -> None:
        if moment.what == Happening.REPLIED:
            self.days_to_reply.append(moment.waited)
        elif moment.what == Happening.PUBLISHED:
            self.days_to_publish.append(moment.waited)
        else:
            setattr(self, moment.what, getattr(self, moment.what) + 1)


class Report:
    """The figures of a period, of which an answer counts that stands today."""

    def __init__(self, period: Period) -> None:
        self.period = period

    @cached_property
    def total(self) -> Figures:
        return self.grouped(lambda moment: "", [""])[""]

    @property
    def by_language(self) -> dict[str, Figures]:
        """By the language in which it was asked for; both, also without any need."""
        return self.grouped(lambda moment: moment.language, [code for code, _name in settings.LANGUAGES])

    @property
    def by_region(self) -> dict[int | None, Figures]:
        """All regions in their order, and last what has none."""
        regions = [pk for pk, _name in RegionalCenter.choices()]
        return self.grouped(lambda moment: moment.region, [*regions, None])

    @property
    def by_month(self) -> dict[date, Figures]:
        """By the first day of each month; without promises, which are of the period."""
        return self._months_of(self._dated)

    def months_in(self, language: str) -> dict[date, Figures]:
        """The same of what was asked for in one language."""
        return self._months_of(moment for moment in self._dated if moment.language == language)

    def _months_of(self, moments: Iterable[Moment]) -> dict[date, Figures]:
        months = self.period.months
        days, begins = [month.first for month in months], [month.begins for month in months]
        return _grouped(moments, lambda moment: days[bisect(begins, moment.at or begins[0]) - 1], days)

    def grouped(self, key: Callable[[Moment], Key], known: Iterable[Key] = ()) -> dict[Key, Figures]:
        """By whatever of the needs; `known` are there in this order, also with nothing in them."""
        return _grouped(self.moments, key, known)

    @cached_property
    def moments(self) -> list[Moment]:
        kept, broken = (self._promises(what) for what in (Happening.KEPT, Happening.BROKEN))
        return [*self._dated, *kept, *broken]

    @cached_property
    def _dated(self) -> list[Moment]:
        return list(self._moments_with_days())

    def _moments_with_days(self) -> Iterable[Moment]:
        begins, ends = self.period.begins, self.period.ends
        within = reduce(or_, (_dated_in(column)(self.period) for column in WHEN))
        rows = Need.objects.filter(within).values_list("pk", "language", "region", "status", *WHEN)
        for need, language, region, status, created, replied, answered in rows:
            happened = {Happening.OPENED: created, Happening.REPLIED: None if status == Status.MERGED else replied}
            if status in ANSWERS:
                happened[status] = answered
            for what, at in happened.items():
                if at and begins <= at < ends:
                    waited = max((at - created).total_seconds() / A_DAY, 0.0)
                    yield Moment(what, need, language, region, at, waited)

    def _promises(self, what: Happening) -> Iterable[Moment]:
        which = WHICH[what](self.period)
        for need, language, region in Need.objects.filter(which).values_list("pk", "language", "region"):
            yield Moment(what, need, language, region)


def _dated_in(column: str, **among: Any) -> Callable[[Period], Q]:
    return lambda period: Q(**{f"{column}__gte": period.begins, f"{column}__lt": period.ends}, **among)


NOT_MERGED = {"status__in": [status for status in Status if status != Status.MERGED]}
# The needs that each figure counts, for a list of them.
WHICH: dict[str, Callable[[Period], Q]] = {
    Happening.OPENED: _dated_in("created_at"),
    Happening.REPLIED: _dated_in("replied_at", **NOT_MERGED),
    Happening.PUBLISHED: _dated_in("answered_at", status=Status.PUBLISHED),
    Happening.DECLINED: _dated_in("answered_at", status=Status.DECLINED),
    Happening.KEPT: lambda period: kept_in(period) & Q(**NOT_MERGED),
    Happening.BROKEN: lambda period: broken_in(period) & Q(**NOT_MERGED),
}


WHEN = ("created_at", "replied_at", "answered_at")


def _grouped(moments: Iterable[Moment], key: Callable[[Moment], Key], known: Iterable[Key]) -> dict[Key, Figures]:
    found = {each: Figures() for each in known}
    for moment in moments:
        found.setdefault(key(moment), Figures()).add(moment)
    return found
