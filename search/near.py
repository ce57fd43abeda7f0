"""The entries whose meaning is near to what is asked, whether or not they have its words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from cms.meaning.encoder import Vectors, encoder
from cms.meaning.models import Meaning
from cms.meaning.queries.nearest import Rows, shared_rows
from cms.meaning.terms import EVERYWHERE, Said, terms
from cms.meaning.vectors import vectors_of
from search.meanings import KIND
from search.query import Near, SearchQuery

MOST = 50  # entries that are found by their meaning alone
LOOKED_AT = 300  # entries that are compared, by meaning and by terms as many
# What each counts: likeness to title and summary, to the nearest passage, the terms in common. Whether an entry is near
# at all says its meaning; which comes first say its words more, and what its title has in common with all others less.
MEANT, ORDERED = np.array([0.5, 0.2, 0.3]), np.array([0.42, 0.2, 0.38])
TAKEN_OUT = 0.5  # of what all rows have in common
IN_HEAD = 2.5  # as many passages is a term worth in title and summary
ENOUGH = 1.0  # with so many passages, a term counts half of what it can in an entry of usual length
LITTLE = 0.2  # of its weight is left to a term that is everywhere
# From which likeness on an entry is near; less is enough where it has so much of the weight of all terms asked for.
# tests/search/judged measures them: questions that nothing answers find nothing.
LEAST, LEAST_WITH_TERMS, ENOUGH_TERMS = 0.17, 0.14, 0.25
OF_THE_NEAREST = 0.3  # so much as near as the nearest is near; what is less adds but a long tail
# From here on an entry counts as found where none has all the words: it has so much of their weight, or is so near.
# Of the judged questions that nothing answers, the nearest reaches 0.15.
MOST_TERMS, SURE = 0.45, 0.27


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
    taken = vector - rows.middle * TAKEN_OUT
    cosines, own = rows.cosines(at, np.column_stack([vector, taken])).T
    is_head = rows.is_whole[at]
    passages = np.maximum.reduceat(np.where(is_head, 0, cosines), first)
    meant, scores = (
        np.column_stack([np.maximum.reduceat(np.where(is_head, heads, 0), first), passages, covered]) @ counts_for
        for heads, counts_for in ((cosines, MEANT), (own, ORDERED))
    )
    is_near = (meant >= LEAST) | ((meant >= LEAST_WITH_TERMS) & (covered >= ENOUGH_TERMS))
    is_near &= scores >= scores.max() * OF_THE_NEAREST
    keys, ids, found, worded = rows.keys[at[first]].tolist(), {}, {}, set()
    for place in [place for place in np.argsort(-scores, kind="stable").tolist() if is_near[place]][:MOST]:
        nearest = at[first[place] + cosines[first[place] : first[place] + counts[place]].argmax()]
        start = None if rows.is_whole[nearest] else int(rows.places[nearest])
        found[keys[place]] = Near(min(float(scores[place]), 1.0), start)
        ids[int(rows.ids[at[first[place]]])] = keys[place]
        if covered[place] >= MOST_TERMS:
            worded.add(keys[place])
    known = dict(zip(keys, scores.tolist(), strict=True))
    return Nearness(True, _still_there(found, ids), frozenset(worded), known)


def _covered(rows: Rows, asked: Mapping[str, Said]) -> NDArray[np.float32]:
    """How much of the weight of the terms asked for each entry has: a term counts more in its title and summary and in
    several passages, each further one less, and less in a long entry."""
    found = np.zeros(len(rows.counts), dtype=np.float32)
    weights = _weights(rows, asked)
    usual = len(rows.keys) / max(1, len(rows.counts))  # rows of an entry
    enough = ENOUGH * (1 + rows.counts / usual).astype(np.float32) / 2
    for term, weight in weights.items():
        having = rows.having(term)
        times = np.bincount(rows.group_of[having], minlength=len(found)).astype(np.float32)
        times[rows.group_of[having[rows.is_whole[having]]]] += IN_HEAD - 1
        found += times / (times + enough) * np.float32(weight)
    return found / max(sum(weights.values()), 1e-9)


def _weights(rows: Rows, asked: Mapping[str, Said]) -> dict[str, float]:
    """A word that stands for several terms counts once."""
    words = {term: said.split() for term, (said, _language) in asked.items()}
    times = Counter(word for said in words.values() for word in set(said))
    return {
        term: rows.weight(term) * (LITTLE if term in EVERYWHERE else 1) * fmean(1 / times[word] for word in said)
        for term, said in words.items()
    }


def _most(covered: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    having = np.flatnonzero(covered)
    return having if len(having) <= count else having[np.argpartition(-covered[having], count)[:count]]


def _still_there(found: Mapping[int, Near], ids: Mapping[int, int]) -> dict[int, Near]:
    """The copy may be older than an entry: what was forgotten since is not found."""
    there = {ids[pk] for pk in Meaning.objects.filter(pk__in=ids).values_list("pk", flat=True)}
    return {key: each for key, each in found.items() if key in there}
