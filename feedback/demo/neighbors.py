"""Needs that many of one region share, so that the published figures of the last quarter have something to show."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from cms.accounts.domain import participants
from cms.taxonomy.models import RegionalCenter, Topic

from ..domain import moves, parity, suggestions
from ..domain.suggestions import Wish
from ..enums import NeedKind, Status
from ..models import Need
from ..queries.needs import need_of

BETWEEN = timedelta(hours=5)  # one who asks and the next
Day = tuple[datetime, int, Callable[[], None]]


def days(context: Any, rows: list[dict[str, Any]]) -> Iterator[Day]:
    begins = parity.last_quarter_due(timezone.now()).begins
    for row in rows:
        if context.first_time(f"neighbors/{row['key']}"):
            yield begins + timedelta(days=row["after"]), 1, partial(_need, context, row, begins)


def _need(context: Any, row: dict[str, Any], begins: datetime) -> None:
    asked = begins + timedelta(days=row["after"])
    need = None
    for number in range(row["people"]):
        need = _ask(row, number, asked + number * BETWEEN, need)
    by, at = context.people.get("working-group"), asked + timedelta(days=row["reply"])
    moves.move(need, Status.UNDER_REVIEW, by=by, at=at)
    if "status" in row:
        reason = {"en": row["reason"], "es": row["reason_es"]}
        need.refresh_from_db()
        moves.move(need, Status(row["status"]), by=by, reason=reason, at=asked + timedelta(days=row["end"]))


def _ask(row: dict[str, Any], number: int, at: datetime, need: Need | None) -> Need:
    """The first opens it, the others add their voice; each is known by an address that was confirmed."""
    said = {name: row[name] for name in ("title", "language")} | {"kind": NeedKind.NEW_RESOURCE}
    said |= {"topic": _term(Topic, row["topic"]), "region": _term(RegionalCenter, row["region"])}
    wish = Wish(**said, body="" if need else row["body"])
    suggestion = suggestions.suggest(wish, need=need, at=at)
    participants.confirm_address(suggestion.participant, f"{row['key']}-{number}@demo.example")
    return need or need_of(suggestion)


def _term(model: Any, slug: str) -> Any:
    return model.objects.source().get(slug=slug)
