"""Which resources there are, what each belongs to, and in which order they come: kept for all processes.

A set of pages is one number: the bit at the id of a page says whether it is in the set. So thousands of pages are
narrowed and counted in a few steps, and the database is asked for those alone that are shown.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.caching import cached
from cms.core.models import Work
from cms.memory import once

from .facets import FACETS, Facet
from .querysets import BY_RATINGS

Bitmap = int


class Visible(NamedTuple):
    """What every visitor may see."""

    pages: dict[int, Bitmap]  # by locale
    works: dict[int, Bitmap]  # by locale: in whatever language, those that can be seen in this one
    until: datetime | None  # the first of them ends then


def visible(model: Any) -> Visible:
    now = timezone.now()

    def is_right(found: Visible) -> bool:
        return found.until is None or found.until > now

    shown = [model, Page, PageViewRestriction]
    return once("visible-resources", lambda: cached("visible-resources", shown, lambda: _visible(model), is_right))


def members(model: Any) -> dict[str, dict[str, Bitmap]]:
    """By facet, and by what its column holds. With those that nobody may see."""
    shown = [model, *(facet.rows(model)[0] for facet in FACETS if facet.relation)]
    return once("resources-by-facet", lambda: cached("resources-by-facet", shown, lambda: _members(model)))


def in_order(model: Any, order: str) -> Sequence[int]:
    """The ids as a verb of the query set sorts them. With those that nobody may see."""
    shown = [model, Page, *([Work] if order in BY_RATINGS else [])]
    pages = getattr(model.objects.all(), order)()
    return cached(f"resources-{order}", shown, lambda: array("Q", pages.values_list("pk", flat=True)))


def union(bitmaps: Iterable[Bitmap]) -> Bitmap:
    return reduce(or_, bitmaps, 0)


def ids_in(pages: Bitmap, ids: Iterable[int]) -> Iterator[int]:
    """Those of `ids` that are among the pages."""
    digits = f"{pages:b}"[::-1]
    return (pk for pk in ids if digits[pk : pk + 1] == "1")


def _visible(model: Any) -> Visible:
    rows = list(model.objects.visible().order_by().values_list("pk", "locale", "translation_key", "expire_at"))
    pages, keys, by_key = defaultdict(list), defaultdict(set), defaultdict(list)
    for pk, locale, key, _end in rows:
        pages[locale].append(pk)
        keys[locale].add(key)
        by_key[key].append(pk)
    works = {locale: _bitmap([pk for key in found for pk in by_key[key]]) for locale, found in keys.items()}
    ends = [end for *_rest, end in rows if end]
    return Visible({locale: _bitmap(ids) for locale, ids in pages.items()}, works, min(ends, default=None))


def _members(model: Any) -> dict[str, dict[str, Bitmap]]:
    first, *others = (_rows(model, facet) for facet in FACETS)
    found: dict[str, dict[str, list[int]]] = {facet.parameter: defaultdict(list) for facet in FACETS}
    for parameter, value, pk in first.union(*others, all=True):
        found[parameter][value].append(pk)
    return {name: {value: _bitmap(ids) for value, ids in values.items()} for name, values in found.items()}


def _rows(model: Any, facet: Facet) -> QuerySet:
    rows, page = facet.rows(model) if facet.relation else (model, "pk")
    columns = Value(facet.parameter, CharField()), Cast(facet.column, CharField()), page
    return rows._base_manager.order_by().values_list(*columns)


def _bitmap(ids: Sequence[int]) -> Bitmap:
    bits = bytearray(max(ids, default=0) // 8 + 1)
    for pk in ids:
        bits[pk >> 3] |= 1 << (pk & 7)
    return int.from_bytes(bits, "little")
