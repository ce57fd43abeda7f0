"""An e-mail address counts once its owner has confirmed it by a signed link that expires."""

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.accounts.domain import participants
from cms.jobs import enqueue_on_commit
from cms.notices.domain import telling

from ..models import Need, Suggestion

CONFIRM_SALT = "feedback.suggestion.email"
CONFIRM_WITHIN = 7 * 24 * 3600  # seconds


def ask_to_confirm(suggestion: Suggestion) -> None:
    # The address itself is not in the link: links end up in logs.
    key = signing.dumps([suggestion.pk, participants.email_key(suggestion.email)], salt=CONFIRM_SALT)
    with override(suggestion.language):
        url = reverse("confirm_suggestion_email", args=[key])
    telling.notify(
        "confirm_email",
        email=suggestion.email,
        language=suggestion.language,
        context={"url": url},  # nothing that a stranger typed goes to an address that is not confirmed
        dedupe_key=f"confirm_email:{suggestion.pk}",
    )


def suggestion_for_key(key: str) -> Suggestion | None:
    """Whose address a confirmation link is about; None when the link is expired or not ours."""
    try:
        pk, address = signing.loads(key, salt=CONFIRM_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    suggestion = Suggestion.objects.exclude(email="").filter(pk=pk).first()
    return suggestion if suggestion and participants.email_key(suggestion.email) == address else None


@transaction.atomic
def confirm_email(suggestion: Suggestion, *, at: datetime | None = None) -> Suggestion:
    """From now on this address is told; the suggestion counts as a person who can be told apart."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.email_confirmed_at or not suggestion.email:
        return suggestion
    suggestion.email_confirmed_at = at or timezone.now()
    suggestion.save(update_fields=["email_confirmed_at"])
    suggestion.participant = participants.confirm_address(suggestion.participant, suggestion.email)
    for need in Need.objects.filter(signals__suggestion=suggestion).distinct():
        enqueue_on_commit("feedback.tasks.notify_subscribers", need.pk)  # the response may be older
    return suggestion
