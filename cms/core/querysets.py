"""What can be asked of every kind of page."""

from django.db.models import Q
from django.utils import timezone
from wagtail.query import PageQuerySet


def visible(pages):
    """Those of `pages` that every visitor may see: live, behind no view restriction, and not past their end."""
    return pages.live().public().exclude(expire_at__lte=timezone.now())


def readable(pages):
    """Those every visitor may see, with all their words in their language, or as many as a person found enough.

    An alias repeats the words of another language.
    """
    complete = Q(partial_translation=None) | Q(partial_translation__confirmed_at__isnull=False)
    return visible(pages).filter(complete, alias_of=None)


class BasePageQuerySet(PageQuerySet):
    def visible(self):
        return visible(self)

    def readable(self):
        return readable(self)
