"""The views of the queue that are at hand as tabs, each with how many needs it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.accounts.models import User

from ..enums import OPEN, Status
from ..models import Need

UNASSIGNED_FOR = timedelta(days=7)
NEAR = timedelta(days=7)

IS_OPEN = Q(status__in=OPEN)


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
    return IS_OPEN & Q(assignee=None, assignee_since__lt=now - UNASSIGNED_FOR)


def _promised(user: User, now: datetime) -> Q:
    return IS_OPEN & Q(promised_on__lte=timezone.localdate(now) + NEAR)


def _published(user: User, now: datetime) -> Q:
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Q(status=Status.PUBLISHED, status_since__gte=month)


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


def counts(user: User) -> dict[str, int]:
    """Of all views in one query, over what is open or was published lately."""
    which = {name: condition(name, user) for name in SAVED_VIEWS}
    shown = Need.objects.filter(IS_OPEN | which["published"])
    return shown.aggregate(**{name: Count("pk", filter=found) for name, found in which.items()})
