"""What visitors can see of a work. Works are named by their key, which is the `translation_key` of their pages."""

from collections.abc import Iterable
from uuid import UUID

from wagtail.models import Page
from wagtail.query import PageQuerySet

from ..models.visible import readable_pages, visible_pages


def public_pages(*works: UUID) -> PageQuerySet:
    """The visible pages of these works, with their language."""
    return visible_pages().filter(translation_key__in=works).select_related("locale")


def suggestible_pages() -> PageQuerySet:
    """What a suggestion can be about: any public page below a home page."""
    return visible_pages().filter(depth__gt=2)


def is_public(work: UUID, except_page: Page | None = None) -> bool:
    pages = public_pages(work)
    return (pages.exclude(pk=except_page.pk) if except_page else pages).exists()


def page_in(work: UUID | None, language: str) -> Page | None:
    """The public page of the work in this language, or in another one, or None."""
    return pages_in([work], language).get(work) if work else None


def pages_in(works: Iterable[UUID], language: str) -> dict[UUID, Page]:
    """The same for many works, in one query."""
    found: dict[UUID, Page] = {}
    for page in public_pages(*works):
        if page.translation_key not in found or page.locale.language_code == language:
            found[page.translation_key] = page
    return found


def readable_pages_in(works: Iterable[UUID], language: str) -> dict[UUID, Page]:
    """By work, those that can be read in just this language."""
    found = readable_pages().filter(translation_key__in=works, locale__language_code=language)
    return {page.translation_key: page for page in found}


def languages_of(works: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Public languages by work, in one query."""
    found: dict[UUID, set[str]] = {}
    works = set(works)
    if not works:
        return found
    for work, language in public_pages(*works).values_list("translation_key", "locale__language_code"):
        found.setdefault(work, set()).add(language)
    return found
