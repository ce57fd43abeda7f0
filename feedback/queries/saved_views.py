"""The views of the queue that are at hand as tabs, each with how many needs it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.accounts.models import User
from cms.caching import cached

from ..enums import OPEN, Status
from ..models import Need

UNASSIGNED_FOR = timedelta(days=7)
NEAR = timedelta(days=7)

IS_OPEN = Q(status__in=OPEN)
IS_UNASSIGNED = IS_OPEN & Q(assignee=None)


@dataclass(frozen=True)
class SavedView:
    name: str
    label: Promise
    which: Callable[[User, datetime], Q]


def _mine(user: User, now: datetime) -> Q:
    return IS_OPEN & Q(assignee=user)


def _my_region(user: User, now: datetime) -> Q:
    """What has no region is everyone's."""
    return IS_OPEN & (Q(region=None) | Q(region=user.region_id))


def _unassigned(user: User, now: datetime) -> Q:
    return IS_UNASSIGNED & Q(assignee_since__lt=now - UNASSIGNED_FOR)


def _promised(user: User, now: datetime) -> Q:
    return IS_OPEN & Q(promised_on__lte=timezone.localdate(now) + NEAR)


def _published(user: User, now: datetime) -> Q:
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Q(status=Status.PUBLISHED, answered_at__gte=month)


SAVED_VIEWS = {
    view.name: view
    for view in (
        SavedView("new", pgettext_lazy("needs", "New"), lambda user, now: Q(status=Status.RECEIVED)),
        SavedView("mine", _("Mine"), _mine),
        SavedView("region", _("My region"), _my_region),
        SavedView("unassigned", _("Unassigned for a week"), _unassigned),
        SavedView("promised", _("Promise near or past"), _promised),
        SavedView("waiting", _("Waiting for the person"), lambda user, now: Q(status=Status.NEEDS_INPUT)),
        SavedView("published", _("Published this month"), _published),
    )
}


def condition(name: str, user: User) -> Q:
    return SAVED_VIEWS[name].which(user, timezone.now())


@dataclass(frozen=True)
class Counted:
    needs: dict[str, int]
    until: datetime  # then the clock alone changes a view


def counts(user: User) -> dict[str, int]:
    """Of all views, by name."""
    name = f"queue-views:{user.pk}:{user.region_id}"
    counted = cached(name, [Need], lambda: _count(user), lambda counted: timezone.now() < counted.until)
    return counted.needs


def _count(user: User) -> Counted:
    """In one query, over what is open or was published lately."""
    now = timezone.now()
    which = {name: view.which(user, now) for name, view in SAVED_VIEWS.items()}
    shown = Need.objects.filter(IS_OPEN | which["published"])
    found = shown.aggregate(
        next_unassigned=Min("assignee_since", filter=IS_UNASSIGNED & Q(assignee_since__gte=now - UNASSIGNED_FOR)),
        **{name: Count("pk", filter=condition) for name, condition in which.items()},
    )
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    soon = found.pop("next_unassigned")
    return Counted(found, min(midnight, soon + UNASSIGNED_FOR) if soon else midnight)
