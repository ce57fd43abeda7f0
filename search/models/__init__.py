from .entries import Clock, RemovedEntry, SearchChange, SearchEntry, SearchEntryQuerySet, SearchFacet
from .log import LoggedSearch, OpenedResult, SearchVisitor, SearchWeek
from .synonyms import Synonyms
from .words import KnownWord

__all__ = [
    "Clock",
    "KnownWord",
    "LoggedSearch",
    "OpenedResult",
    "RemovedEntry",
    "SearchChange",
    "SearchEntry",
    "SearchEntryQuerySet",
    "SearchFacet",
    "SearchVisitor",
    "SearchWeek",
    "Synonyms",
]
