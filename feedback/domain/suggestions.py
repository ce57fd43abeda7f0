"""Asking for something, with or without an account."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.accounts.domain import participants
from cms.accounts.models import User
from cms.core.models import Work
from cms.notices.domain import telling
from cms.taxonomy.models import RegionalCenter, Topic

from ..enums import Actor, NeedKind, SignalKind, Status
from ..models import Meeting, Need, Signal, Suggestion
from ..queries.needs import need_of
from . import empty_searches, priority
from .confirming import ask_to_confirm
from .empty_searches import EmptySearch
from .errors import ConflictError
from .history import lock_chain, root_in
from .moves import move
from .signals import attach_signal, open_need

SIGNAL_KINDS = {
    NeedKind.BROKEN_LINK: SignalKind.BROKEN_LINK,
    NeedKind.TRANSLATION: SignalKind.TRANSLATION_REQUEST,
    NeedKind.OFFER: SignalKind.OFFER,
}


@dataclass(frozen=True)
class Wish:
    """What somebody asks for, and about which page."""

    title: str
    language: str
    kind: str = NeedKind.NEW_RESOURCE
    body: str = ""
    url: str = ""
    topic: Topic | None = None
    region: RegionalCenter | None = None
    work: Work | None = None


@transaction.atomic
def suggest(
    wish: Wish,
    *,
    author: User | None = None,
    email: str = "",
    meeting: Meeting | None = None,
    need: Need | None = None,
    searched: EmptySearch | None = None,
    at: datetime | None = None,
) -> Suggestion:
    """Keep a suggestion, open its need, and send the receipt or the request to confirm the address.

    `meeting`: where the sheet lay by which somebody came. With `need` it is one more voice for that one. `searched`:
    what they looked for before.
    """
    at = at or timezone.now()
    if author:
        wish, email = replace(wish, region=wish.region or author.region), ""
    speaker = participants.of_user(author) if author else participants.of_receipt(wish.language)
    suggestion = Suggestion.objects.create(**vars(wish), participant=speaker, email=email, created_at=at)
    signal = _signal(suggestion, suggestion.body, at, meeting)
    if need:
        attach_signal(signal, need, at=at)
    else:
        need = open_need(signal, at=at)
    if searched:
        empty_searches.keep(searched, beside=signal, need=need)
    if author:
        _acknowledge(suggestion, author)
    elif email:
        ask_to_confirm(suggestion)
    return suggestion


def _signal(suggestion: Suggestion, text: str, at: datetime, meeting: Meeting | None = None) -> Signal:
    kind = SIGNAL_KINDS.get(NeedKind(suggestion.kind), SignalKind.SUGGESTION)
    return Signal.objects.create(
        kind=kind,
        language=suggestion.language,
        text=text,
        participant=suggestion.participant,
        suggestion=suggestion,
        meeting=meeting,
        work=suggestion.work,
        region=suggestion.region,
        weight=priority.WEIGHTS[kind],
        created_at=at,
    )


def receipt_url(suggestion: Suggestion, language: str) -> str:
    """The path of the receipt in this language."""
    with override(language):
        return reverse("suggestion_receipt", args=[suggestion.token])


def _acknowledge(suggestion: Suggestion, author: User) -> None:
    kind = "offer_received" if suggestion.kind == NeedKind.OFFER else "suggestion_received"
    telling.notify(
        kind,
        recipient=author,
        language=author.language,
        context={"asked_for": suggestion.title, "url": receipt_url(suggestion, author.language)},
        dedupe_key=f"{kind}:{suggestion.pk}",
    )


@transaction.atomic
def reply(suggestion: Suggestion, text: str, *, at: datetime | None = None) -> Need:
    """The answer to a question of the Working Group: more evidence, and the review goes on. Who asked is not named."""
    origin = need_of(suggestion)
    need = root_in(lock_chain(origin), origin)
    if need.status != Status.NEEDS_INPUT:
        raise ConflictError(need)
    attach_signal(_signal(suggestion, text, at or timezone.now()), origin, at=at)
    return move(need, Status.UNDER_REVIEW, by=None, actor=Actor.ASKER, at=at)
