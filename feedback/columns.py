"""How the queue is shown and paged, where Wagtail's own way grows with the rows."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, StatusTagColumn

from cms.pagination import NarrowPaginator

from .models.need_queryset import NeedQuerySet


class TextColumn(Column):
    """Without a template for each cell: they took most of the time of the list."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        value = self.get_value(instance)
        return format_html('<td class="{}">{}</td>', self.classname, "" if value is None else value)


class StatusColumn(StatusTagColumn):
    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        classes = "w-status w-status--primary" if self.get_primary(instance) else "w-status"
        tag = '<td class="{}"><span class="{}">{}</span></td>'
        return format_html(tag, self.classname, classes, self.get_value(instance))


class QueuePaginator(NarrowPaginator, WagtailPaginator):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, complete=NeedQuerySet.for_queue, **kwargs)
