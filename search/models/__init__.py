from .entries import (
    Clock,
    EntryValues,
    FacetValue,
    RemovedEntry,
    SearchChange,
    SearchEntry,
    SearchEntryQuerySet,
)
from .log import LoggedSearch, OpenedResult, SearchVisitor, SearchWeek
from .synonyms import Synonyms
from .words import KnownWord

__all__ = [
    "Clock",
    "EntryValues",
    "FacetValue",
    "KnownWord",
    "LoggedSearch",
    "OpenedResult",
    "RemovedEntry",
    "SearchChange",
    "SearchEntry",
    "SearchEntryQuerySet",
    "SearchVisitor",
    "SearchWeek",
    "Synonyms",
]
