"""What everyone may see of one need: no names, and nothing of what people said but the title."""

from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from ..enums import EventKind, Status
from ..models import Need
from .needs import root_of
from .pages import page_in


def public_need(number: int) -> Need | None:
    """The need of this number, or the one it was merged into, if that is public."""
    need = Need.objects.select_related("merged_into").filter(pk=number).first()
    if need is None:
        return None
    return Need.objects.public().select_related("topic").filter(pk=root_of(need).pk).first()


class PublicNeed:
    def __init__(self, need: Need) -> None:
        self.need = need
        self.language = (get_language() or "en")[:2]

    @cached_property
    def about(self) -> Page | None:
        return page_in(self.need.work_id, self.language)

    @cached_property
    def page(self) -> Page | None:
        """The published answer, in this language if there is one; never a draft."""
        if self.need.status != Status.PUBLISHED:
            return None
        return page_in(self.need.answer_work_id, self.language)

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """Without merges that were undone: they changed nothing."""
        moves = self.need.events.steps().exclude(kind__in=(EventKind.MERGED, EventKind.UNMERGED))
        return [{"status": each.to_status, "title": each.get_to_status_display(), "time": each.at} for each in moves]
