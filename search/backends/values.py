"""The numbers of entries as arrays: what the databases keep of each beside its words (EntryValues)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Self

import numpy as np
from django.db.models import Max, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from cms.core.bilingual import LANGUAGES
from search.models import EntryValues, FacetValue, SearchEntry

Ids = NDArray[np.int64]
Codes = dict[tuple[str, str], int]  # by name and value of a facet

PACKED = np.dtype([("language", "u1"), ("title", "<i8"), ("date", "<i8"), ("rating", "<f8"), ("codes", "<u2")])
CODE = np.dtype("<u2")
NO_DATE = np.iinfo(np.int64).min
LANGUAGE_NUMBERS = {code: number for number, code in enumerate(LANGUAGES)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Values:
    """`codes` has those of all entries, one entry after the other; `owners` says of which row each is."""

    ids: Ids
    twins: Ids
    packed: NDArray[Any]
    codes: NDArray[np.uint16]

    @classmethod
    def from_rows(cls, rows: Sequence[tuple[int, int, bytes, bytes]]) -> Self:
        ids, twins, packed, codes = zip(*rows, strict=True) if rows else ((), (), (), ())
        return cls(
            np.array(ids, np.int64),
            np.array(twins, np.int64),
            np.frombuffer(b"".join(packed), PACKED),
            np.frombuffer(b"".join(codes), CODE),
        )

    @property
    def owners(self) -> NDArray[np.intp]:
        return np.repeat(np.arange(len(self.ids)), self.packed["codes"])

    def rows_of(self, ids: Ids) -> NDArray[np.intp]:
        """Where these are, all of which there are."""
        order = np.argsort(self.ids)
        return order[np.searchsorted(self.ids, ids, sorter=order)]

    def and_also(self, other: Self) -> Self:
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return type(self)(*(np.concatenate(pair) for pair in pairs))


def title_number(title_key: str) -> int:
    return int.from_bytes(blake2b(title_key.encode(), digest_size=8).digest(), "little", signed=True)


def date_of(number: int) -> datetime | None:
    return None if number == NO_DATE else _EPOCH + number * _MICROSECOND


def all_codes() -> Codes:
    return {(name, value): pk for pk, name, value in FacetValue.objects.values_list("pk", "name", "value")}


def number() -> int:
    """How many entries there are, about: counting them takes longer."""
    return EntryValues.objects.aggregate(last=Max("entry_id"))["last"] or 0


def write(entries: Sequence[SearchEntry]) -> dict[int, list[int]]:
    """Keep the numbers of these, whose facets are prefetched; returns the codes of each."""
    facets = {entry.pk: _facets(entry) for entry in entries}
    codes = _codes({facet for found in facets.values() for facet in found})
    by_entry = {pk: [codes[facet] for facet in found] for pk, found in facets.items()}
    works = _works([entry.pk for entry in entries]) | {entry.work for entry in entries if entry.work}
    EntryValues.objects.bulk_create(
        (
            EntryValues(
                entry_id=entry.pk,
                work=entry.work,
                language=entry.language,
                packed=_packed(entry, len(by_entry[entry.pk])),
                codes=np.array(by_entry[entry.pk], CODE).tobytes(),
            )
            for entry in entries
        ),
        update_conflicts=True,
        unique_fields=["entry_id"],
        update_fields=["work", "language", "packed", "codes"],
    )
    _pair(works)
    return by_entry


def remove(entry_ids: Sequence[int]) -> None:
    works = _works(entry_ids)
    EntryValues.objects.filter(pk__in=entry_ids).delete()
    _pair(works)


def _packed(entry: SearchEntry, codes: int) -> bytes:
    date = NO_DATE if entry.date is None else (entry.date - _EPOCH) // _MICROSECOND
    rating = np.nan if entry.rating is None else entry.rating
    values = LANGUAGE_NUMBERS[entry.language], title_number(entry.title_key), date, rating, codes
    return np.array(values, PACKED).tobytes()


def _facets(entry: SearchEntry) -> list[tuple[str, str]]:
    return [("kind", entry.kind), *((facet.name, facet.value) for facet in entry.facets.all())]


def _codes(facets: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    known = all_codes()
    if new := set(facets) - known.keys():
        rows = [FacetValue(name=name, value=value) for name, value in sorted(new)]
        FacetValue.objects.bulk_create(rows, ignore_conflicts=True)
        known = all_codes()
    return known


def _works(entry_ids: Sequence[int]) -> set[Any]:
    rows = EntryValues.objects.filter(pk__in=entry_ids, work__isnull=False)
    return set(rows.order_by().values_list("work", flat=True))


def _pair(works: Iterable[Any]) -> None:
    """Tell the entries of these works of each other."""
    others = EntryValues.objects.filter(work=OuterRef("work")).exclude(language=OuterRef("language"))
    first = others.order_by().values("work").annotate(first=Min("entry_id")).values("first")
    EntryValues.objects.filter(work__in=set(works)).update(twin=Coalesce(Subquery(first), 0))
