"""What depends on pages, so that it is said before they are deleted or unpublished."""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import ngettext
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

MOST_TITLES = 5

# Each gets the pages that go and whether they go for good, and answers with sentences in the active language.
Source = Callable[[PageQuerySet, bool], list[str]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """For the apps above this one."""
    _sources.append(source)
    return source


def warnings(page: Page, *, deleting: bool = False) -> list[str]:
    """About the page and what is below it."""
    pages = page.get_descendants(inclusive=True)
    return [sentence for source in _sources for sentence in source(pages, deleting)]


@register
def linked_from(pages: PageQuerySet, deleting: bool) -> list[str]:
    """Wagtail counts the links to the page alone, not to what is below it, and says so when there are none."""
    kind = ContentType.objects.get_for_model(Page)
    gone = set(pages.values_list("pk", flat=True))
    links = ReferenceIndex.objects.filter(base_content_type=kind, to_content_type=kind, to_object_id__in=map(str, gone))
    linking = {int(pk) for pk in links.values_list("object_id", flat=True)} - gone
    titles = [f"“{title}”" for title in Page.objects.filter(pk__in=linking).values_list("draft_title", flat=True)]
    return [_links_here(sorted(titles))] if titles else []


def _links_here(titles: list[str]) -> str:
    sentence = ngettext(
        "%(number)s page links here, and its link will lead nowhere: %(titles)s.",
        "%(number)s pages link here, and their links will lead nowhere: %(titles)s.",
        len(titles),
    )
    more = ["…"] if len(titles) > MOST_TITLES else []
    return sentence % {"number": len(titles), "titles": ", ".join(titles[:MOST_TITLES] + more)}
