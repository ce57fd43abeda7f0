"""Two needs that are one. Nothing is lost by it, so it can be undone."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.jobs import enqueue_on_commit

from ..enums import MOVES, OPEN, Status
from ..models import Contribution, Need, Signal
from . import priority
from .errors import RefusedError
from .moves import lock_need, set_status
from .signals import root_of


@transaction.atomic
def merge(need, into, *, by, expected_status=None, why="", at=None):
    """Signals and contributors count for the other need from now on, and remember where they came from."""
    list(Need.objects.select_for_update().filter(pk__in=[need.pk, into.pk]).order_by("pk"))  # always in this order
    need, into = lock_need(need, expected_status), lock_need(into)
    if need.pk == into.pk:
        raise RefusedError(_("A need cannot be merged into itself."), code="itself")
    if Status.MERGED not in MOVES[need.status] or into.status not in (*OPEN, Status.PUBLISHED):
        raise RefusedError(_("Only an open need can be merged, and only into an open or published one."), code="closed")
    need.merged_into = into
    set_status(need, Status.MERGED, by=by, why=why, at=at)
    _carry({"need": need}, into)
    priority.refresh([need, into])
    return need


@transaction.atomic
def unmerge(need, *, by, why="", at=None):
    """What came with this need goes back to it, and it is again as far as it was."""
    need = lock_need(need)
    if need.status != Status.MERGED:
        raise RefusedError(_("This need is not merged."), code="not_merged")
    into, before = root_of(need), need.events.filter(to_status=Status.MERGED).last().from_status
    need.merged_into = None
    set_status(need, before, by=by, why=why, at=at)
    _carry({"origin__in": _with_merged(need)}, need)
    if Need.objects.to_publish().filter(pk=need.pk).exists():
        set_status(need, Status.PUBLISHED, at=at)
    priority.refresh([need, into])
    return need


def _carry(which, need):
    """Whoever moves along hears of this need's answer, even after having heard of another's."""
    Signal.objects.filter(**which).update(need=need)
    Contribution.objects.filter(**which).update(need=need, told_at=None)
    enqueue_on_commit("feedback.tasks.tell_contributors", need.pk)


def _with_merged(need):
    """This need and all that were merged into it, at any depth."""
    found, level = {need.pk}, [need.pk]
    while level:
        level = list(Need.objects.filter(merged_into__in=level).values_list("pk", flat=True))
        found.update(level)
    return found
