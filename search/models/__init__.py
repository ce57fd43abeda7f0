from .entries import (
    Clock,
    EntryValues,
    FacetValue,
    RemovedEntry,
    SearchChange,
    SearchEntry,
    SearchEntryQuerySet,
    SearchFacet,
)
from .log import LoggedSearch, OpenedResult, SearchVisitor, SearchWeek

__all__ = [
    "Clock",
    "EntryValues",
    "FacetValue",
    "LoggedSearch",
    "OpenedResult",
    "RemovedEntry",
    "SearchChange",
    "SearchEntry",
    "SearchEntryQuerySet",
    "SearchFacet",
    "SearchVisitor",
    "SearchWeek",
]
