"""The public needs, and where something is asked for or offered."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from cms.sitemap import Listed, Section, in_both, register

from .models import Need


@register
class NeedSection(Section):
    name = "needs"
    places = ("needs", "needs_parity", "suggest", "offer")

    def rows(self) -> QuerySet[Need]:
        return Need.objects.public().only("title", "status_since").order_by("pk")

    def listed(self, rows: Sequence[Need]) -> Iterable[Listed]:
        """Changed is what the public was told of: when somebody added evidence is nobody's business."""
        return [Listed(in_both(need.get_absolute_url), need.status_since) for need in rows]
