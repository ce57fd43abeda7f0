"""An engine outside of the database answers, and the database wherever that one is slow, down or behind."""

from search.backends.base import Engine, Searcher, SearchResults
from search.query import SearchQuery


class WithDatabase(Searcher):
    def __init__(self, outside: Engine, database: Engine) -> None:
        self.outside, self.database = outside, database

    def search(self, query: SearchQuery) -> SearchResults:
        return self.outside.answering.answered(self.database.search)(self.outside.search)(query)
