from .entries import Clock, RemovedEntry, SearchChange, SearchEntry, SearchEntryQuerySet, SearchFacet
from .log import LoggedSearch, OpenedResult, SearchVisitor, SearchWeek

__all__ = [
    "Clock",
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
