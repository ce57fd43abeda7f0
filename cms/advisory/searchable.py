"""How advisory boards and their updates are found."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from cms.core.searchable import PageSource
from cms.searchable import register

from .models import BoardPage, BoardUpdatePage


@register
class BoardSource(PageSource):
    kind = "board"
    label = _("Advisory boards")
    model = BoardPage

    def date(self, page: BoardPage) -> None:
        """A board has no date that would tell a reader anything."""


@register
class BoardUpdateSource(PageSource):
    kind = "update"
    label = _("Board updates")
    model = BoardUpdatePage
    text_fields = ("body", "recommendations")

    def date(self, page: BoardUpdatePage) -> datetime:
        return make_aware(datetime.combine(page.date, time(12)))

    def facets(self, page: BoardUpdatePage) -> dict[str, Iterable[str]]:
        return super().facets(page) | {"year": [str(page.date.year)]}
