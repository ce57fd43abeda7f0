"""The entries whose meaning is near to what is asked, whether or not they have its words.

How near one is depends on it and on the question, and on no other entry: nothing that is hidden can tell of itself.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from cms.meaning.encoder import Vectors, encoder
from cms.meaning.queries.nearest import Rows, shared_rows, still_there
from cms.meaning.terms import EVERYWHERE, Said, rarity, terms
from cms.meaning.vectors import vectors_of
from search.backends import database_engine
from search.meanings import KIND
from search.queries.hidden import hidden
from search.query import Near, SearchQuery

MOST = 50  # entries that are found by their meaning alone
LOOKED_AT = 300  # entries that are compared, by meaning and by terms as many
# What each counts: likeness to title and summary, to the nearest passage, the terms in common. Whether an entry is near
# at all says its meaning; which comes first say its words more.
MEANT, ORDERED = np.array([0.5, 0.2, 0.3]), np.array([0.42, 0.2, 0.38])
IN_HEAD = 2.5  # as many passages is a term worth in title and summary
USUAL = 3.3  # rows of an entry
ENOUGH = 1.0  # with so many passages, a term counts half of what it can in an entry of usual length
LITTLE = 0.2  # of its weight is left to a term that is everywhere
# From which likeness on an entry is near; less is enough where it has so much of the weight of all terms asked for.
# tests/search/judged measures them: questions that nothing answers find nothing.
LEAST, LEAST_WITH_TERMS, ENOUGH_TERMS = 0.17, 0.14, 0.25
OF_THE_NEAREST = 0.3  # so much as near as the nearest is near; what is less adds but a long tail
# From here on an entry counts as found where none has all the words: it has so much of their weight, or is so near.
# Of the judged questions that nothing answers, the nearest reaches 0.21.
MOST_TERMS, SURE = 0.45, 0.3


@dataclass(frozen=True)
class Nearness:
    """`found` are the entries that are near, `worded` those of them that have most of the words or what they stand
    for; `scores` are those of all entries that were looked at. `looked`: there was an encoder and a copy at hand."""

    looked: bool = False
    found: Mapping[int, Near] = field(default_factory=dict)
    worded: frozenset[int] = frozenset()
    scores: Mapping[int, float] = field(default_factory=dict)


def near(query: SearchQuery) -> Nearness:
    """Nothing where there is no encoder or no copy at hand: words alone until then. No request waits for them."""
    if not encoder.is_at_hand:
        encoder.load_aside()
        return Nearness()
    rows = shared_rows(KIND)
    if rows is None or not query or query.excluded():
        return Nearness()
    asked = terms(query.text, query.language)
    return _compared(rows, vectors_of([(query.text, asked)])[0], asked) if asked else Nearness()


def _compared(rows: Rows, vector: Vectors, asked: Mapping[str, Said]) -> Nearness:
    """The question with all rows of the entries that come into question, one entry after the other."""
    covered = _covered(rows, asked)
    likely = rows.group_of[rows.near(vector, LOOKED_AT * 3)]
    entries = np.union1d(likely, _most(covered, LOOKED_AT))
    if not len(entries):
        return Nearness(looked=True)
    counts, covered = rows.counts[entries], covered[entries]
    first = np.cumsum(counts) - counts
    at = np.repeat(rows.first_of[entries] - first, counts) + np.arange(counts.sum())
    cosines, is_head = rows.cosines(at, vector), rows.is_whole[at]
    heads, passages = (np.maximum.reduceat(np.where(part, cosines, 0), first) for part in (is_head, ~is_head))
    parts = np.column_stack([heads, passages, covered]) @ np.column_stack([MEANT, ORDERED])
    meant, scores = parts.round(4).T  # the last digits depend on how many rows there are
    is_near = (meant >= LEAST) | ((meant >= LEAST_WITH_TERMS) & (covered >= ENOUGH_TERMS))
    is_near &= _are_shown(rows, at[first], is_near)
    is_near &= scores >= scores.max(where=is_near, initial=0) * OF_THE_NEAREST
    keys, found, worded = rows.keys[at[first]].tolist(), {}, set()
    for place in [place for place in np.argsort(-scores, kind="stable").tolist() if is_near[place]][:MOST]:
        nearest = at[first[place] + cosines[first[place] : first[place] + counts[place]].argmax()]
        start = None if rows.is_whole[nearest] else int(rows.places[nearest])
        found[keys[place]] = Near(min(float(scores[place]), 1.0), start)
        if covered[place] >= MOST_TERMS:
            worded.add(keys[place])
    known = dict(zip(keys, scores.tolist(), strict=True))
    return Nearness(True, found, frozenset(worded), known)


def _covered(rows: Rows, asked: Mapping[str, Said]) -> NDArray[np.float32]:
    """How much of the weight of the terms asked for each entry has: a term counts more in its title and summary and in
    several passages, each further one less, and less in a long entry."""
    found = np.zeros(len(rows.counts), dtype=np.float32)
    weights = _weights(asked)
    enough = ENOUGH * (1 + rows.counts / USUAL).astype(np.float32) / 2
    for term, weight in weights.items():
        having = rows.having(term)
        times = np.bincount(rows.group_of[having], minlength=len(found)).astype(np.float32)
        times[rows.group_of[having[rows.is_whole[having]]]] += IN_HEAD - 1
        found += times / (times + enough) * np.float32(weight)
    return found / max(sum(weights.values()), 1e-9)


def _weights(asked: Mapping[str, Said]) -> dict[str, float]:
    """A word that stands for several terms counts once."""
    words = {term: said.split() for term, (said, _language) in asked.items()}
    times = Counter(word for said in words.values() for word in set(said))
    return {
        term: rarity(term) * (LITTLE if term in EVERYWHERE else 1) * fmean(1 / times[word] for word in said)
        for term, said in words.items()
    }


def _most(covered: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    having = np.flatnonzero(covered)
    return having if len(having) <= count else having[np.argpartition(-covered[having], count)[:count]]


def _are_shown(rows: Rows, at: NDArray[np.int64], asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of the entries that begin at these rows, which are there at this moment and not hidden. The copy may be older:
    what was forgotten since must neither be found nor take the place of anything else, or say how near is near."""
    there = np.isin(rows.ids[at], still_there(rows.ids[at[asked]].tolist()))
    return there & ~np.isin(rows.keys[at], hidden(database_engine().name).ids)
