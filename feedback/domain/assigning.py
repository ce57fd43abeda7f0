"""Who works on a need."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.notices.domain import telling

from ..enums import EventKind, Status
from ..models import Need
from ..permissions import may_work_queue
from .errors import RefusedError
from .history import lock_need, record_change
from .moves import set_status


@transaction.atomic
def assign(
    need: Need,
    to: User | None,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Need:
    """Give a need to a member of the Working Group, or to no one. Taking a new one starts its review."""
    need = lock_need(need, expected_version)
    if to and not may_work_queue(to):
        raise RefusedError(_("Only people who may work the queue can be given a need."), code="not_a_member")
    if need.assignee == to:
        return need
    before = need.assignee
    if before and before != by and not note.strip():
        text = _("%(person)s has this need. Say why it changes hands: the history keeps it.")
        raise ValidationError({"note": ValidationError(text, params={"person": str(before)})})
    need.assignee, need.assignee_since = to, at or timezone.now()
    record_change(need, _kind(before, to), by=by, from_assignee=before, note=note.strip(), at=at)
    if to and to != by:
        _tell_assignee(need, by, note)
    if to and need.status == Status.RECEIVED:
        set_status(need, Status.UNDER_REVIEW, by=by, at=at)
    return need


def _kind(before: User | None, to: User | None) -> EventKind:
    if not to:
        return EventKind.GIVEN_BACK
    return EventKind.HANDED_OVER if before else EventKind.ASSIGNED


def _tell_assignee(need: Need, by: User | None, note: str) -> None:
    telling.notify(
        "need_assigned",
        recipient=need.assignee,
        context={
            "number": need.number,
            "asked_for": need.title,
            "by": str(by) if by else "",
            "note": note.strip(),
            "url": reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]),
        },
        dedupe_key=f"need_assigned:{need.pk}:{need.version}",
    )
