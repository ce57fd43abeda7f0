"""Finding what is about the same among all rows of a kind, from a copy in this process."""

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import Count, Sum
from numpy.typing import NDArray

from ..encoder import SIZE, Vectors, encoder
from ..models import Meaning

Key = Any  # the key of a row, or of a row and a place in it: (key, place)
Found = list[tuple[Key, float]]
_copies: dict[str, "Rows"] = {}
_lock = Lock()


class Rows:
    """All of one kind: a matrix of vectors, and which rows have a term."""

    def __init__(self, kind: str, stamp: object) -> None:
        self.stamp = stamp
        rows = Meaning.objects.filter(kind=kind).order_by("key", "place")
        self.keys = [key_of(*row) for row in rows.values_list("key", "place")]
        self.places = {key: place for place, key in enumerate(self.keys)}
        self.vectors = np.zeros((len(self.keys), SIZE), dtype=np.float32)
        having = defaultdict(list)
        columns = rows.values_list("key", "place", "terms", "vector", "encoder")
        for key, part, terms, vector, made_by in columns.iterator():
            place = self.places.get(key_of(key, part))
            if place is None:  # new since the keys were read: it will be another stamp
                continue
            if vector and made_by == encoder.name:
                self.vectors[place] = Meaning.unpacked(vector)
            for term in terms:
                having[term].append(place)
        self.having: dict[str, NDArray[np.int32]] = {
            term: np.array(places, dtype=np.int32) for term, places in having.items()
        }

    def weight(self, term: str) -> float:
        """The rarer, the heavier."""
        return math.log((len(self.keys) + 10) / (len(self.having.get(term, ())) + 1))

    @cached_property
    def sums(self) -> NDArray[np.float64]:
        """The weight of all terms of each row."""
        found = np.zeros(len(self.keys))
        for term, places in self.having.items():
            found[places] += self.weight(term)
        return found

    def vector(self, key: Key) -> Vectors | None:
        place = self.places.get(key)
        return None if place is None else self.vectors[place]

    def nearest(self, vector: Vectors, count: int) -> Found:
        """By cosine."""
        return self._best(self.vectors @ vector, count)

    def sharing(self, terms: Iterable[str], count: int) -> Found:
        """By the weight of the terms in common, from 0 to 1."""
        return self._best(self._shared(set(terms)), count)

    def shared(self, terms: Iterable[str], key: Key) -> float:
        return float(self._shared(set(terms))[self.places[key]])

    def _shared(self, terms: set[str]) -> NDArray[np.float64]:
        found = np.zeros(len(self.keys))
        for term in terms & self.having.keys():
            found[self.having[term]] += self.weight(term)
        total = sum(self.weight(term) for term in terms)
        return found / np.sqrt(np.maximum(self.sums * total, 1e-9))

    def _best(self, scores: NDArray, count: int) -> Found:
        count = min(count, len(scores))
        if not count:
            return []
        places = np.argpartition(-scores, count - 1)[:count]
        ordered = places[np.argsort(-scores[places], kind="stable")]
        return [(self.keys[place], float(scores[place])) for place in ordered if scores[place] > 0]


def key_of(key: int, place: str) -> Key:
    return (key, place) if place else key


def rows_of(kind: str) -> Rows:
    """Read anew when there is another row than before."""
    stamp = (encoder.name, *Meaning.objects.filter(kind=kind).aggregate(count=Count("pk"), sum=Sum("pk")).values())
    with _lock:
        if kind not in _copies or _copies[kind].stamp != stamp:
            _copies[kind] = Rows(kind, stamp)
        return _copies[kind]
