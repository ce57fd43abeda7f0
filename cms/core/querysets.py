"""What can be asked of every kind of page."""

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.caching.values import cached
from cms.memory import once


def closed_paths() -> list[str]:
    """Where in the tree a view restriction begins."""
    return once("closed paths", lambda: cached("closed-paths", [PageViewRestriction, Page], _closed_paths))


def _closed_paths() -> list[str]:
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def visible(pages):
    """Those of `pages` that every visitor may see: live, behind no view restriction, and not past their end."""
    hidden = Q(expire_at__lte=timezone.now())
    for path in closed_paths():
        hidden |= Q(path__startswith=path)
    return pages.filter(live=True).exclude(hidden)


def readable(pages):
    """Those every visitor may see, with all their words in their language, or as many as a person found enough.

    An alias repeats the words of another language.
    """
    complete = Q(partial_translation=None) | Q(partial_translation__confirmed_at__isnull=False)
    return visible(pages).filter(complete, alias_of=None)


class BasePageQuerySet(PageQuerySet):
    def only_card_fields(self):
        """Title, summary and address, and the `card_fields` of the model: no more is read."""
        return self.only("title", "summary", "url_path", *self.model.card_fields)

    def to_serve(self):
        """With what the page of one of them shows."""
        return self.select_related(*self.model.shown_with) if self.model.shown_with else self

    def visible(self):
        return visible(self)

    def readable(self):
        return readable(self)
