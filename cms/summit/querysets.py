"""The verbs of the summit."""

from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from cms.core.querysets import BasePageQuerySet
from cms.taxonomy.models import Topic


class SummitQuerySet(BasePageQuerySet):
    def newest(self):
        return self.order_by("-year", "-pk")

    def coming(self):
        """The next one, also when only its year is known. They are few: both are found among the rows fetched once."""
        ahead = [summit for summit in self if _is_ahead(summit, timezone.localdate())]
        return min(ahead, key=lambda summit: (summit.year, summit.starts_on or date.max), default=None)

    def latest_held(self):
        """The one that was held most recently."""
        held = [summit for summit in self if summit.is_over]
        return max(held, key=lambda summit: summit.ends_on, default=None)


def _is_ahead(summit, today):
    if summit.starts_on is None and summit.year >= today.year:
        return True
    return summit.ends_on is not None and summit.ends_on >= today


class SessionQuerySet(BasePageQuerySet):
    def in_order(self):
        return self.order_by("starts_at", "ends_at", "title", "pk")

    def only_card_fields(self):
        named = Topic.objects.only("translation_key", "name")
        return super().only_card_fields().prefetch_related(Prefetch("topics", named))
