"""The numbers of entries as arrays, as each process keeps them (`entry_values.py` writes them)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from threading import Lock
from typing import Any, Protocol, Self

import numpy as np
from django.db import connection
from django.db.models import Max
from numpy.typing import NDArray

from cms.caching import cached
from cms.core.bilingual import LANGUAGES
from cms.memory import once
from search.models import Clock, EntryValues, FacetValue

Ids = NDArray[np.int64]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]
Codes = dict[tuple[str, str], int]  # by name and value of a facet

PACKED = np.dtype([("language", "u1"), ("title", "<i8"), ("date", "<i8"), ("rating", "<f8"), ("codes", "<u2")])
CODE = np.dtype("<u2")
NO_DATE = np.iinfo(np.int64).min
CHECKED = 1_000_003  # of each version what this leaves is summed up, which fits into 64 bits
LANGUAGE_NUMBERS = {code: number for number, code in enumerate(LANGUAGES)}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Values:
    """Of all entries, in the order of their ids. `codes` has those of one entry after the other."""

    version: int
    ids: Ids
    versions: Ids
    twins: Ids
    packed: NDArray[Any]
    codes: NDArray[np.uint16]

    @property
    def checksum(self) -> int:
        """Another one where there are more entries, or fewer, or one was written at another time."""
        return int((self.versions % CHECKED + 1).sum())

    def updated(self, newer: Self) -> Self:
        """With these in the place of what was there of the same entries, and behind."""
        kept = self._only(~self.at(newer.ids))
        ids = np.concatenate([kept.ids, newer.ids])
        order = np.argsort(ids)
        packed = np.concatenate([kept.packed, newer.packed])
        codes = np.concatenate([kept.codes, newer.codes])
        counts = packed["codes"].astype(np.intp)
        begins = np.cumsum(counts) - counts
        taken = counts[order]
        places = np.repeat(begins[order] - (np.cumsum(taken) - taken), taken) + np.arange(len(codes))
        versions, twins = np.concatenate([kept.versions, newer.versions]), np.concatenate([kept.twins, newer.twins])
        return type(self)(newer.version, ids[order], versions[order], twins[order], packed[order], codes[places])

    def left(self, ids: Ids, versions: Ids) -> Self | None:
        """Those of these entries, if all are as they were written last."""
        rows, known = self.rows_of(ids)
        if not known.all() or (self.versions[rows] != versions).any():
            return None
        return self._only(self._among(rows))

    def rows_of(self, ids: Ids) -> tuple[Rows, Mask]:
        """Where these are, and which of them are known at all."""
        rows = np.searchsorted(self.ids, ids)
        known = rows < len(self.ids)
        known[known] = self.ids[rows[known]] == ids[known]
        return rows[known], known

    def at(self, ids: Ids) -> Mask:
        """For each row, whether it is one of these."""
        found = np.zeros(len(self.ids), bool)
        found[self.rows_of(ids)[0]] = True
        return found

    @cached_property
    def twin_rows(self) -> Rows:
        """The row itself where there is no twin."""
        rows, known = self.rows_of(self.twins)
        found = np.arange(len(self.ids))
        found[known] = rows
        return found

    @cached_property
    def _having(self) -> NDArray[np.uint64]:
        """For each code a bit for each row."""
        rows = np.repeat(np.arange(len(self.ids)), self.packed["codes"])  # the one of each code
        rows, ends = rows[np.argsort(self.codes, kind="stable")], np.cumsum(np.bincount(self.codes))
        found = np.zeros((len(ends), -(-len(self.ids) // 64)), np.uint64)
        for code, (begin, end) in enumerate(pairwise([0, *ends.tolist()])):
            found[code] = _bits(self._among(rows[begin:end]))
        return found

    def having(self, codes: Sequence[int]) -> Mask:
        """For each row, whether it has one of these."""
        known = [code for code in codes if code < len(self._having)]
        bits = np.bitwise_or.reduce(self._having[known], axis=0)
        return np.unpackbits(bits.view(np.uint8), count=len(self.ids)).view(bool)

    def counts(self, rows: Rows) -> list[int]:
        """How many of these rows have each code."""
        counts: list[int] = np.bitwise_count(self._having & _bits(self._among(rows))).sum(axis=1).tolist()
        return counts

    def _only(self, kept: Mask) -> Self:
        codes = self.codes[np.repeat(kept, self.packed["codes"])]
        ids, versions, twins, packed = (column[kept] for column in (self.ids, self.versions, self.twins, self.packed))
        return type(self)(self.version, ids, versions, twins, packed, codes)

    def _among(self, rows: Rows) -> Mask:
        found = np.zeros(len(self.ids), bool)
        found[rows] = True
        return found


class Reader(Protocol):
    """A database, each time as at one moment, in no order."""

    def read_values(self, since: int) -> tuple[Values, int]:
        """Those with a higher version, and the checksum of all."""

    def read_versions(self) -> tuple[Ids, Ids]:
        """The entries there are, and the version of each."""


NOTHING = Values(-1, *(np.empty(0, kind) for kind in (np.int64, np.int64, np.int64, PACKED, CODE)))
_kept: list[Values] = []
_lock = Lock()


def _bits(mask: Mask) -> NDArray[np.uint64]:
    packed = np.packbits(mask)
    return np.pad(packed, (0, -len(packed) % 8)).view(np.uint64)


def title_number(title_key: str) -> int:
    return int.from_bytes(blake2b(title_key.encode(), digest_size=8).digest(), "little", signed=True)


def date_of(number: int) -> datetime | None:
    return None if number == NO_DATE else EPOCH + number * MICROSECOND


def all_codes() -> Codes:
    return {(name, value): pk for pk, name, value in FacetValue.objects.values_list("pk", "name", "value")}


def known_codes() -> Codes:
    """The same for searches: there are few, and a new one is rare."""
    return once("facet values", lambda: cached("facet-values", [FacetValue], all_codes))


def current(reader: Reader) -> Values:
    """Those of all entries at this moment. Each process keeps them, and reads what was written since. What a
    transaction reads is not kept: it may be undone.
    """
    with _lock:
        version = Clock.objects.filter(name=Clock.VALUES).values_list("version", flat=True).first() or 0
        if _kept and _kept[0].version == version:
            return _kept[0]
        found = _up_to(version, reader)
        if not connection.in_atomic_block:
            _kept[:] = [found]
        return found


def _up_to(version: int, reader: Reader) -> Values:
    """All are read where those that are kept are not those that are left, as in a database that was restored."""
    if _kept and _kept[0].version < version:
        newer, checksum = reader.read_values(_kept[0].version)
        found = _kept[0].updated(newer)
        if found.checksum == checksum or (found := found.left(*reader.read_versions())):
            return found
    return NOTHING.updated(reader.read_values(NOTHING.version)[0])


def number() -> int:
    """How many entries there are, about: counting them takes longer."""
    return EntryValues.objects.aggregate(last=Max("entry_id"))["last"] or 0
