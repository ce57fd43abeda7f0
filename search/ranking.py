"""The order of what was found by words and by meaning together."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta
from enum import IntEnum

from django.utils import timezone

from search.backends.base import Hit

# What the score by words adds to the nearness where it is the best; engines reckon it too differently to count more.
BY_WORDS = 0.15
HAS_WORDS = 0.2  # how near an entry is at least that has the words
STRONG = 0.88  # of the nearest: what is as near is as good as a result, the rest of what has not the words is related
BETWEEN_EQUALS = 0.01  # what the best rating adds, and a date of today
BEST_RATING, RECENT = 5, timedelta(days=1000)


class Group(IntEnum):
    """In this order."""

    SHOWN = 0
    OTHER = 1  # in another language only
    RELATED = 2  # neither has it the words, nor is it about as near as the nearest


def ranked(hits: Sequence[Hit], nearness: Mapping[int, float], worded: Set[int]) -> list[tuple[Group, Hit]]:
    """In each group exact titles come first. `nearness` is also known of entries that are found by their words;
    those `worded` have most of them."""
    near = {hit.id: _nearness(hit, nearness) for hit in hits}
    strong = STRONG * max(near.values(), default=0)
    best, now = max((hit.score for hit in hits), default=0) or 1, timezone.now()
    placed = [(_group(hit, hit.id in worded or near[hit.id] >= strong), hit) for hit in hits]

    def order(each: tuple[Group, Hit]) -> tuple[Group, bool, float, int]:
        group, hit = each
        score = near[hit.id] + BY_WORDS * hit.score / best + BETWEEN_EQUALS * (_rated(hit) + _recent(hit, now))
        return group, not hit.exact, -score, -hit.id

    return sorted(placed, key=order)


def grouped(hits: Sequence[Hit]) -> list[tuple[Group, Hit]]:
    """In the order they have, by date or by rating."""
    return [(Group.OTHER if hit.other else Group.SHOWN, hit) for hit in hits]


def _nearness(hit: Hit, nearness: Mapping[int, float]) -> float:
    return max(hit.near, nearness.get(hit.id, 0), HAS_WORDS if hit.score else 0)


def _group(hit: Hit, is_strong: bool) -> Group:
    if not (hit.score or is_strong):
        return Group.RELATED
    return Group.OTHER if hit.other else Group.SHOWN


def _rated(hit: Hit) -> float:
    return (hit.rating or 0) / BEST_RATING


def _recent(hit: Hit, now: datetime) -> float:
    age = now - hit.date if hit.date else RECENT
    return max(0.0, 1 - age / RECENT)
