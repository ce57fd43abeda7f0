"""What a search engine is asked and must be able to do, in this database or outside of it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from search.models import SearchEntry
from search.query import SearchQuery


@dataclass(frozen=True)
class SearchResults:
    """`ids` are one page of entries, in order; all numbers are about everything that was found.

    `counts` has, for each facet, how many results each value would leave if nothing were chosen in that facet
    itself: facet -> value -> number. `excerpts` are safe HTML by entry id, from an engine that makes them.
    """

    ids: Sequence[int] = ()
    total: int = 0
    in_other_languages: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    excerpts: Mapping[int, str] | None = None


class Engine(ABC):
    """One that answers searches, from what it was given of the SearchEntry rows.

    It is given what changed by a task, after the change, in the order of `version`, and perhaps more than once; two
    tasks may overlap, so an engine outside this database keeps what it has where that has a higher version.

    The order of results: the language the works are shown in, then exact titles, then score; or the newest first. A
    work that exists in that language is found by its words in any language, and shown and counted once.

    Nothing may be returned or counted that is not to be shown at this moment, however far behind the engine is:
    entries past `expires_at`, entries and RemovedEntry rows with a version above that of the engine's Clock, and
    the objects of SearchChange rows that hide. An engine outside this database leaves them out by their ids.
    """

    name: str  # of its Clock

    @abstractmethod
    def search(self, query: SearchQuery) -> SearchResults:
        """What is found. A page beyond the last is empty; the numbers are those of every page."""

    @abstractmethod
    def index(self, entries: Sequence[SearchEntry]) -> None:
        """Add or replace these; each entry's `facets` are prefetched."""

    @abstractmethod
    def remove(self, entry_ids: Sequence[int]) -> None:
        """Forget these, if they are known at all."""

    def writing(self) -> AbstractContextManager[object]:
        """Around what is given at once and the engine's clock: a transaction, where there can be one."""
        return nullcontext()
