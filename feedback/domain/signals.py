"""Every signal opens a need or joins one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext, override

from cms.accounts.domain import participants
from cms.accounts.models import User
from cms.core.models import Work

from ..enums import Actor, EventKind, NeedKind, SignalKind, Status, SubscriptionReason
from ..models import Need, NeedEvent, Signal, Subscription, Suggestion
from ..queries import pages
from . import priority
from .history import lock_chain, record_change, root_in
from .promises import promised_date

NEED_KINDS: dict[str, NeedKind] = {
    SignalKind.BROKEN_LINK: NeedKind.BROKEN_LINK,
    SignalKind.TRANSLATION_REQUEST: NeedKind.TRANSLATION,
    SignalKind.FORUM_POST: NeedKind.NEW_RESOURCE,
    SignalKind.EMPTY_SEARCH: NeedKind.NEW_RESOURCE,
    SignalKind.MEETING: NeedKind.NEW_RESOURCE,
    SignalKind.PROGRESS_REPORT: NeedKind.NEW_RESOURCE,
    SignalKind.PROFESSIONAL_LEARNING: NeedKind.NEW_RESOURCE,
}


def need_kind_of(signal: Signal) -> NeedKind:
    """What it asks for; all that is said about a page makes one need of each kind."""
    if signal.suggestion:
        return NeedKind(signal.suggestion.kind)
    return NEED_KINDS.get(signal.kind, NeedKind.IMPROVEMENT)


@transaction.atomic
def open_need(
    signal: Signal,
    *,
    by: User | None = None,
    at: datetime | None = None,
    title: str = "",
    actor: Actor = Actor.ASKER,
) -> Need:
    """A new need out of one signal, with the first row of its history. `by` is the member who found the signal, or else
    `actor` brought it. Without a title it gets that of what it is about."""
    at = at or signal.created_at
    since = dict.fromkeys(("created_at", "updated_at", "status_since", "assignee_since"), at)
    described = describe(signal) | ({"title": title} if title else {})
    need = Need.objects.create(**described, **since, promised_on=promised_date(Status.RECEIVED, at))
    actor = Actor.PERSON if by else actor
    NeedEvent.objects.create(need=need, actor=actor, by=by, to_status=need.status, at=at)
    return attach_signal(signal, need, at=at)


@transaction.atomic
def attach_signal(signal: Signal, need: Need, *, at: datetime | None = None) -> Need:
    """Add evidence to a need, and the one who gave it to those who will be told. Merged needs pass it on."""
    chain = lock_chain(need)
    origin, target = chain[need.pk], root_in(chain, need)
    signal.origin, signal.need = origin, target
    signal.save(update_fields=["origin", "need"])
    _subscribe(signal, origin, target)
    target.updated_at = max(target.updated_at, at or timezone.now())
    target.save(update_fields=["updated_at"])
    priority.refresh([target])
    return target


def join_or_open(signal: Signal, *, by: User | None = None, at: datetime | None = None) -> Need:
    """The oldest open need of its page that asks for the same, or a new one. The caller holds the lock of the work."""
    need = Need.objects.open().filter(work=signal.work, kind=need_kind_of(signal)).order_by("pk").first()
    return attach_signal(signal, need, at=at) if need else open_need(signal, by=by, at=at)


def words_changed(needs: list[Need], at: datetime) -> None:
    """The worker then compares them anew with needs that look alike."""
    Need.objects.filter(pk__in=[need.pk for need in needs]).update(updated_at=Greatest("updated_at", Value(at)))
    priority.refresh(needs)


@transaction.atomic
def promote_post(
    post: int,
    *,
    title: str,
    text: str,
    language: str,
    author: User | None,
    by: User,
    need: Need | None = None,
    at: datetime | None = None,
) -> Signal:
    """A forum post is evidence, once: for `need`, or for one of its own. Its author is told what comes of it."""
    speaker = participants.of_user(author) if author else None
    at = at or timezone.now()
    values = {
        "language": language,
        "text": text,
        "participant": speaker,
        "region": author.region if author else None,
        "part_title": title[:255],
        "weight": priority.WEIGHTS[SignalKind.FORUM_POST],
        "created_at": at,
    }
    signal, new = Signal.objects.get_or_create(kind=SignalKind.FORUM_POST, part=f"post:{post}", defaults=values)
    if new and need:
        attach_signal(signal, need, at=at)
    elif new:
        open_need(signal, by=by, at=at)
    return signal


@transaction.atomic
def keep_evidence(work: Work, *, title: str) -> None:
    """The last page of a work is deleted: what was said about it stays, and says what it was about."""
    for model in (Signal, Suggestion, Need):
        model.objects.filter(work=work).update(about_title=title)
    needs = list(Need.objects.filter(Q(work=work) | Q(answer_work=work)).select_for_update().order_by("pk"))
    for need in needs:
        gone = EventKind.PAGE_GONE if need.answer_work_id == work.pk else EventKind.ABOUT_GONE
        need.work = None if need.work_id == work.pk else need.work
        need.answer_work = None if need.answer_work_id == work.pk else need.answer_work
        record_change(need, gone, page_title=title)
    priority.refresh(needs)


def _subscribe(signal: Signal, origin: Need, target: Need) -> None:
    if signal.participant:
        defaults = {"need": target, "suggestion": signal.suggestion, "created_at": signal.created_at}
        known, new = Subscription.objects.get_or_create(
            origin=origin, participant=signal.participant, defaults=defaults
        )
        if not new and known.reason != SubscriptionReason.ASKED:  # which stays when a voice is taken back
            known.reason, known.suggestion = SubscriptionReason.ASKED, signal.suggestion
            known.save(update_fields=["reason", "suggestion"])


def describe(signal: Signal) -> dict[str, Any]:
    common = {"language": signal.language, "region": signal.region, "work": signal.work, "topic": signal.topic}
    if suggestion := signal.suggestion:
        return common | {"title": suggestion.title, "kind": suggestion.kind, "topic": suggestion.topic}
    return common | {"title": _title_for(signal), "kind": need_kind_of(signal)}


def _title_for(signal: Signal) -> str:
    """It becomes public: never what somebody wrote to us."""
    page = pages.page_in(signal.work_id, signal.language)
    with override(signal.language):
        if page:
            return _sentence(need_kind_of(signal)) % {"title": page.title[:160]}
        return signal.part_title[:160] or str(signal.get_kind_display())


def _sentence(kind: NeedKind) -> str:
    match kind:
        case NeedKind.BROKEN_LINK:
            return gettext("Repair a link of “%(title)s”")
        case NeedKind.TRANSLATION:
            return gettext("“%(title)s” in English")
        case _:
            return gettext("Make “%(title)s” better")
