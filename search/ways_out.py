"""Where nothing fits all choices: which of them to take away, and how much is found then."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from search.facets import FACETS
from search.query import SearchQuery
from search.results import ResultPage

MOST = 6  # choices that are tried: each is a search


@dataclass(frozen=True)
class WayOut:
    """Without what is chosen in one facet; without a `title` it is without any choice."""

    query: SearchQuery
    total: int
    title: str | Promise = ""


def ways_out(query: SearchQuery, found: ResultPage) -> list[WayOut]:
    """Those that lead to something; where no single one does, to let go of all. `found` is the page of the query."""
    alone = [way for way in _without_one(query, found) if way.total]
    if alone or len(query.facets) <= 1:
        return alone
    free = replace(query, facets={})
    total = ResultPage(free, like=found).found.by_words
    return [WayOut(free, total)] if total else []


def _without_one(query: SearchQuery, found: ResultPage) -> Iterator[WayOut]:
    for facet in [facet for facet in FACETS if facet.name in query.facets][:MOST]:
        left = {name: values for name, values in query.facets.items() if name != facet.name}
        freed = replace(query, facets=left)
        yield WayOut(freed, ResultPage(freed, like=found).found.by_words, facet.title)
