"""Lists page by page. A number that names no page shows the closest one: lists shrink, and differ between languages."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.views.generic import ListView

Complete = Callable[[QuerySet], QuerySet]


def page_of(items: Any, number: str | None, size: int, count: int | None = None) -> Page:
    """`number` as the address has it; `count` of the items, where it is known already."""
    paginator = Paginator(items, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(number)


class PagedListView(ListView):
    """Django's own list answers such a number with "not found"."""

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        paginator = self.get_paginator(queryset, page_size, allow_empty_first_page=self.get_allow_empty())
        number = self.kwargs.get(self.page_kwarg) or self.request.GET.get(self.page_kwarg)
        page = paginator.get_page(paginator.num_pages if number == "last" else number)
        return paginator, page, page.object_list, page.has_other_pages()


class NarrowPaginator(Paginator):
    """Finds the numbers of the rows of one page first, in an index, and only then what these rows show.

    The list holds no more than its filters and its order need; `complete` adds what is shown. `count` is given where a
    counter keeps it: then no query asks.
    """

    def __init__(self, *args: Any, complete: Complete, count: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete
        if count is not None:
            self.count = count

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        rows, first = self.object_list, (number - 1) * self.per_page
        if first:
            chosen = rows.values("pk")[first : first + self.per_page]
            rows = rows.model.objects.filter(pk__in=chosen).order_by(*rows.query.order_by)
        return self._get_page(self.complete(rows)[: self.per_page], number, self)
