"""What a search engine must be able to do. Everything in it comes from SearchEntry rows."""

from abc import ABC, abstractmethod
from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    kind: str
    other_language: bool
    number: int


class Backend(ABC):
    @abstractmethod
    def index(self, entries):
        """Add or replace these rows."""

    @abstractmethod
    def remove(self, entry_ids):
        """Forget these rows."""

    @abstractmethod
    def counts(self, question, language):
        """How many answers of each kind, in the reader's language and in others: a list of Count."""

    @abstractmethod
    def hits(self, question, language, kind, start, stop):
        """Entry ids from `start` to `stop`: the reader's language first, then exact titles, then by score."""
