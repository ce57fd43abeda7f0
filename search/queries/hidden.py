"""What an engine outside of the database must leave out, since it has not heard of it, or is not to be shown now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from search.models import Clock, RemovedEntry, SearchChange, SearchEntry


@dataclass(frozen=True)
class Hidden:
    ids: Sequence[int]
    behind_since: datetime | None = None  # when the oldest was described that the engine does not know


def hidden(engine: str, limit: int) -> Hidden:
    """Not many more than `limit` ids."""
    rows = list(_unknown(engine).union(_removed(engine), _expired(), _changing(), all=True)[: limit + 1])
    described = [described_at for _pk, described_at in rows if described_at]
    return Hidden([pk for pk, _described_at in rows], min(described, default=None))


def _unknown(engine: str) -> QuerySet:
    return SearchEntry.objects.filter(version__gt=_version(engine)).order_by().values_list("pk", "described_at")


def _removed(engine: str) -> QuerySet:
    return _undated(RemovedEntry.objects.filter(version__gt=_version(engine)))


def _expired() -> QuerySet:
    return _undated(SearchEntry.objects.filter(expires_at__lte=timezone.now()))


def _changing() -> QuerySet:
    changes = SearchChange.objects.filter(hides=True, kind=OuterRef("kind"), object_id=OuterRef("object_id"))
    return _undated(SearchEntry.objects.filter(Exists(changes)))


def _undated(rows: QuerySet) -> QuerySet:
    never = Value(None, output_field=DateTimeField())
    return rows.order_by().annotate(never=never).values_list("pk", "never")


def _version(engine: str) -> Coalesce:
    return Coalesce(Subquery(Clock.objects.filter(name=engine).values("version")), 0)
