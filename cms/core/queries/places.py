"""Where pages stand in the tree, in narrow rows: enough for menus, crumbs, language links and the way to a page."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.caching.values import cached
from cms.memory import once, remember

from ..models import HomePage
from ..querysets import closed_paths

HOME_DEPTH = 2
SECTION_DEPTH = 3
COLUMNS = ["pk", "path", "depth", "title", "url_path", "translation_key", "locale__language_code", "content_type_id"]
COLUMNS += ["live", "show_in_menus", "expire_at", "alias_of_id"]


class Place(NamedTuple):
    pk: int
    path: str
    depth: int
    title: str
    url_path: str
    work: UUID
    language: str
    kind: int  # its content type
    live: bool
    in_menus: bool
    expires: datetime | None
    alias_of: int | None

    @property
    def model(self) -> type[Page] | None:
        return ContentType.objects.get_for_id(self.kind).model_class()


def visible(found: Iterable[Place]) -> list[Place]:
    """As `visible` of querysets says it of pages."""
    closed, now = tuple(closed_paths()), timezone.now()
    return [each for each in found if each.live and not each.path.startswith(closed) and not _is_over(each, now)]


def is_open(way: Iterable[Place]) -> bool:
    """No view restriction on the way to a page; an alias may have that of another page."""
    closed = tuple(closed_paths())
    return not any(place.alias_of or place.path.startswith(closed) for place in way)


def _is_over(place: Place, now: datetime) -> bool:
    return place.expires is not None and place.expires <= now


def top() -> list[Place]:
    """The home pages and the sections right below them, in every language, in the order of the tree."""
    return once("top places", lambda: cached("top-places", [Page, Locale], _top))


def _top() -> list[Place]:
    return _places(Q(content_type__in=_top_types(), depth__lte=SECTION_DEPTH))


def around(page: Page) -> list[Place]:
    """The page, the pages above it, and all of them in the other languages."""
    if page.depth <= SECTION_DEPTH:
        return top()
    return top() + once(("places around", page.path), lambda: _with_translations(Q(path__in=_paths(page))))


def way_to(url_path: str) -> list[Place]:
    """From a home page down to the page that has this path of slugs; the last may be missing."""
    ways = _ways(url_path)
    if len(ways) < SECTION_DEPTH:
        return [place for place in top() if place.url_path in ways]
    slugs = url_path.strip("/").split("/")[SECTION_DEPTH - 1 :]
    deep = _with_translations(Q(slug__in=slugs, url_path__in=ways[SECTION_DEPTH - 1 :]))
    way = [place for place in top() + deep if place.url_path in ways]
    remember(("places around", way[-1].path if way else ""), deep)
    return way


def section(model: type[Page], language: str) -> Place | None:
    """The public page of this type right below the home page."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False).pk
    of_type = [place for place in top() if place.kind == kind and place.language == language]
    return next(iter(visible(of_type)), None)


def _ways(url_path: str) -> list[str]:
    """/en/, /en/resources/, /en/resources/guide/"""
    slugs = url_path.strip("/").split("/")
    return [f"/{'/'.join(slugs[:number])}/" for number in range(1, len(slugs) + 1)]


def _paths(page: Page) -> list[str]:
    """Of the page and those above it, below the sections."""
    return [page.path[: depth * page.steplen] for depth in range(SECTION_DEPTH + 1, page.depth + 1)]


def _top_types() -> Iterable[int]:
    """By their type, since the depth of a page is in no index."""
    models = [HomePage, *HomePage.allowed_subpage_models()]
    return [each.pk for each in ContentType.objects.get_for_models(*models, for_concrete_models=False).values()]


def _with_translations(pages: Q) -> list[Place]:
    return _places(Q(translation_key__in=Page.objects.filter(pages).order_by().values("translation_key")))


def _places(pages: Q) -> list[Place]:
    rows: QuerySet = Page.objects.filter(pages).order_by("path").values_list(*COLUMNS)
    return [Place(*row) for row in rows]
