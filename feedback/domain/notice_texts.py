"""What the notices about needs have to say, in the language of each person and by why they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import Page

from cms.core.bilingual import LANGUAGES
from cms.notices.domain import telling

from ..enums import SubscriptionReason
from ..models import Need, Subscription
from ..queries import pages
from .mail_links import OUTCOME, UNFOLLOW, key_for
from .suggestions import receipt_url


@dataclass
class Texts:
    """Of the needs of a batch, by language; their pages are asked for once a language."""

    batch: list[Subscription]

    def __post_init__(self) -> None:
        self._pages: dict[str, dict[UUID, Page]] = {}
        self._texts: dict[tuple[str, int, str], dict[str, Any]] = {}

    def message(self, kind: str, subscription: Subscription) -> telling.Message:
        need, participant, suggestion = subscription.need, subscription.participant, subscription.suggestion
        language = participant.speaks
        context = self._of(kind, need, language)
        context |= {"asked_for": suggestion.title if suggestion else need.title, "why": subscription.reason}
        if kind == "need_outcome":
            context["url"] = _signed_url("need_outcome", OUTCOME, subscription, language)
        elif page := context.get("page_url"):
            context["url"] = page
        else:
            context["url"] = receipt_url(suggestion, language) if suggestion else _place_of(need, language)
        if subscription.reason != SubscriptionReason.ASKED:
            context["unfollow"] = _signed_url("need_unfollow", UNFOLLOW, subscription, language)
        email = suggestion.email if suggestion and not participant.user else ""
        key = f"{kind}:{need.pk}:{_occurrence(kind, need)}:{participant.pk}"
        return telling.Message(participant.user, key, context, email=email, language=language)

    def _of(self, kind: str, need: Need, language: str) -> dict[str, Any]:
        if (kind, need.pk, language) not in self._texts:
            self._texts[kind, need.pk, language] = self._compose(kind, need, language)
        return dict(self._texts[kind, need.pk, language])

    def _compose(self, kind: str, need: Need, language: str) -> dict[str, Any]:
        with override(language):
            reason, response = need.public_reason, need.public_response
            promised = date_format(need.promised_on, "DATE_FORMAT") if need.promised_on else ""
        texts = {
            "number": need.number,
            "status": need.status,
            "reopened_for": need.reopened_for,
            "reason": reason["text"] if reason else "",
            "response": response["text"] if response else "",
            "promised": promised,
        }
        if kind in PAGE_IN and need.answer_work_id:
            page = self._pages_in(PAGE_IN[kind][language])[need.answer_work_id]
            texts |= {"page_title": page.title, "page_url": page.url}
        return texts

    def _pages_in(self, language: str) -> dict[UUID, Page]:
        if language not in self._pages:
            works = {work for each in self.batch if (work := each.need.answer_work_id)}
            self._pages[language] = pages.readable_pages_in(works, language)
        return self._pages[language]


# In which language the page is that somebody is told of who reads this one.
PAGE_IN: dict[str, Mapping[str, str]] = {
    "need_outcome": {code: code for code in LANGUAGES},
    "need_published": {code: code for code in LANGUAGES},
    "need_published_elsewhere": dict(zip(LANGUAGES, reversed(LANGUAGES), strict=True)),
}


def _occurrence(kind: str, need: Need) -> str:
    """What makes it news again. On the way, each status is told once, and anew after the need was closed."""
    opened = need.reopened_at.isoformat() if need.reopened_at else "0"
    match kind:
        case "need_question":
            return need.status_since.isoformat()
        case "need_progress":
            return f"{opened}:{need.status}"
        case "need_reopened":
            return opened
        case "need_outcome":
            return str(need.publication)
        case _:
            return str(need.announcement)


def _place_of(need: Need, language: str) -> str:
    with override(language):
        return need.get_absolute_url() if need.is_public else reverse("my_suggestions")


def _signed_url(view: str, purpose: str, subscription: Subscription, language: str) -> str:
    with override(language):
        return reverse(view, args=[key_for(purpose, subscription)])
