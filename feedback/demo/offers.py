"""Sample offers: what people share of their own, and how far it has come."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from ..domain import assigning, draft_answers, drafting, offers
from ..domain.offers import Offered
from ..domain.suggestions import Wish
from ..enums import NeedKind
from ..offer_form import PERMISSION
from ..queries.needs import need_of

SAID = ("title", "body", "url", "language")
OFFERED = ("resource_type", "maker", "languages", "license", "people", "credit", "credit_name")


def days(context: Any, rows: list[dict[str, Any]]) -> Iterator[tuple[datetime, int, Callable[[], None]]]:
    for row in rows:
        known = row["person"] in context.people
        if known and context.first_time(f"offer/{row['key']}"):
            at = _days_ago(row["days_ago"])
            yield at, 1, partial(_offer, context, row, at)


def _days_ago(number: int) -> datetime:
    """By the calendar, also over a change of the clocks."""
    return timezone.localtime() - timedelta(days=number)


def _offer(context: Any, row: dict[str, Any], at: datetime) -> None:
    with override(row["language"]):
        offered = Offered(**{name: row[name] for name in OFFERED}, permission=str(PERMISSION))
    wish = Wish(kind=NeedKind.OFFER, **{name: row[name] for name in SAID})
    suggestion = offers.offer(wish, offered, author=context.people[row["person"]], at=at)
    if member := context.people.get(row.get("drafted_by")):
        need, shown_at = need_of(suggestion), _days_ago(row["shown_days_ago"])
        assigning.assign(need, member, by=member, at=shown_at)
        drafting.draft_page(need, member, at=shown_at)
        draft_answers.show_draft(need, by=member, at=shown_at)
