"""Taking a need out of the public's sight, and bringing it back. Nothing else changes for those who asked."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User

from ..enums import EventKind
from ..models import Need
from .errors import RefusedError
from .history import lock_need, record_change, require_note


@transaction.atomic
def hide(need: Need, *, by: User, note: str, expected_version: int | None = None, at: datetime | None = None) -> Need:
    """Also one that is not public yet: it does not become so by being moved."""
    need = lock_need(need, expected_version)
    if need.hidden_at:
        raise RefusedError(_("This need is hidden already."), code="hidden")
    require_note(note)
    need.hidden_at = at or timezone.now()
    record_change(need, EventKind.HIDDEN, by=by, note=note.strip(), at=at)
    return need


@transaction.atomic
def show(need: Need, *, by: User, note: str, expected_version: int | None = None, at: datetime | None = None) -> Need:
    need = lock_need(need, expected_version)
    if not need.hidden_at:
        raise RefusedError(_("This need is not hidden."), code="not_hidden")
    require_note(note)
    need.hidden_at = None
    record_change(need, EventKind.SHOWN, by=by, note=note.strip(), at=at)
    return need
