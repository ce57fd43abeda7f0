"""Pages of a list whose length is kept by a counter: no query asks for it."""

from django.core.paginator import Paginator


class CountedPaginator(Paginator):
    def __init__(self, *args, count, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count
