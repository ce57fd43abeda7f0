"""Asking for something, with or without an account."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.notices.domain import telling

from ..enums import Actor, NeedKind, SignalKind, Status
from ..models import Signal, Suggestion
from . import priority, voices
from .confirming import ask_to_confirm
from .errors import ConflictError
from .history import lock_need
from .moves import move
from .signals import attach_signal, open_need, root_of

SIGNAL_KINDS = {
    NeedKind.BROKEN_LINK: SignalKind.BROKEN_LINK,
    NeedKind.TRANSLATION: SignalKind.TRANSLATION_REQUEST,
}


@transaction.atomic
def suggest(*, author=None, email="", at=None, **said):
    """Keep a suggestion, open its need, and send the receipt or the request to confirm the address."""
    at = at or timezone.now()
    if author:
        email = ""
        said["region"] = said.get("region") or author.region
    suggestion = Suggestion.objects.create(author=author, email=email, created_at=at, **said)
    open_need(_signal(suggestion, suggestion.body, at), at=at)
    if author:
        _acknowledge(suggestion)
    elif email:
        ask_to_confirm(suggestion)
    return suggestion


def _signal(suggestion, text, at):
    kind = SIGNAL_KINDS.get(suggestion.kind, SignalKind.SUGGESTION)
    return Signal.objects.create(
        kind=kind,
        language=suggestion.language,
        text=text,
        voice=voices.of_suggestion(suggestion),
        contributor=suggestion.author,
        suggestion=suggestion,
        work=suggestion.work,
        region=suggestion.region,
        weight=priority.WEIGHTS[kind],
        created_at=at,
    )


def receipt_url(suggestion, language):
    """The path of the receipt in this language."""
    with override(language):
        return reverse("suggestion_receipt", args=[suggestion.token])


def _acknowledge(suggestion):
    language = suggestion.author.language
    telling.notify(
        "suggestion_received",
        recipient=suggestion.author,
        language=language,
        context={"asked_for": suggestion.title, "url": receipt_url(suggestion, language)},
        dedupe_key=f"suggestion_received:{suggestion.pk}",
    )


def need_of(suggestion):
    """The need this suggestion opened; it may be merged into another since."""
    signal = suggestion.signals.select_related("origin__merged_into").first()
    return signal.origin if signal else None


@transaction.atomic
def reply(suggestion, text, *, at=None):
    """The answer to a question of the Working Group: more evidence, and the review goes on. Who asked is not named."""
    origin = need_of(suggestion)
    need = lock_need(root_of(origin))
    if need.status != Status.NEEDS_INPUT:
        raise ConflictError(need)
    attach_signal(_signal(suggestion, text, at or timezone.now()), origin, at=at)
    return move(need, Status.UNDER_REVIEW, by=None, actor=Actor.ASKER, at=at)
