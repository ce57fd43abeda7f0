"""Needs out of searches: what at least five visitors looked for in vain within one week."""

from datetime import date, datetime, time

from django.utils import timezone

from cms.jobs import run_logged
from feedback.domain import empty_searches
from feedback.domain.empty_searches import EmptySearch
from search.queries.searches import Asked, asked_in_vain
from search.visitors import monday_of

MOST_A_WEEK = 20  # members read each of them, and whoever has many addresses could ask for anything


def propose_needs(today: date | None = None) -> None:
    """Once more for the same finds nothing to do. What is found by now needs no proposal."""
    today = today or timezone.localdate()
    monday = timezone.make_aware(datetime.combine(monday_of(today), time.min))
    for asked in sorted(asked_in_vain(today), key=lambda asked: -asked.visitors):
        if empty_searches.proposed_since(monday) >= MOST_A_WEEK:
            return
        run_logged(_propose, asked)


def _propose(asked: Asked) -> None:
    search = EmptySearch(asked.words, asked.language)
    if not empty_searches.is_known(search) and not empty_searches.finds(search.words, search.language):
        empty_searches.propose(search, visitors=asked.visitors)
