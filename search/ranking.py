"""The order of what was found by words and by meaning together."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum

from django.utils import timezone

from search.backends.base import Hit

# What the score by words adds to the nearness where it is the best; engines reckon it too differently to count more.
BY_WORDS = 0.1
HAS_WORDS = 0.2  # how near an entry is at least that has the words
AHEAD = 1.3  # times as near is what is still to come, where that is asked for; the judged questions like 1.25 to 1.5
STRONG = 0.85  # of the best without its words, from where on an entry is shown as a result; the rest is related
BETWEEN_EQUALS = 0.01  # what the best rating adds, and a date of today
BEST_RATING, RECENT = 5, timedelta(days=1000)


class Group(IntEnum):
    """In this order."""

    SHOWN = 0
    OTHER = 1  # in another language only
    RELATED = 2  # far less near than the best, in whatever language


def ranked(hits: Sequence[Hit], nearness: Mapping[int, float], ahead: Collection[int] = ()) -> list[tuple[Group, Hit]]:
    """In each group exact titles come first. `nearness` is also known of entries that are found by their words;
    `ahead` are those asked for as still to come. No group depends on how high the scores by words are, but
    for which hits there are of more than RANKED: how rare words are counts hidden entries until a worker has run."""
    best_words, now = max((hit.score for hit in hits), default=0) or 1, timezone.now()
    by_itself = {
        hit.id: _nearness(hit, nearness) * (AHEAD if hit.id in ahead else 1)
        + BETWEEN_EQUALS * (_rated(hit) + _recent(hit, now))
        for hit in hits
    }
    scores = {hit.id: by_itself[hit.id] + BY_WORDS * hit.score / best_words for hit in hits}
    strong = max(by_itself.values(), default=0) * STRONG
    by_words_alone = not nearness

    def group(hit: Hit) -> Group:
        if not (hit.exact or by_itself[hit.id] >= strong or hit.score and by_words_alone):
            return Group.RELATED
        return Group.OTHER if hit.other else Group.SHOWN

    placed = [(group(hit), hit) for hit in hits]
    return sorted(placed, key=lambda each: (each[0], not each[1].exact, -scores[each[1].id], -each[1].id))


def grouped(hits: Sequence[Hit]) -> list[tuple[Group, Hit]]:
    """In the order they have, by date or by rating."""
    return [(Group.OTHER if hit.other else Group.SHOWN, hit) for hit in hits]


def _nearness(hit: Hit, nearness: Mapping[int, float]) -> float:
    return max(hit.near, nearness.get(hit.id, 0), HAS_WORDS if hit.score else 0)


def _rated(hit: Hit) -> float:
    return (hit.rating or 0) / BEST_RATING


def _recent(hit: Hit, now: datetime) -> float:
    """From 1 for today and what is to come, to 0."""
    age = now - hit.date if hit.date else RECENT
    return min(1.0, max(0.0, 1 - age / RECENT))
