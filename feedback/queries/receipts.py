"""What the one who asked may see of a need: status, reason, answer and steps, and no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from ..enums import Status
from ..models import Need, NeedEvent, Offer, Signal, Subscription, Suggestion
from .needs import answer_page, need_of, root_of
from .offered_pages import is_shown
from .pages import page_in, pages_in


class Receipt:
    def __init__(self, suggestion: Suggestion) -> None:
        self.suggestion = suggestion
        self.origin = need_of(suggestion)
        self.need = root_of(self.origin)

    @property
    def waits_for_reply(self) -> bool:
        return self.need.status == Status.NEEDS_INPUT

    @property
    def waits_for_confirmation(self) -> bool:
        return bool(self.suggestion.email and not self.suggestion.email_confirmed_at)

    @cached_property
    def offer(self) -> Offer | None:
        """None once its giver was erased, who then answers nothing any more."""
        return Offer.objects.filter(suggestion=self.suggestion, suggestion__participant__erased_at=None).first()

    @property
    def draft_is_shown(self) -> bool:
        return self.offer is not None and is_shown(self.offer, self.need)

    @cached_property
    def replies(self) -> QuerySet[Signal]:
        """What was answered to questions: all the evidence of this suggestion but its first."""
        return self.suggestion.signals.all()[1:]

    @cached_property
    def about(self) -> Page | None:
        return page_in(self.suggestion.work_id, get_language() or "en")

    @cached_property
    def page(self) -> Page | None:
        return answer_page(self.need, get_language() or "en")

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """Its own steps, then those of the need it was merged into since."""
        own: list[NeedEvent] = list(self.origin.events.steps())
        if self.need != self.origin:
            own += self.need.events.steps().filter(at__gt=own[-1].at)
        return [{"status": event.to_status, "title": event.get_to_status_display(), "time": event.at} for event in own]


@dataclass(frozen=True)
class MyRequest:
    """One line of a person's list."""

    subscription: Subscription
    page: Page | None

    @property
    def title(self) -> str:
        suggestion = self.subscription.suggestion
        return suggestion.title if suggestion else self.subscription.origin.title

    @property
    def language(self) -> str:
        return (self.subscription.suggestion or self.subscription.origin).language


def my_requests(subscriptions: Iterable[Subscription]) -> list[MyRequest]:
    """With the published page of each in this language or another, in one query for all."""
    subscriptions = list(subscriptions)
    works = {one.pk: _published_work(one.need) for one in subscriptions}
    pages = pages_in({work for work in works.values() if work}, get_language() or "en")
    return [MyRequest(one, pages.get(work) if (work := works[one.pk]) else None) for one in subscriptions]


def _published_work(need: Need) -> UUID | None:
    return need.answer_work_id if need.status == Status.PUBLISHED else None
