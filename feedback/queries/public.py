"""What everyone may see of one need: no names, and nothing of what people said but the title."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.accounts.models import Participant

from ..enums import ANSWERED, EventKind, Status, SubscriptionReason
from ..models import Need, Signal, Subscription
from .needs import answer_page, root_of
from .pages import page_in

NOT_IN_SCRIPTS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}  # what would end the element


def public_need(number: int) -> Need | None:
    """The need of this number, or the one it was merged into, if that is public."""
    need = Need.objects.select_related("merged_into").filter(pk=number).first()
    if need is None:
        return None
    return Need.objects.public().select_related("topic").filter(pk=root_of(need).pk).first()


@dataclass(frozen=True)
class Voice:
    """What one reader said of a need."""

    voted: bool = False
    asked: bool = False
    follows: bool = False


def voice_of(participant: Participant | None, need: Need) -> Voice:
    """Nothing, and no question asked, for a visitor who has said nothing yet."""
    if participant is None:
        return Voice()
    reasons = set(Subscription.objects.filter(need=need, participant=participant).values_list("reason", flat=True))
    voted = Signal.objects.votes().filter(need=need, participant=participant).exists()
    return Voice(voted, SubscriptionReason.ASKED in reasons, bool(reasons))


class PublicNeed:
    def __init__(self, need: Need) -> None:
        self.need = need
        self.language = (get_language() or "en")[:2]

    @cached_property
    def about(self) -> Page | None:
        return page_in(self.need.work_id, self.language)

    @cached_property
    def page(self) -> Page | None:
        return answer_page(self.need, self.language)

    @property
    def json_ld(self) -> SafeString:
        """For search engines, in the words of schema.org. Data are no script: the content policy lets them be."""
        need, answer = self.need, self._answer
        question: dict[str, Any] = {
            "@type": "Question",
            "name": need.title,
            "text": need.title,
            "inLanguage": need.language,
            "dateCreated": need.created_at.isoformat(),
            "upvoteCount": need.people,
            "answerCount": int(answer is not None),
            "url": self._url,
        }
        if answer:
            question["acceptedAnswer" if need.status == Status.PUBLISHED else "suggestedAnswer"] = answer
        page = {
            "@context": "https://schema.org",
            "@type": "QAPage",
            "inLanguage": self.language,
            "mainEntity": question,
        }
        return mark_safe(json.dumps(page).translate(NOT_IN_SCRIPTS))  # noqa: S308  (no letter of it is HTML)

    @property
    def _url(self) -> str:
        return urljoin(settings.BASE_URL, self.need.get_absolute_url())

    @property
    def _answer(self) -> dict[str, Any] | None:
        told = self.need.public_reason or self.need.public_response
        if not told or self.need.status not in ANSWERED:
            return None
        return {
            "@type": "Answer",
            "text": told["text"],
            "inLanguage": told["language"],
            "dateCreated": self.need.status_since.isoformat(),
            "url": f"{self._url}#where-it-stands",
            "author": {"@type": "Organization", "name": _("The Resources Working Group")},
        }

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """Without merges that were undone: they changed nothing."""
        moves = self.need.events.steps().exclude(kind__in=(EventKind.MERGED, EventKind.UNMERGED))
        return [{"status": each.to_status, "title": each.get_to_status_display(), "time": each.at} for each in moves]
