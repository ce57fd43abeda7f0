"""What the Working Group did with needs that come from findings, stars and meetings, and that no story tells."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from cms.resources.models import ResourcePage

from ..domain import assigning, moves, pages
from ..enums import PUBLIC_TEXT, Status
from ..models import Need

Day = tuple[datetime, int, Callable[[], None]]


def days(context: Any, rows: list[dict[str, Any]]) -> Iterator[Day]:
    for row in rows:
        if context.first_time(f"desk/{row['title']}"[:200]):
            for step in row["history"]:
                yield step["date"], 5, partial(_go_on, context, row, step)


def _go_on(context: Any, row: dict[str, Any], step: dict[str, Any]) -> None:
    need, by, at = (
        Need.objects.filter(title=row["title"]).order_by("pk").first(),
        context.people[step["by"]],
        step["date"],
    )
    if need is None:  # the page that it is about was deleted before the demo was loaded again
        return
    to = Status(step["to"])
    if to == Status.PUBLISHED:
        pages.link_page(need, context.page(row["page"], ResourcePage), by=by, as_it_is=False, at=at)
    need = moves.move(need, to, by=by, at=at, **_said(row, to))
    if to == Status.UNDER_REVIEW:
        assigning.assign(need, by, by=by, at=at)


def _said(row: dict[str, Any], to: Status) -> dict[str, dict[str, str]]:
    """With the step to which the text belongs."""
    field = PUBLIC_TEXT.get(to, "")
    if to not in (Status.PUBLISHED, Status.DECLINED):
        return {}
    return {field: {"en": row[field], "es": row[f"{field}_es"]}}
