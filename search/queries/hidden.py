"""What must not be shown now, however far an engine has come: it has not heard of it, or it has ended, or changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField
from django.utils import timezone

from search.models import Clock, SearchEntry

# Each by its own index: these are few, the entries are not.
GONE = """
SELECT gone.entry_id FROM search_removedentry gone WHERE gone.version > %(version)s
UNION ALL
SELECT entry.id FROM search_searchentry entry WHERE entry.expires_at <= %(now)s
UNION ALL
SELECT entry.id FROM search_searchchange change
JOIN search_searchentry entry ON entry.kind = change.kind AND entry.object_id = change.object_id
WHERE change.hides
"""


@dataclass(frozen=True)
class Hidden:
    ids: Sequence[int]
    behind_since: datetime | None = None  # when the oldest was described that the engine does not know


def hidden(engine: str, limit: int | None = None) -> Hidden:
    """Not many more than `limit` ids."""
    version = Clock.objects.filter(name=engine).values_list("version", flat=True).first() or 0
    most = None if limit is None else limit + 1
    unknown = SearchEntry.objects.filter(version__gt=version).order_by()
    rows = list(unknown.values_list("pk", "described_at")[:most])
    ids = [*(pk for pk, _described_at in rows), *_gone(version, most)]
    return Hidden(ids[:most], min((described_at for _pk, described_at in rows), default=None))


def _gone(version: int, most: int | None) -> list[int]:
    now = DateTimeField().get_db_prep_value(timezone.now(), connection)
    limit = "" if most is None else f"LIMIT {most}"
    with connection.cursor() as cursor:
        cursor.execute(f"{GONE} {limit}", {"version": version, "now": now})
        return [pk for (pk,) in cursor.fetchall()]
