"""Moving a need along, one row of history each time."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.jobs import enqueue_on_commit

from ..enums import LANGUAGES, MOVES, NEEDS_REASON, OPEN, TOWARDS_WORK, Status
from ..models import Need, NeedEvent
from ..permissions import may_work_queue
from ..queries import pages
from . import priority
from .errors import ConflictError, RefusedError


@transaction.atomic
def move(need, to, *, by, expected_status=None, why="", reason=None, response=None, at=None):
    """One of the MOVES. `reason` and `response` are public, by language; `why` stays with the history."""
    need = lock_need(need, expected_status)
    if to == Status.MERGED or to not in MOVES[need.status]:
        raise RefusedError(
            _("A need that is “%(before)s” cannot become “%(after)s”."),
            code="not_allowed",
            params={"before": need.get_status_display(), "after": Status(to).label},
        )
    if to == Status.PUBLISHED and not (need.answer_work_id and pages.is_public(need.answer_work_id)):
        raise RefusedError(_("Link the page that answers this need, and publish it, first."), code="no_page")
    _set_public_texts(need, to, reason, response)
    return set_status(need, to, by=by, why=why or _question(need, to), at=at)


@transaction.atomic
def assign(need, to, *, by, expected_status=None, at=None):
    """Give a need to a member of the Working Group, or to no one. Taking a new one starts its review."""
    need = lock_need(need, expected_status)
    if to and not may_work_queue(to):
        raise RefusedError(_("Only people who may work the queue can be given a need."), code="not_a_member")
    need.assignee = to
    need.updated_at = at or timezone.now()
    need.save(update_fields=["assignee", "updated_at"])
    if to and need.status == Status.RECEIVED:
        set_status(need, Status.UNDER_REVIEW, by=by, at=at)
    return need


def advance_to_in_progress(need, *, by, at=None):
    """Walk the allowed way to "in progress"; each step is a row of its own."""
    while to := TOWARDS_WORK.get(need.status):
        set_status(need, to, by=by, at=at)


def lock_need(need, expected_status=None):
    """The need as it is now, locked. Whoever decided on an older status is told, and nothing happens."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if expected_status and need.status != expected_status:
        raise ConflictError(Status(need.status))
    return need


def set_status(need, to, *, by=None, why="", at=None):
    """The one place where a status changes."""
    at = at or timezone.now()
    NeedEvent.objects.create(need=need, by=by, at=at, from_status=need.status, to_status=to, why=why)
    was_open = need.status in OPEN
    if need.status == Status.NEEDS_INPUT and to not in (*NEEDS_REASON, Status.MERGED):
        need.reason_en = need.reason_es = ""  # the question is answered, or no longer asked
    need.status, need.status_since, need.updated_at = to, at, at
    need.save()
    if was_open != (to in OPEN):
        priority.refresh([need])
    if to == Status.DECLINED:
        need.contributions.update(told_at=None)  # an earlier response is not this one
    if to in (Status.PUBLISHED, Status.DECLINED, Status.NEEDS_INPUT):
        enqueue_on_commit("feedback.tasks.tell_contributors", need.pk)
    return need


def _question(need, to):
    """The history keeps a question, which is gone from the need once it is answered."""
    return need.reason_en if to in NEEDS_REASON else ""


def _set_public_texts(need, to, reason, response):
    for field, texts in (("reason", reason), ("response", response)):
        for language in LANGUAGES:
            if texts and language in texts:
                setattr(need, f"{field}_{language}", texts[language].strip())
    if to in NEEDS_REASON:
        missing = [f"reason_{language}" for language in LANGUAGES if not (reason or {}).get(language, "").strip()]
        if missing:
            text = _("Say it in both languages: the people who asked will read it.")
            raise ValidationError(dict.fromkeys(missing, text))
