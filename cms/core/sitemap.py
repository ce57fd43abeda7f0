"""All pages that everyone may read, each with its translations."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page

from cms.sitemap import Listed, Section, register

from .addresses import page_url
from .querysets import visible


@register
class PageSection(Section):
    """A row is the key of a work. An alias repeats the words of another language."""

    name = "pages"

    def rows(self) -> QuerySet[Page, UUID]:
        return _pages().order_by("translation_key").values_list("translation_key", flat=True).distinct()

    def listed(self, rows: Sequence[UUID]) -> Iterable[Listed]:
        fields = ("translation_key", "locale__language_code", "url_path", "last_published_at")
        works: dict[UUID, list[tuple]] = {work: [] for work in rows}
        for work, *page in _pages().filter(translation_key__in=rows).order_by("locale").values_list(*fields):
            works[work].append(tuple(page))
        for pages in works.values():
            paths = {language: url for language, path, _changed in pages if (url := page_url(path))}
            if paths:
                yield Listed(paths, max((changed for *_page, changed in pages if changed), default=None))


def _pages() -> QuerySet[Page]:
    return visible(Page.objects).filter(alias_of=None, depth__gt=1)
