"""The verbs of the summit."""

from django.db.models import F, Q
from django.utils import timezone

from cms.core.querysets import BasePageQuerySet


class SummitQuerySet(BasePageQuerySet):
    def newest(self):
        return self.order_by("-year", "-pk")

    def coming(self):
        """The next one, also when only its year is known."""
        today = timezone.localdate()
        undated = Q(starts_on=None, year__gte=today.year)
        return (
            self.filter(Q(ends_on__gte=today) | undated).order_by("year", F("starts_on").asc(nulls_last=True)).first()
        )

    def latest_held(self):
        """The one that was held most recently."""
        return self.filter(ends_on__lt=timezone.localdate()).order_by("-ends_on").first()


class SessionQuerySet(BasePageQuerySet):
    def in_order(self):
        return self.order_by("starts_at", "ends_at", "title", "pk")

    def for_cards(self):
        return self.defer("body").prefetch_related("topics")
