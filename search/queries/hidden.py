"""What must not be shown now, however far an engine has come: it has not heard of it, or it has ended, or changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField
from django.utils import timezone

from cms import memory
from search.models import Clock, RemovedEntry, SearchEntry

# In one moment: what is described is no change any more, but the clock says so. Each by its own index, since these are
# few, and the entries are not: SQLite never changes the order of a cross join.
NOW = """
SELECT name, version FROM search_clock WHERE name IN (%(entries)s, %(engine)s)
UNION ALL
SELECT '', id FROM (
    SELECT entry.id FROM search_searchentry entry WHERE entry.expires_at <= %(now)s
    UNION ALL
    SELECT entry.id FROM search_searchchange change CROSS JOIN search_searchentry entry
    WHERE change.hides AND entry.kind = change.kind AND entry.object_id = change.object_id
    {limit}
) AS hidden
"""


@dataclass(frozen=True)
class Hidden:
    ids: Sequence[int]
    behind_since: datetime | None = None  # when the oldest was described that the engine does not know


def hidden(engine: str, limit: int | None = None) -> Hidden:
    """Not many more than `limit` ids. Asked once for a page, which is as it was at that moment."""
    return memory.once(("hidden", engine, limit), lambda: _hidden(engine, None if limit is None else limit + 1))


def _hidden(engine: str, most: int | None) -> Hidden:
    clocks, ids = _now(engine, most)
    version, behind_since = clocks.get(engine, 0), None
    if version < clocks.get(Clock.ENTRIES, 0):
        unknown = SearchEntry.objects.filter(version__gt=version).order_by().values_list("pk", "described_at")[:most]
        behind_since = min((described_at for _pk, described_at in unknown), default=None)
        gone = RemovedEntry.objects.filter(version__gt=version).values_list("pk", flat=True)[:most]
        ids = [*(pk for pk, _described_at in unknown), *gone, *ids]
    return Hidden(ids[:most], behind_since)


def _now(engine: str, most: int | None) -> tuple[dict[str, int], list[int]]:
    now = DateTimeField().get_db_prep_value(timezone.now(), connection)
    limit = "" if most is None else f"LIMIT {most}"
    with connection.cursor() as cursor:
        cursor.execute(NOW.format(limit=limit), {"entries": Clock.ENTRIES, "engine": engine, "now": now})
        rows = cursor.fetchall()
    return {name: number for name, number in rows if name}, [number for name, number in rows if not name]
