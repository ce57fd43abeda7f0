"""What cards show of resources, in narrow rows: three queries for any number of lists."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from cms.taxonomy.models import Topic

from ..models import ResourceLanguage, ResourcePage

FIELDS = ["pk", "url_path", "title", "summary", "resource_type", "author_organization", "author_organization_es"]
FIELDS += ["publication_year", "work__rating_count", "work__rating_sum"]


class Card(NamedTuple):
    pk: int
    url_path: str
    title: str
    summary: str
    resource_type: str
    author_organization: str
    author_organization_es: str
    publication_year: int | None
    rating_count: int
    rating_sum: int
    topics: list[str]  # as the reader's language calls them
    languages: list[str]  # of the material


def of_ids(*lists: Sequence[int]) -> list[list[Card]]:
    """A list of cards for each list of ids, in its order; without those that may no longer be seen."""
    ids = {pk for each in lists for pk in each}
    rows = ResourcePage.objects.visible().filter(pk__in=ids).order_by().values_list(*FIELDS) if ids else ()
    topics, languages = _topics(ids), _languages(ids)
    found = {row[0]: Card._make((*row, topics[row[0]], languages[row[0]])) for row in rows}
    return [[found[pk] for pk in each if pk in found] for each in lists]


def _topics(ids: Collection[int]) -> dict[int, list[str]]:
    """In the order of the list of topics."""
    topics = ResourcePage.topics.through.objects.filter(resourcepage__in=ids).values_list("topic_id", "resourcepage_id")
    pages, found = _grouped(topics if ids else ()), _grouped(())
    for topic, (_slug, label) in Topic.by_id().items():
        for page in pages[topic]:
            found[page].append(label)
    return found


def _languages(ids: Collection[int]) -> dict[int, list[str]]:
    rows = ResourceLanguage.objects.filter(page__in=ids).order_by("sort_order").values_list("page_id", "language")
    return _grouped(rows if ids else ())


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
