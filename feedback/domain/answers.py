"""Telling people what came of what they asked for: each once, in their language."""

import logging

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.notices.domain import telling

from ..enums import Status
from ..models import Contribution
from ..models.visible import readable_pages
from ..queries import pages
from .suggestions import receipt_url

logger = logging.getLogger(__name__)


def tell_due(need_id=None):
    """Everyone with an answer they can read by now. Run it as often as you like."""
    done = 0
    for contribution in _narrow(_readable(), need_id):
        kind = "need_published" if contribution.need.status == Status.PUBLISHED else "need_declined"
        key = f"{kind}:{contribution.need_id}:{contribution.need.announcement}:{contribution.voice}"
        done += _tell(contribution, kind, key, "told_at")
    for contribution in _narrow(Contribution.objects.to_ask(), need_id):
        since = contribution.need.status_since.isoformat()
        key = f"need_question:{contribution.need_id}:{since}:{contribution.voice}"
        done += _tell(contribution, "need_question", key, "asked_at")
    return done


def _narrow(contributions, need_id):
    if need_id:
        contributions = contributions.filter(need=need_id)
    return contributions.select_related("need", "user", "suggestion")


def _readable():
    """A published answer waits until its page can be read in the contributor's language; a reason is in both."""
    pages = readable_pages().filter(
        translation_key=OuterRef("need__answer_work"), locale__language_code=OuterRef("speaks_now")
    )
    due = Contribution.objects.to_tell().annotate(speaks_now=Coalesce("user__language", F("language")))
    return due.filter(Q(need__status=Status.DECLINED) | Exists(pages))


def _tell(contribution, kind, dedupe_key, field):
    """The key makes the notice one, the field makes it found done; a crash between the two repeats neither."""
    person = {"recipient": contribution.user} if contribution.user else {"email": contribution.suggestion.email}
    language = contribution.speaks
    try:
        telling.notify(
            kind, **person, language=language, context=_context(contribution, language), dedupe_key=dedupe_key
        )
    except Exception:  # one that cannot be told must not keep the others from being told
        logger.exception("Contribution %s could not be told (%s)", contribution.pk, kind)
        return 0
    return Contribution.objects.filter(pk=contribution.pk).update(**{field: timezone.now()})


def _context(contribution, language):
    need = contribution.need
    with override(language):
        reason, response = need.public_reason, need.public_response
    context = {
        "number": need.number,
        "asked_for": contribution.suggestion.title if contribution.suggestion else need.title,
        "reason": reason["text"] if reason else "",
        "response": response["text"] if response else "",
        "url": _where_to_look(contribution, language),
    }
    if need.status == Status.PUBLISHED:
        page = pages.page_in(need.answer_work_id, language)
        context |= {"page_title": page.title, "url": page.url}
    return context


def _where_to_look(contribution, language):
    if contribution.suggestion:
        return receipt_url(contribution.suggestion, language)
    with override(language):
        return reverse("my_suggestions")
