"""Where a need belongs: its topic and its region."""

from datetime import datetime

from django.db import transaction

from cms.accounts.models import User
from cms.taxonomy.models import RegionalCenter, Topic

from ..enums import EventKind
from ..models import Need
from .history import lock_need, record_change


@transaction.atomic
def set_topic(
    need: Need,
    topic: Topic | None,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Need:
    need = lock_need(need, expected_version)
    if need.topic != topic:
        need.topic = topic
        record_change(need, EventKind.TOPIC_SET, by=by, note=note.strip(), at=at)
    return need


@transaction.atomic
def set_region(
    need: Need,
    region: RegionalCenter | None,
    *,
    by: User | None,
    expected_version: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Need:
    """Hand it over to another region, whose members are alerted in their turn when it waits too long."""
    need = lock_need(need, expected_version)
    if need.region != region:
        need.region, need.region_alerted_at, need.everyone_alerted_at = region, None, None
        record_change(need, EventKind.REGION_SET, by=by, note=note.strip(), at=at)
    return need
