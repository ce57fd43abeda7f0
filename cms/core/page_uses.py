"""What depends on pages, so that it is said before they are deleted or unpublished."""

from collections.abc import Callable, Iterable
from uuid import UUID

from wagtail.models import Page

# Each gets the translation keys of pages and answers with sentences for the editor, in the active language.
_sources: list[Callable[[Iterable[UUID]], list[str]]] = []


def register(source: Callable[[Iterable[UUID]], list[str]]) -> Callable[[Iterable[UUID]], list[str]]:
    """For the apps above this one."""
    _sources.append(source)
    return source


def warnings(page: Page) -> list[str]:
    """About the page and what is below it."""
    works = set(page.get_descendants(inclusive=True).values_list("translation_key", flat=True))
    return [sentence for source in _sources for sentence in source(works)]
