"""Leaving out what is no evidence: advertising, or a text that names somebody. It can count again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User

from ..enums import EventKind
from ..models import Need, Signal
from . import priority
from .errors import RefusedError
from .history import lock_need, record_change, require_note


@transaction.atomic
def dismiss(
    need: Need,
    signals: Collection[Signal],
    *,
    by: User,
    note: str,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Need:
    """Whoever said it is not told, and goes on to hear of the need."""
    at = at or timezone.now()
    need = lock_need(need, expected_version)
    require_note(note)
    chosen = need.signals.filter(pk__in=[signal.pk for signal in signals], dismissed_at=None)
    _record(need, EventKind.DISMISSED, chosen.update(dismissed_at=at), by=by, note=note, at=at)
    return need


@transaction.atomic
def restore(
    need: Need,
    signals: Collection[Signal],
    *,
    by: User,
    note: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Need:
    at = at or timezone.now()
    need = lock_need(need, expected_version)
    chosen = need.signals.filter(pk__in=[signal.pk for signal in signals]).exclude(dismissed_at=None)
    _record(need, EventKind.RESTORED, chosen.update(dismissed_at=None), by=by, note=note, at=at)
    return need


def _record(need: Need, kind: EventKind, changed: int, *, by: User, note: str, at: datetime) -> None:
    if not changed:
        raise RefusedError(_("Choose some of what people said."), code="nothing")
    record_change(need, kind, by=by, note=note.strip(), at=at)
    priority.refresh([need])
