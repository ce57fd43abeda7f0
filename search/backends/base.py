"""What a search engine is asked and must be able to do, in this database or outside of it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cms.breaker import Breaker
from search.models import SearchEntry
from search.query import SearchQuery

RANKED = 500  # of what is found, in order; nobody turns so many pages
COUNTED = 10_000  # numbers are exact up to here; beyond, it is more than that


class Hit(NamedTuple):
    """An entry that is shown. `score` is by its words, more is better; 0 where only its meaning is near."""

    id: int
    score: float
    exact: bool = False  # its title is just what was typed
    other: bool = False  # not in the language shown
    near: float = 0.0  # how near its meaning is, or that of its translation: 0 to 1
    rating: float | None = None
    date: datetime | None = None


@dataclass(frozen=True)
class SearchResults:
    """`hits` are the first RANKED, in the engine's order; all numbers are about everything that was found.

    `counts` has, for each facet, how many results each value would leave if nothing were chosen in that facet
    itself: facet -> value -> number. Of more than COUNTED, the numbers are those of so many, and `is_least` is true;
    `least_in` are facets whose counts alone are such.
    """

    hits: Sequence[Hit] = ()
    total: int = 0
    in_other_languages: int = 0
    by_words: int = 0  # of the total; the others are there for their meaning
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    is_least: bool = False
    least_in: frozenset[str] = frozenset()


class NotAnsweringError(Exception):
    """An engine cannot say now what may be shown; its message is for everyone."""


class Searcher(ABC):
    @abstractmethod
    def search(self, query: SearchQuery) -> SearchResults:
        """What is found."""


class Engine(Searcher):
    """One that answers searches, from what it was given of the SearchEntry rows.

    It is given what changed by a task, after the change, in the order of `version`, and perhaps more than once; two
    tasks may overlap, so an engine outside this database keeps what it has where that has a higher version.

    Found is what has the words, and what is in `near`. The order: the language the works are shown in, then exact
    titles, then score; or the newest, or the best rated first; ties by the highest id. A work that exists in the
    language shown is found by its words in any language (for half the score), and shown and counted once.

    Nothing may be returned or counted that is not to be shown at this moment, however far behind the engine is:
    entries past `expires_at`, entries and RemovedEntry rows with a version above that of the engine's Clock, and
    the objects of SearchChange rows that hide. An engine outside this database leaves them out by their ids.
    """

    name: str  # of its Clock
    # Who guards readers and workers against one that fails. In a database nothing is guarded: all else is there too.
    answering = taking = Breaker("database", rest=0, failures=())

    def prepare(self) -> None:  # noqa: B027  (most need nothing)
        """Called before it is given what changed: the place for what has to be there first."""

    @abstractmethod
    def index(self, entries: Sequence[SearchEntry]) -> None:
        """Add or replace these."""

    @abstractmethod
    def remove(self, entry_ids: Sequence[int]) -> None:
        """Forget these, if they are known at all."""

    @abstractmethod
    def known(self) -> Mapping[int, str]:
        """The entries it has, each with the digest of what it keeps of it: for the comparison with `due`."""

    def due(self) -> Mapping[int, str]:
        """The entries it should have, in the same way. A database keeps no digests."""
        return dict.fromkeys(SearchEntry.objects.order_by().values_list("pk", flat=True), "")

    def rebuild(self) -> Iterator[tuple[int, int]]:
        """Make what it answers from anew, while it answers; yields how many entries are done, and of how many.

        Nothing here: a database keeps it in tables, and the describing of everything has written these.
        """
        return iter(())

    def writing(self) -> AbstractContextManager[object]:
        """Around what is given at once and the engine's clock: a transaction, where there can be one."""
        return nullcontext()
