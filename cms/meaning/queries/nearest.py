"""Finding what is about the same among all rows of a kind, from a copy that the processes of a host share."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from ..arrays import ArrayFile, read
from ..encoder import Vectors, encoder
from ..models import Meaning
from .copies import as_bytes, path_of, signs, stamp_of, weight, write_copy

Key = Any  # the key of a row, or of a row and a place in it: (key, place)
Found = list[tuple[Key, float]]
Numbers = NDArray[np.int64]
LOOKED_AT = 1_000  # of many rows only so many are compared exactly: those whose numbers have the most signs in common
_copies: dict[str, "Rows"] = {}
_mapped: dict[str, tuple[object, "Rows"]] = {}
_lock = Lock()


class Rows:
    """All of one kind, in the order of their keys: their vectors, and which rows have a term."""

    def __init__(self, copy: ArrayFile) -> None:
        self.stamp, self.took = copy.about["stamp"], copy.about["took"]
        self.ids, self.keys, self.places = (copy.arrays[name] for name in ("ids", "keys", "places"))
        self.vectors, self.bits = copy.arrays["vectors"], copy.arrays["bits"]
        self.names, self.rows, self.rows_of = (copy.arrays[name] for name in ("names", "rows", "rows_of"))
        self.sums = copy.arrays["sums"]  # the weight of all terms of each row

    def __contains__(self, key: Key) -> bool:
        return self._at(key) is not None

    def weight(self, term: str) -> float:
        """The rarer, the heavier."""
        return float(weight(len(self.keys), len(self.having(term))))

    def having(self, term: str) -> NDArray[np.int32]:
        name = as_bytes(term)
        place = int(np.searchsorted(self.names, name))
        if place == len(self.names) or self.names[place] != name:
            return self.rows[:0]
        return self.rows[self.rows_of[place] : self.rows_of[place + 1]]

    def vector(self, key: Key) -> Vectors | None:
        at = self._at(key)
        return None if at is None else self.vectors[at].astype(np.float32)

    def vectors_of(self, keys: Iterable[Key]) -> Vectors:
        """A row for each key there is."""
        at = [found for key in keys if (found := self._at(key)) is not None]
        return self.vectors[at].astype(np.float32)

    def nearest(self, vector: Vectors, count: int) -> Found:
        """By cosine."""
        at = self.near(vector, max(count, LOOKED_AT))
        return self._best(at, self.cosines(at, vector), count)

    def near(self, vector: Vectors, count: int) -> Numbers:
        """So many rows that are likely to be the nearest, in no order."""
        if len(self.keys) <= count:
            return np.arange(len(self.keys))
        apart = np.zeros(len(self.keys), dtype=np.uint16)
        for column, sign in zip(self.bits, signs(vector), strict=True):
            apart += np.bitwise_count(column ^ sign)
        counted = np.bincount(apart).cumsum()
        last = int(np.searchsorted(counted, count))  # of these as many as are left, the newest
        return np.concatenate([np.flatnonzero(apart < last), np.flatnonzero(apart == last)[::-1]])[:count]

    def cosines(self, at: Numbers, vector: Vectors) -> NDArray[np.float32]:
        return self.vectors[at].astype(np.float32) @ vector

    def sharing(self, terms: Iterable[str], count: int) -> Found:
        """By the weight of the terms in common, from 0 to 1."""
        return self._best(np.arange(len(self.keys)), self._shared(set(terms)), count)

    def shared(self, terms: Iterable[str], key: Key) -> float:
        return float(self._shared(set(terms))[self._at(key)])

    @cached_property
    def first_of(self) -> Numbers:
        """Where the rows of each key begin."""
        return np.flatnonzero(np.diff(self.keys, prepend=-1))

    @cached_property
    def counts(self) -> Numbers:
        """How many rows each key has."""
        return np.diff(self.first_of, append=len(self.keys))

    @cached_property
    def group_of(self) -> NDArray[np.int32]:
        """Of each row, which of the keys it has, counted from the first."""
        return np.repeat(np.arange(len(self.counts), dtype=np.int32), self.counts)

    @cached_property
    def is_whole(self) -> NDArray[np.bool_]:
        """Of each row, whether it has no place: what stands for all that has its key."""
        return self.places == b""

    def _shared(self, terms: set[str]) -> NDArray[np.float64]:
        found = np.zeros(len(self.keys))
        for term in terms:
            found[self.having(term)] += self.weight(term)
        total = sum(self.weight(term) for term in terms)
        return found / np.sqrt(np.maximum(self.sums * total, 1e-9))

    def _at(self, key: Key) -> int | None:
        number, place = key if isinstance(key, tuple) else (key, "")
        begin, end = np.searchsorted(self.keys, [number, number + 1])
        at = begin + int(np.searchsorted(self.places[begin:end], as_bytes(place)))
        return at if at < end and self.places[at] == as_bytes(place) else None

    def _best(self, at: Numbers, scores: NDArray, count: int) -> Found:
        count = min(count, len(scores))
        if not count:
            return []
        best = np.argpartition(-scores, count - 1)[:count]
        ordered = best[np.argsort(-scores[best], kind="stable")]
        return [(self._key(at[place]), float(scores[place])) for place in ordered if scores[place] > 0]

    def _key(self, at: int) -> Key:
        return key_of(int(self.keys[at]), self.places[at].decode())


def key_of(key: int, place: str) -> Key:
    return (key, place) if place else key


def rows_of(kind: str) -> Rows:
    """As they are now: the copy is made anew when there is another row than before."""
    stamp = stamp_of(kind)
    with _lock:
        if kind not in _copies or _copies[kind].stamp != stamp:
            copy = read(path_of(kind))
            if copy is None or copy.about["stamp"] != stamp:
                copy = write_copy(kind, copy)
            _copies[kind] = Rows(copy)
        return _copies[kind]


def shared_rows(kind: str) -> Rows | None:
    """As the file of this host has them, without asking the database; nothing while there is no file."""
    try:
        stat = path_of(kind).stat()
    except OSError:
        return None
    version = (stat.st_ino, stat.st_mtime_ns)
    with _lock:
        if kind not in _mapped or _mapped[kind][0] != version:
            copy = read(path_of(kind))
            if copy is None or copy.about["stamp"][0] != encoder.name:
                return None
            _mapped[kind] = version, Rows(copy)
        return _mapped[kind][1]


def still_there(ids: Sequence[int]) -> list[int]:
    """Those of these meanings that there are. Written out: hundreds of parameters take longer than the question."""
    if not ids:
        return []
    written = ", ".join(map(str, ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {Meaning._meta.db_table} WHERE id IN ({written})")  # noqa: S608  (numbers only)
        return [pk for (pk,) in cursor.fetchall()]
