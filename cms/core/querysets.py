"""What can be asked of every kind of page."""

from django.utils import timezone
from wagtail.query import PageQuerySet


def visible(pages):
    """Those of `pages` that every visitor may see: live, behind no view restriction, and not past their end."""
    return pages.live().public().exclude(expire_at__lte=timezone.now())


class BasePageQuerySet(PageQuerySet):
    def visible(self):
        return visible(self)
