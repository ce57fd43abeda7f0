"""Moving a need along, and what the public is told of it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.core.bilingual import LANGUAGES
from cms.jobs import enqueue_on_commit

from ..enums import ANSWERS, MOVES, NEEDS_REASON, OPEN, PUBLIC_TEXT, TOWARDS_WORK, Actor, EventKind, Reopening, Status
from ..models import Need, NeedEvent
from ..models.subscription import SETTLED_AFTER
from ..queries import pages
from . import mentions, priority
from .errors import RefusedError
from .history import UNSAID, PublicTexts, Texts, lock_need, record_change, require_note
from .promises import promised_date

DID_NOT_HELP = (Reopening.NOT_HELPED, Reopening.STILL_EMPTY)
ANNOUNCED = (*ANSWERS, Status.NEEDS_INPUT)  # at once; the way there when it has stood for a while


@transaction.atomic
def move(
    need: Need,
    to: str,
    *,
    by: User | None,
    actor: Actor | None = None,
    expected_version: int | None = None,
    note: str = "",
    reason: Texts | None = None,
    response: Texts | None = None,
    at: datetime | None = None,
) -> Need:
    """One of the MOVES. The public is told what PUBLIC_TEXT names for it, by language; `note` stays in the history."""
    need = lock_need(need, expected_version)
    if to == Status.MERGED or to not in MOVES[need.status]:
        raise RefusedError(
            _("A need that is “%(before)s” cannot become “%(after)s”."),
            code="not_allowed",
            params={"before": need.get_status_display(), "after": Status(to).label},
        )
    if to == Status.PUBLISHED and not (need.answer_work_id and pages.is_public(need.answer_work_id)):
        raise RefusedError(_("Link the page that answers this need, and publish it, first."), code="no_page")
    if not need.is_open:
        return _reopen(need, to, by=by, note=note, at=at)
    field = PUBLIC_TEXT.get(to)
    said = PublicTexts(reason if field == "reason" else None, response if field == "response" else None)
    _require_both_languages(to, said)
    return set_status(need, to, by=by, actor=actor, note=note, said=said, at=at)


@transaction.atomic
def correct(
    need: Need,
    *,
    by: User,
    note: str,
    texts: Texts,
    tell_again: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Need:
    """Put right what the public was told of a closed need; those who were told hear of it only if `tell_again`."""
    need = lock_need(need, expected_version)
    if need.status not in ANSWERS:
        raise RefusedError(_("Only what was said of a closed need can be corrected."), code="not_closed")
    require_note(note)
    said = PublicTexts(reason=texts) if need.status == Status.DECLINED else PublicTexts(response=texts)
    _require_both_languages(need.status, said)
    if tell_again and not _says_the_same(need, need.status, said):
        _announce_anew(need)
    _set_public_texts(need, said)
    record_change(need, EventKind.CORRECTED, by=by, note=note, said=said, at=at)
    enqueue_on_commit("feedback.tasks.notify_subscribers", need.pk)
    return need


@transaction.atomic
def add_note(
    need: Need, text: str, *, by: User, expected_version: int | None = None, at: datetime | None = None
) -> Need:
    """For the Working Group only; nothing else changes. Whom it mentions is told."""
    need = lock_need(need, expected_version)
    require_note(text)
    note, mentioned = mentions.resolve(text.strip())
    record_change(need, EventKind.NOTED, by=by, note=note, at=at)
    mentions.tell(need, mentioned, by=by)
    return need


def advance_to_in_progress(need: Need, *, by: User | None, at: datetime | None = None) -> None:
    """Walk the allowed way to "in progress"; each step is a row of its own."""
    while to := TOWARDS_WORK.get(need.status):
        set_status(need, to, by=by, at=at)


def set_status(
    need: Need,
    to: str,
    *,
    kind: EventKind = EventKind.MOVED,
    reopened_for: Reopening | None = None,
    by: User | None = None,
    actor: Actor | None = None,
    other: Need | None = None,
    note: str = "",
    said: PublicTexts = UNSAID,
    at: datetime | None = None,
) -> Need:
    """The one place where a status changes."""
    at, old, promise = at or timezone.now(), need.status, need.promised_on
    if old == Status.RECEIVED and to != Status.MERGED:
        need.replied_at = at
    if _is_news(need, to, said, at):
        _begin_answer(need, to, at)
    _take_back_reason(need, to)
    _set_public_texts(need, said)
    need.status, need.status_since, need.promised_on = to, at, promised_date(to, at)
    if reopened_for:
        need.reopened_for, need.reopened_at = reopened_for, at
    elif to in ANSWERS:
        need.reopened_for = ""
    need.region_alerted_at = need.everyone_alerted_at = None
    record_change(
        need,
        kind,
        by=by,
        actor=actor,
        from_status=old,
        promised_on=promise,
        other=other,
        note=note,
        said=said,
        at=at,
    )
    if (old in OPEN) != (to in OPEN):
        priority.refresh([need])
    if to in ANNOUNCED:
        enqueue_on_commit("feedback.tasks.notify_subscribers", need.pk)
    return need


def _reopen(need: Need, to: str, *, by: User | None, note: str, at: datetime | None) -> Need:
    """Only what is published from now on answers it."""
    require_note(note)
    need.linked_at = at or timezone.now()
    return reopen(need, to, Reopening.DECIDED, by=by, note=note, at=at)


def reopen(
    need: Need, to: str, why: Reopening, *, by: User | None = None, note: str = "", at: datetime | None = None
) -> Need:
    """A locked need that was closed is open again."""
    return set_status(need, to, kind=EventKind.REOPENED, reopened_for=why, by=by, note=note, at=at)


def _is_news(need: Need, to: str, said: PublicTexts, at: datetime) -> bool:
    """The first answer, and one after the need was open again: unless that was soon over by itself and the answer says
    the same as before."""
    if to not in ANSWERS:
        return False
    if not need.reopened_at or need.reopened_for in DID_NOT_HELP:
        return True
    before = need.events.steps().filter(to_status__in=ANSWERS).last()
    soon_over = at - need.reopened_at < SETTLED_AFTER
    return not (soon_over and before and before.to_status == to and _says_the_same(need, to, said, before))


def _says_the_same(need: Need, status: str, said: PublicTexts, before: NeedEvent | None = None) -> bool:
    """As the need does; a refusal that was opened again stands in its history only."""
    field = PUBLIC_TEXT[status]
    texts, spoken = dict(said.items())[field], before if before and field == "reason" else need
    return all(getattr(spoken, f"{field}_{code}") == text.strip() for code, text in (texts or {}).items())


def _begin_answer(need: Need, to: str, at: datetime) -> None:
    """What people said of an answer before was about that one."""
    _announce_anew(need)
    need.answered_at = at
    if to == Status.PUBLISHED:
        need.publication += 1
        need.outcomes_given = need.outcomes_helped = 0


def _announce_anew(need: Need) -> None:
    need.announcement += 1
    need.subscriptions.update(told_at=None)


def _take_back_reason(need: Need, to: str) -> None:
    """A question or a refusal is gone once it is answered or no longer so."""
    if need.status in NEEDS_REASON and to not in (*NEEDS_REASON, Status.MERGED):
        _set_public_texts(need, PublicTexts(reason=dict.fromkeys(LANGUAGES, "")))


def _set_public_texts(need: Need, said: PublicTexts) -> None:
    for field, texts in said.items():
        for language in LANGUAGES:
            if texts and language in texts:
                setattr(need, f"{field}_{language}", texts[language].strip())


def _require_both_languages(to: str, said: PublicTexts) -> None:
    """What is said is said in both languages; to ask and to decline, something must be said."""
    missing = []
    for field, texts in said.items():
        given = [language for language in LANGUAGES if (texts or {}).get(language, "").strip()]
        if given or (field == "reason" and to in NEEDS_REASON):
            missing += [f"{field}_{language}" for language in LANGUAGES if language not in given]
    if missing:
        raise ValidationError(dict.fromkeys(missing, _("Say it in both languages: the people who asked will read it.")))
