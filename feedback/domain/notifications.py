"""Telling people what came of what they asked for: each once, in their language, in batches."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from cms.notices.domain import telling

from ..enums import Status
from ..models import Need, Subscription
from ..models.visible import readable_pages
from ..queries import pages
from .suggestions import receipt_url

logger = logging.getLogger(__name__)

BATCH = 500


def notify_due(*, needs: Collection[int] = (), works: Collection[UUID | str] = ()) -> None:
    """Everyone with a response they can read by now: of these needs, of the needs that these works answer, or of all.

    Run it as often as you like: `told_at` and `asked_at` say who is told, and the keys of the notices keep them single.
    """
    chosen = {name: keys for name, keys in (("need__in", needs), ("need__answer_work__in", works)) if keys}
    responses, questions = _with_readable_response().filter(**chosen), Subscription.objects.to_ask().filter(**chosen)
    for kind, due, field in (
        ("need_published", responses.filter(need__status=Status.PUBLISHED), "told_at"),
        ("need_declined", responses.filter(need__status=Status.DECLINED), "told_at"),
        ("need_question", questions, "asked_at"),
    ):
        for batch in _batches(due):
            _notify(kind, batch, field, Texts(batch))


def _with_readable_response() -> QuerySet[Subscription]:
    """A published response waits until its page can be read in the person's language; a reason is in both."""
    readable = readable_pages().filter(
        translation_key=OuterRef("need__answer_work"), locale__language_code=OuterRef("speaks")
    )
    due = Subscription.objects.with_language().to_tell()
    return due.filter(Q(need__status=Status.DECLINED) | Exists(readable))


def _batches(due: QuerySet[Subscription]) -> Iterator[list[Subscription]]:
    due, last = due.select_related("need", "participant__user", "suggestion").order_by("pk"), 0
    while batch := list(due.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _notify(kind: str, batch: list[Subscription], field: str, texts: "Texts") -> None:
    """All at once; where that fails one by one, so that who cannot be told does not keep the others from it."""
    try:
        with transaction.atomic():
            telling.notify_many(kind, [_message(kind, each, texts) for each in batch])
            Subscription.objects.filter(pk__in=[each.pk for each in batch]).update(**{field: timezone.now()})
    except Exception:
        if len(batch) == 1:
            logger.exception("Subscription %s could not be told (%s)", batch[0].pk, kind)
            return
        for each in batch:
            _notify(kind, [each], field, texts)


def _message(kind: str, subscription: Subscription, texts: "Texts") -> telling.Message:
    need, participant, suggestion = subscription.need, subscription.participant, subscription.suggestion
    language, since = participant.speaks, str(need.announcement)
    if kind == "need_question":
        since = need.status_since.isoformat()
    context = texts.of(need, language) | {"asked_for": suggestion.title if suggestion else need.title}
    if "url" not in context:
        context["url"] = receipt_url(suggestion, language) if suggestion else _place_of(need, language)
    email = suggestion.email if suggestion and not participant.user else ""
    key = f"{kind}:{need.pk}:{since}:{participant.pk}"
    return telling.Message(participant.user, key, context, email=email, language=language)


def _place_of(need: Need, language: str) -> str:
    with override(language):
        return need.get_absolute_url() if need.is_public else reverse("my_suggestions")


@dataclass
class Texts:
    """What the needs of a batch have to say, by language; their pages are asked for once a language."""

    batch: list[Subscription]

    def __post_init__(self) -> None:
        self._pages: dict[str, dict[UUID, Page]] = {}
        self._texts: dict[tuple[int, str], dict[str, Any]] = {}

    def of(self, need: Need, language: str) -> dict[str, Any]:
        if (need.pk, language) not in self._texts:
            self._texts[need.pk, language] = self._compose(need, language)
        return dict(self._texts[need.pk, language])

    def _compose(self, need: Need, language: str) -> dict[str, Any]:
        with override(language):
            reason, response = need.public_reason, need.public_response
        texts = {
            "number": need.number,
            "reason": reason["text"] if reason else "",
            "response": response["text"] if response else "",
        }
        if need.status == Status.PUBLISHED and (work := need.answer_work_id):
            page = self._pages_in(language)[work]
            texts |= {"page_title": page.title, "url": page.url}
        return texts

    def _pages_in(self, language: str) -> dict[UUID, Page]:
        if language not in self._pages:
            works = {work for each in self.batch if (work := each.need.answer_work_id)}
            self._pages[language] = pages.readable_pages_in(works, language)
        return self._pages[language]
