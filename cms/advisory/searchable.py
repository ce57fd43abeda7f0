"""How advisory boards and their updates are found."""

from datetime import datetime, time

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from cms.core.searchable import PageSource, register

from .models import BoardPage, BoardUpdatePage


@register
class BoardSource(PageSource):
    kind = "board"
    label = _("Advisory boards")
    model = BoardPage

    def date(self, page):
        """A board has no date that would tell a reader anything."""


@register
class BoardUpdateSource(PageSource):
    kind = "update"
    label = _("Board updates")
    model = BoardUpdatePage
    text_fields = ("body", "recommendations")

    def date(self, page):
        return make_aware(datetime.combine(page.date, time(12)))
