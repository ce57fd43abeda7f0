"""News for feed readers: the same for everyone, so that no feed says more than it should."""

from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed

NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


class BilingualAtomFeed(Atom1Feed):
    """Each entry names its own language: what was written in both is listed together."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return super().item_attributes(item) | {"xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        """Django's own is the present moment where there is nothing yet: news at every visit."""
        return super().latest_post_date() if self.items else NOTHING_YET
