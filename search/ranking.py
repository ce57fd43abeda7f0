"""The order of what was found by words and by meaning together."""

from collections.abc import Sequence

from search.backends.base import Hit

K = 60  # of reciprocal rank fusion, as its authors have it (Cormack, Clarke and Büttcher 2009)


def ranked(hits: Sequence[Hit]) -> list[Hit]:
    """The language shown first, then exact titles, then what stands high by words, by meaning, or best by both."""
    by_words = _ranks([hit for hit in hits if hit.score], key=lambda hit: -hit.score)
    by_meaning = _ranks([hit for hit in hits if hit.near], key=lambda hit: -hit.near)

    def fused(hit: Hit) -> float:
        ranks = [ranks[hit.id] for ranks in (by_words, by_meaning) if hit.id in ranks]
        return sum(1 / (K + rank) for rank in ranks)

    return sorted(hits, key=lambda hit: (hit.other, not hit.exact, -fused(hit), -hit.id))


def _ranks(hits: Sequence[Hit], key) -> dict[int, int]:
    return {hit.id: rank for rank, hit in enumerate(sorted(hits, key=key), start=1)}
