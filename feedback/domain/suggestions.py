"""Asking for something, with or without an account."""

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.core.tasks import kick
from cms.notices.domain import tell

from ..enums import NeedKind, SignalKind, Status
from ..models import Contribution, Need, Signal, Suggestion
from . import priority, voices
from .errors import ConflictError
from .moves import held, move
from .signals import attach_signal, open_need, root_of

CONFIRM_SALT = "feedback.suggestion.email"
CONFIRM_WITHIN = 7 * 24 * 3600  # seconds

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
        _ask_to_confirm(suggestion)
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
    tell(
        "suggestion_received",
        recipient=suggestion.author,
        language=language,
        context={"asked_for": suggestion.title, "url": receipt_url(suggestion, language)},
        dedupe_key=f"suggestion_received:{suggestion.pk}",
    )


def _ask_to_confirm(suggestion):
    key = signing.dumps([suggestion.pk, suggestion.email], salt=CONFIRM_SALT, compress=True)
    with override(suggestion.language):
        url = reverse("confirm_suggestion_email", args=[key])
    tell(
        "confirm_email",
        email=suggestion.email,
        language=suggestion.language,
        context={"url": url},  # nothing that a stranger typed goes to an address that is not confirmed
        dedupe_key=f"confirm_email:{suggestion.pk}",
    )


def suggestion_for_key(key):
    """Whose address a confirmation link is about; None when the link is expired or not ours."""
    try:
        pk, email = signing.loads(key, salt=CONFIRM_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return Suggestion.objects.filter(pk=pk, email=email).first()


@transaction.atomic
def confirm_email(suggestion, *, at=None):
    """From now on this address is told; the suggestion counts as a person who can be told apart."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.email_confirmed_at or not suggestion.email:
        return suggestion
    suggestion.email_confirmed_at = at or timezone.now()
    suggestion.save(update_fields=["email_confirmed_at"])
    voice = voices.of_suggestion(suggestion)
    Signal.objects.filter(suggestion=suggestion).update(voice=voice)
    Contribution.objects.filter(suggestion=suggestion).update(voice=voice)
    priority.refresh(Need.objects.filter(signals__suggestion=suggestion).distinct())
    _catch_up(suggestion)
    return suggestion


def _catch_up(suggestion):
    """The answer may be older than the confirmation."""
    from ..tasks import tell_contributors  # tasks call the domain

    kick(tell_contributors)


def need_of(suggestion):
    """The need this suggestion opened; it may be merged into another since."""
    signal = suggestion.signals.select_related("origin__merged_into").first()
    return signal.origin if signal else None


@transaction.atomic
def reply(suggestion, text, *, at=None):
    """The answer to a question of the Working Group: more evidence, and the review goes on. Who asked is not named."""
    need = held(root_of(need_of(suggestion)))
    if need.status != Status.NEEDS_INPUT:
        raise ConflictError(Status(need.status))
    attach_signal(_signal(suggestion, text, at or timezone.now()), need, at=at)
    return move(need, Status.UNDER_REVIEW, by=None, at=at)
