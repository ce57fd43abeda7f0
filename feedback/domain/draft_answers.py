"""The giver of an offer sees the draft of its page and answers; without their yes it needs a note to publish it."""

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.accounts.models import User
from cms.notices.domain import telling

from ..enums import Actor, EventKind, GiverAnswer
from ..models import Need, Offer
from ..queries.needs import need_of, root_of
from ..queries.offered_pages import is_shown, may_answer, offer_of
from . import offered_pages, priority
from .errors import RefusedError
from .history import lock_need, record_change, require_note
from .pages import lock_open_need

SALT = "feedback.offer.draft"
SEEN_WITHIN = 30 * 24 * 3600  # seconds
EVENTS = {
    GiverAnswer.YES: EventKind.DRAFT_APPROVED,
    GiverAnswer.CHANGE: EventKind.CHANGE_WANTED,
    GiverAnswer.BACK: EventKind.TAKEN_BACK,
}


@transaction.atomic
def show_draft(need: Need, *, by: User, expected_version: int | None = None, at: datetime | None = None) -> Offer:
    """Ask the giver whether the draft is right. Shown again it is asked anew."""
    need = lock_open_need(need, expected_version)
    offer = offer_of(need)
    if offer is None or not need.answer_work_id:
        raise RefusedError(_("There is no draft of something that was offered."), code="no_draft")
    offer.work_id = need.answer_work_id
    offer.shown_at, offer.answer, offer.answered_at = at or timezone.now(), "", None
    offer.save(update_fields=["work", "shown_at", "answer", "answered_at"])
    offered_pages.cancel_schedule(offer.work_id)
    record_change(need, EventKind.DRAFT_SHOWN, by=by, at=at)
    _ask(offer)
    return offer


@transaction.atomic
def answer_draft(offer: Offer, answer: str, *, text: str = "", at: datetime | None = None) -> Need:
    """What the giver says to it goes into the history and to the owner."""
    need = lock_need(root_of(need_of(offer.suggestion)))
    offer = Offer.objects.select_for_update(of=("self",)).select_related("suggestion").get(pk=offer.pk)
    may = need.is_open and may_answer(offer)  # it may have been merged just now
    if not may or not (is_shown(offer, need) or answer == GiverAnswer.BACK):
        raise RefusedError(_("This can no longer be answered."), code="closed")
    offer.answer, offer.answered_at = answer, at or timezone.now()
    if answer == GiverAnswer.BACK:
        offer.withdrawn_at = offer.answered_at
        offer.suggestion.signals.filter(withdrawn_at=None).update(withdrawn_at=offer.withdrawn_at)
    offer.save(update_fields=["answer", "answered_at", "withdrawn_at"])
    if answer != GiverAnswer.YES:
        offered_pages.cancel_schedule(offer.work_id)
    record_change(need, EVENTS[GiverAnswer(answer)], actor=Actor.ASKER, note=text, at=at)
    priority.refresh([need])
    _tell_owner(need, offer, text)
    return need


@transaction.atomic
def waive_answer(
    need: Need, note: str, *, by: User, expected_version: int | None = None, at: datetime | None = None
) -> Offer:
    """It may be published without the giver's yes, and the history says why."""
    need = lock_open_need(need, expected_version)
    require_note(note)
    offer = offer_of(need)
    if offer is None:
        raise RefusedError(_("There is no draft of something that was offered."), code="no_draft")
    offer.waived_at = at or timezone.now()
    offer.save(update_fields=["waived_at"])
    record_change(need, EventKind.ANSWER_WAIVED, by=by, note=note.strip(), at=at)
    return offer


def draft_url(offer: Offer, language: str) -> str:
    with override(language):
        return reverse("offer_draft", args=[signing.dumps(offer.pk, salt=SALT)])


def offer_for_key(key: str) -> Offer | None:
    """None when the link is expired or not ours, or when its giver was erased."""
    try:
        pk = signing.loads(key, salt=SALT, max_age=SEEN_WITHIN)
    except signing.BadSignature:
        return None
    return Offer.objects.select_related("suggestion").filter(pk=pk, suggestion__participant__erased_at=None).first()


def _ask(offer: Offer) -> None:
    """Whoever cannot be written to finds it on their receipt."""
    said, user = offer.suggestion, offer.suggestion.author
    email = said.email if said.email_confirmed_at else ""
    if not (user or email):
        return
    language = user.language if user else said.language
    telling.notify(
        "offer_draft",
        recipient=user,
        email=email,
        language=language,
        context={"asked_for": said.title, "url": draft_url(offer, language)},
        dedupe_key=f"offer_draft:{offer.pk}:{offer.shown_at}",
    )


def _tell_owner(need: Need, offer: Offer, text: str) -> None:
    if owner := need.assignee:
        with override(owner.language):
            said = str(offer.get_answer_display())
        telling.notify(
            "offer_answered",
            recipient=owner,
            context={
                "number": need.number,
                "asked_for": offer.suggestion.title,
                "answer": said,
                "text": text,
                "url": reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk]),
            },
            dedupe_key=f"offer_answered:{offer.pk}:{offer.answered_at}",
        )
