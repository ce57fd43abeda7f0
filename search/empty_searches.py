"""Searches that found nothing, run again."""

from feedback.domain import empty_searches
from search.query import SearchQuery
from search.results import ResultPage


@empty_searches.register
def finds(words: str, language: str) -> bool:
    """As the search page would show it to a visitor."""
    return bool(ResultPage(SearchQuery.parse(words, language)).found.by_words)
