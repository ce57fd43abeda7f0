"""How the queue is shown and paged, where Wagtail's own way grows with the rows."""

from typing import Any

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, StatusTagColumn

from cms.pagination import NarrowPaginator

from .models.need_queryset import NeedQuerySet

NEED = "wagtailsnippets_feedback_need:inspect"


class TextColumn(Column):
    """Without a template for each cell: they took most of the time of the list."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        value = self.get_value(instance)
        return format_html('<td class="{}">{}</td>', self.classname, "" if value is None else value)


class ChoiceColumn(Column):
    """A box for what is done to many at once, which sends the version that was seen along."""

    def render_header_html(self, parent_context: Any) -> SafeString:
        return format_html('<th class="{}"><span class="w-sr-only">{}</span></th>', self.classname, self.label)

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        box = '<td class="{}"><input type="checkbox" name="need" value="{}:{}" form="bulk" aria-label="{}"></td>'
        label = _("Choose need #%(number)s") % {"number": instance.number}
        return format_html(box, self.classname, instance.pk, instance.version, label)


class StatusColumn(StatusTagColumn):
    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        classes = "w-status w-status--primary" if self.get_primary(instance) else "w-status"
        tag = '<td class="{}"><span class="{}">{}</span></td>'
        return format_html(tag, self.classname, classes, self.get_value(instance))


class PromiseColumn(Column):
    """The day on which people are to hear from us, and a word when it is over: not by color alone."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        promised, late = self.get_value(instance), ""
        if instance.is_late:
            late = format_html(' <strong class="w-status need-late">{}</strong>', _("Late"))
        return format_html('<td class="{}">{}{}</td>', self.classname, date(promised, "SHORT_DATE_FORMAT"), late)


class SaidColumn(Column):
    """Words of a signal in their own language, which lead to its need."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        cell = '<td class="title"><a href="{}" lang="{}">{}</a></td>'
        return format_html(cell, reverse(NEED, args=[instance.need_id]), instance.language, self.get_value(instance))


class QueuePaginator(NarrowPaginator, WagtailPaginator):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, complete=NeedQuerySet.for_queue, **kwargs)
