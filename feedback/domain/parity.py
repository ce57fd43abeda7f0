"""Publishing how languages and regions are served, a while after each quarter has ended."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from cms.jobs import run_logged

from ..models import Need, ParityReport
from ..queries import parity
from ..queries.periods import Period

SETTLED_AFTER = timedelta(days=14)  # what is merged or answered twice is put right by then


def publish_reports(now: datetime | None = None) -> None:
    """Those that are due and not there yet. Each is made once and never again."""
    known = set(ParityReport.objects.values_list("first", flat=True))
    for quarter in _quarters_over(now or timezone.now()):
        if quarter.first not in known:
            run_logged(_publish, quarter)


def last_quarter_due(now: datetime) -> Period:
    """Whose figures everyone may read by now."""
    quarter = Period.quarter_of(timezone.localdate(now))
    while quarter.ends + SETTLED_AFTER > now:
        quarter = Period.quarter_of(quarter.first - timedelta(days=1))
    return quarter


def _publish(quarter: Period) -> None:
    ParityReport.objects.get_or_create(first=quarter.first, defaults={"figures": parity.figures_of(quarter)})


def _quarters_over(now: datetime) -> Iterator[Period]:
    """From the first need on."""
    first = Need.objects.aggregate(first=Min("created_at"))["first"]
    quarter, last = first and Period.quarter_of(timezone.localdate(first)), last_quarter_due(now)
    while quarter and quarter.first <= last.first:
        yield quarter
        quarter = Period.quarter_of(quarter.last + timedelta(days=1))
