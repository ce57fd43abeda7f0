"""Locking a need, and the one place where it changes: each change raises its version and is a row of its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.accounts.models import User
from cms.core.bilingual import LANGUAGES

from ..enums import Actor, EventKind
from ..models import Need, NeedEvent
from .errors import ConflictError, GoneError
from .promises import was_kept

Texts = Mapping[str, str]


@dataclass(frozen=True)
class PublicTexts:
    """What the public is told with a change, by language; None where the text of before stays."""

    reason: Texts | None = None
    response: Texts | None = None

    def items(self) -> tuple[tuple[str, Texts | None], ...]:
        return ("reason", self.reason), ("response", self.response)

    def columns(self) -> dict[str, str]:
        """As the models keep them."""
        return {
            f"{field}_{language}": (texts or {}).get(language, "").strip()
            for field, texts in self.items()
            for language in LANGUAGES
        }


UNSAID = PublicTexts()


def lock_need(need: Need, expected_version: int | None = None) -> Need:
    """The need as it is now, locked. Whoever decided on an older version is told, and nothing happens."""
    found = Need.objects.select_for_update().filter(pk=need.pk).first()
    if found is None:
        raise GoneError
    need = found
    if expected_version is not None and need.version != expected_version:
        raise ConflictError(need, expected_version)
    return need


def lock_chain(*needs: Need) -> dict[int, Need]:
    """These needs and all they are merged into, as they are now, locked by number so that no two wait for each other.

    Only a locked need says for certain where it was merged: each one found so is taken along by beginning anew.
    """
    keys = {need.pk for need in needs}
    while True:
        with transaction.atomic():
            chain = {need.pk: need for need in Need.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
            beyond = {need.merged_into_id for need in chain.values() if need.merged_into_id} - chain.keys()
            if not beyond:
                if any(need.pk not in chain for need in needs):
                    raise GoneError
                return chain
            transaction.set_rollback(True)  # to this savepoint only; it lets the locks go
        keys |= beyond


def root_in(chain: Mapping[int, Need], need: Need) -> Need:
    """The need that this one counts for, out of its locked chain."""
    root = chain[need.pk]
    while root.merged_into_id:
        root = chain[root.merged_into_id]
    return root


def require_note(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": _("Say why: the history keeps it.")})


def record_change(
    need: Need,
    kind: EventKind,
    *,
    by: User | None = None,
    actor: Actor | None = None,
    from_status: str | None = None,
    promised_on: date | None = None,
    from_assignee: User | None = None,
    page: Page | None = None,
    page_title: str = "",
    other: Need | None = None,
    note: str = "",
    said: PublicTexts = UNSAID,
    at: datetime | None = None,
) -> NeedEvent:
    """Save a locked need that was changed in one of its fields, and remember who changed what."""
    _save_next_version(need, at or timezone.now())
    actor = actor or (Actor.PERSON if by else Actor.SITE)
    return NeedEvent.objects.create(
        need=need,
        version=need.version,
        kind=kind,
        actor=actor,
        by=by,
        at=need.updated_at,
        from_status=need.status if from_status is None else from_status,
        to_status=need.status,
        promised_on=promised_on,
        promise_kept=was_kept(promised_on, need.updated_at, kind, actor),
        from_assignee=from_assignee,
        to_assignee=need.assignee if kind in (EventKind.ASSIGNED, EventKind.HANDED_OVER) else None,
        page=page,
        page_title=page.draft_title if page else page_title,
        other=other,
        topic=need.topic if kind == EventKind.TOPIC_SET else None,
        theme=need.theme if kind == EventKind.THEME_SET else None,
        region=need.region if kind == EventKind.REGION_SET else None,
        note=note,
        **said.columns(),
    )


def _save_next_version(need: Need, at: datetime) -> None:
    need.version, need.updated_at = need.version + 1, at
    need.save()
