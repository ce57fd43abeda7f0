"""Two needs that are one. Nothing is lost by it, so it can be undone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.jobs import enqueue_on_commit

from ..enums import MOVES, OPEN, EventKind, Status
from ..models import Need, Signal, Subscription
from . import priority
from .errors import RefusedError
from .history import lock_chain, lock_need, record_change, root_in
from .moves import set_status


@transaction.atomic
def merge(
    need: Need,
    into: Need,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Need:
    """Signals and subscriptions count for the other need from now on, and remember where they came from."""
    lock_chain(need, into)
    need, into = lock_need(need, expected_version), lock_need(into)
    if need.pk == into.pk:
        raise RefusedError(_("A need cannot be merged into itself."), code="itself")
    if Status.MERGED not in MOVES[need.status] or into.status not in (*OPEN, Status.PUBLISHED):
        raise RefusedError(_("Only an open need can be merged, and only into an open or published one."), code="closed")
    need.merged_into = into
    set_status(need, Status.MERGED, kind=EventKind.MERGED, by=by, other=into, note=note, at=at)
    record_change(into, EventKind.MERGED, by=by, other=need, note=note, at=at)
    _carry({"need": need}, into)
    priority.refresh([need, into])
    return need


@transaction.atomic
def unmerge(
    need: Need,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Need:
    """What came with this need goes back to it, and it is again as far as it was."""
    chain = lock_chain(need)
    need, root = lock_need(need, expected_version), root_in(chain, need)
    if need.status != Status.MERGED:
        raise RefusedError(_("This need is not merged."), code="not_merged")
    into = chain[need.merged_into_id] if need.merged_into_id else None
    need.merged_into = None
    set_status(need, _status_before_merge(need), kind=EventKind.UNMERGED, by=by, other=into, note=note, at=at)
    if into:
        record_change(into, EventKind.UNMERGED, by=by, other=need, note=note, at=at)
    _carry({"origin__in": _with_merged(need)}, need)
    if Need.objects.to_publish().filter(pk=need.pk).exists():
        set_status(need, Status.PUBLISHED, at=at)
    priority.refresh([need, root])
    return need


def _status_before_merge(need: Need) -> str:
    return need.events.filter(kind=EventKind.MERGED, to_status=Status.MERGED).latest("version").from_status


def _carry(which: dict[str, object], need: Need) -> None:
    """Whoever moves along hears of this need's answer or question, even after having heard of another's."""
    Signal.objects.filter(**which).update(need=need)
    Subscription.objects.filter(**which).update(need=need, **dict.fromkeys(FORGOTTEN))
    enqueue_on_commit("feedback.tasks.notify_subscribers", need.pk)


FORGOTTEN = ("progress_told_at", "asked_at", "told_at", "outcome_asked_at")  # what they heard of the other need


def _with_merged(need: Need) -> set[int]:
    """This need and all that were merged into it, at any depth."""
    found, level = {need.pk}, [need.pk]
    while level:
        level = list(Need.objects.filter(merged_into__in=level).values_list("pk", flat=True))
        found.update(level)
    return found
