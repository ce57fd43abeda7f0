"""Needs out of searches: what at least five visitors looked for in vain within one week."""

from datetime import date

from django.utils import timezone

from cms.jobs import run_logged
from feedback.domain import empty_searches
from search.queries.searches import Asked, asked_in_vain


def propose_needs(today: date | None = None) -> None:
    """Once more for the same finds nothing to do. What is found by now needs no proposal."""
    for asked in asked_in_vain(today or timezone.localdate()):
        run_logged(_propose, asked)


def _propose(asked: Asked) -> None:
    if not empty_searches.finds(asked.words, asked.language):
        empty_searches.propose(empty_searches.EmptySearch(asked.words, asked.language), visitors=asked.visitors)
