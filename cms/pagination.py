"""Lists page by page. A number that names no page shows the closest one: lists shrink, and differ between languages."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.views.generic import ListView


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
