"""Which resources the lists on other pages show, by their ids."""

from collections.abc import Iterable
from itertools import islice

from cms.resources import bitmaps

from ..models import ResourcePage


def newest(locale: int, number: int) -> list[int]:
    return _first(_visible(locale), "newest", number)


def best_rated(locale: int, number: int) -> list[int]:
    return _first(_visible(locale), "rated_by_several", number)


def related(page: ResourcePage, topics: Iterable[int], number: int) -> list[int]:
    """The newest others in the language of the page that have one of the topics."""
    by_topic = bitmaps.members(ResourcePage)["topic"]
    alike = bitmaps.union(by_topic.get(str(topic), 0) for topic in topics) & _visible(page.locale_id)
    return [pk for pk in _first(alike, "newest", number + 1) if pk != page.pk][:number]


def _visible(locale: int) -> bitmaps.Bitmap:
    return bitmaps.visible(ResourcePage).pages.get(locale, 0)


def _first(pages: bitmaps.Bitmap, order: str, number: int) -> list[int]:
    return list(islice(bitmaps.ids_in(pages, bitmaps.in_order(ResourcePage, order)), number))
