"""What results in the other language can be asked for in the reader's own: pages that are not there in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from cms.accounts.models import Participant
from cms.searchable import sources
from feedback.queries import translation_requests
from feedback.queries.pages import readable_pages_in
from search.models import SearchEntry


@dataclass(frozen=True)
class Missing:
    """A work that cannot be read in the reader's language, and whether the reader has asked for it."""

    work: UUID
    asked: bool


def missing_in(language: str, entries: Iterable[SearchEntry], reader: Participant | None) -> dict[int, Missing]:
    """By the ids of those entries that are a page, or on one, in another language only."""
    pages = {entry.pk: entry.object_id for entry in entries if _is_on_page(entry)}
    if not pages:
        return {}
    works = dict(Page.objects.filter(pk__in=pages.values()).values_list("pk", "translation_key"))
    there = readable_pages_in(works.values(), language)
    asked = translation_requests.asked_by(reader, language, works.values())
    return {
        pk: Missing(works[page], works[page] in asked)
        for pk, page in pages.items()
        if page in works and works[page] not in there
    }


def _is_on_page(entry: SearchEntry) -> bool:
    source = sources().get(entry.kind)
    return source is not None and issubclass(source.model, Page)
