"""Questions asked about needs."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from ..enums import OPEN, PUBLIC, Status
from .visible import visible_pages

NEW_FOR_TOO_LONG = timedelta(days=10)

OF_A_ROW = (
    "title",
    "language",
    "kind",
    "status",
    "people",
    "meetings",
    "at_meetings",
    "findings",
    "priority",
    "created_at",
    "updated_at",
    "promised_on",
    "version",
)


class NeedQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def public(self):
        """What everyone may see: a member of the Working Group has read it, and nobody has hidden it since."""
        return self.filter(status__in=PUBLIC, hidden_at__isnull=True)

    def for_queue(self):
        """What a row of the queue and of its export shows, in one query and without the long texts."""
        terms = [f"{term}__{field}" for term in ("topic", "region") for field in ("translation_key", "name")]
        names = ("theme__name_en", "theme__name_es", "assignee__display_name")
        return self.select_related("topic", "theme", "region", "assignee").only(*OF_A_ROW, *terms, *names)

    def late(self, now: datetime | None = None):
        """Open, and past the day on which people were to hear from us."""
        return self.open().filter(promised_on__lt=timezone.localdate(now))

    def overdue(self, now: datetime):
        """Open, and nobody looked at it for too long, or people should have heard by now."""
        new = models.Q(status=Status.RECEIVED, status_since__lt=now - NEW_FOR_TOO_LONG)
        return self.open().filter(new | models.Q(promised_on__lt=timezone.localdate(now)))

    def to_publish(self):
        """Open, and their page went live since it was linked."""
        since = _live_answers().filter(last_published_at__gte=models.OuterRef("linked_at"))
        return self.open().filter(models.Exists(since))

    def to_reopen(self):
        """Published, and their page is not to be seen any more."""
        return self.filter(~models.Exists(_live_answers()), status=Status.PUBLISHED)


def _live_answers():
    return visible_pages().filter(translation_key=models.OuterRef("answer_work"))
