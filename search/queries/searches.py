"""What was searched for in a span of days, everything that asks for the same in one language as one row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncWeek

from search import second_look
from search.backends import database_engine
from search.models import LoggedSearch, OpenedResult, SearchEntry
from search.visitors import monday_of

FEWEST_VISITORS = 5  # of one week: before it begins anew, nobody can tell them apart
WEEKS = 4  # within which they asked

Which = tuple[str, int, str]  # kind, number and place of what was found


@dataclass(frozen=True)
class Span:
    """So many days up to today, and as many before them."""

    days: int
    today: date

    @property
    def first(self) -> date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def before(self) -> date:
        return self.first - timedelta(days=self.days)


@dataclass(frozen=True)
class Asked:
    words: str
    language: str
    visitors: int


def rows_in(span: Span) -> QuerySet[Any, Any]:
    """By key and language: `text` as most wrote it, `hits` and `near` as many as were found the last time, `times` it
    was searched for and `before`, by so many `people`, in `vain`, with so many `clicks`."""
    now, earlier = Q(day__gte=span.first), Q(day__lt=span.first)
    same = LoggedSearch.objects.filter(key=OuterRef("key"), language=OuterRef("language"), day__lte=span.today)
    last = same.order_by("-day", "-pk")
    return (
        LoggedSearch.objects.filter(day__gte=span.before, day__lte=span.today)
        .order_by()
        .values("key", "language")
        .annotate(
            times=Coalesce(Sum("searches", filter=now), 0),
            before=Coalesce(Sum("searches", filter=earlier), 0),
            people=Coalesce(Sum("visitors", filter=now), 0),
            vain=Coalesce(Sum("in_vain", filter=now), 0),
            clicks=Coalesce(Sum("opened", filter=now), 0),
            hits=Subquery(last.values("found")[:1]),
            near=Subquery(last.values("found_near")[:1]),
            text=Subquery(same.order_by("-searches", "-day", "-pk").values("words")[:1]),
        )
        .annotate(rise=F("times") - F("before"))
        .filter(times__gt=0)
    )


@dataclass(frozen=True)
class OpenedTitle:
    """A result that was opened: `entry` is None where it is not public any more."""

    entry: SearchEntry | None
    times: int
    position: float  # on the list, of the middle


class AskedFor:
    """All that is kept of what asks for the same in one language; days of a span, and the results opened in it."""

    def __init__(self, key: str, language: str, span: Span) -> None:
        self.language = language
        rows = LoggedSearch.objects.filter(key=key, language=language, day__gte=span.first, day__lte=span.today)
        self.days = list(rows.order_by("-day", "words"))

    @cached_property
    def words(self) -> str:
        """As most wrote it."""
        written: Counter[str] = Counter()
        for row in reversed(self.days):
            written[row.words] += row.searches
        return written.most_common(1)[0][0] if written else ""

    @property
    def visitors(self) -> int:
        return sum(row.visitors for row in self.days)

    def opened(self) -> list[OpenedTitle]:
        """The most frequent first."""
        found: dict[Which, list[tuple[int, int]]] = defaultdict(list)
        openings = OpenedResult.objects.filter(search__in=self.days)
        for row in openings:
            found[row.kind, row.object_id, row.place].append((row.position, row.times))
        entries = self._entries(key for _kind, key, _place in found)
        rows = [self._opened(entries.get(which), places) for which, places in found.items()]
        return sorted(rows, key=lambda row: (-row.times, row.position))

    def _entries(self, ids: Iterable[int]) -> dict[Which, SearchEntry]:
        """In the language of the search where there are several."""
        there = list(SearchEntry.objects.shown_now(database_engine().name).filter(object_id__in=set(ids)))
        public = second_look.still_public(there)
        theirs_last = sorted(there, key=lambda entry: entry.language == self.language)
        return {(entry.kind, entry.object_id, entry.place): entry for entry in theirs_last if entry.pk in public}

    @staticmethod
    def _opened(entry: SearchEntry | None, places: Sequence[tuple[int, int]]) -> OpenedTitle:
        times = sum(count for _position, count in places)
        return OpenedTitle(entry, times, sum(position * count for position, count in places) / times)


def asked_in_vain(today: date) -> list[Asked]:
    """In one of the last whole weeks by enough visitors: as most of them wrote it."""
    monday = monday_of(today)
    whole = LoggedSearch.objects.filter(day__gte=monday - timedelta(weeks=WEEKS), day__lt=monday, in_vain__gt=0)
    weekly = whole.order_by().annotate(week=TruncWeek("day")).values("key", "week").annotate(people=Sum("visitors"))
    keys: dict[str, int] = {}
    for row in weekly.filter(people__gte=FEWEST_VISITORS):
        keys[row["key"]] = max(row["people"], keys.get(row["key"], 0))
    written = whole.filter(key__in=keys).order_by().values("key", "words", "language").annotate(people=Sum("visitors"))
    most = {row["key"]: row for row in written.order_by("people", "-words", "language")}
    return [Asked(most[key]["words"], most[key]["language"], people) for key, people in sorted(keys.items())]
