"""The numbers of entries as arrays: what the databases keep of each beside its words (EntryValues)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple, Self
from uuid import UUID

import numpy as np
from django.db.models import Max
from numpy.typing import NDArray

from cms.caching import cached
from cms.core.bilingual import LANGUAGES
from cms.memory import once
from search.models import EntryValues, FacetValue, SearchEntry, SearchFacet

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

    def only(self, kept: NDArray[np.bool_]) -> Self:
        return type(self)(self.ids[kept], self.twins[kept], self.packed[kept], self.codes[kept[self.owners]])

    def and_also(self, other: Self) -> Self:
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return type(self)(*(np.concatenate(pair) for pair in pairs))


class Row(NamedTuple):
    """As EntryValues has it, but for the codes, which are no bytes yet."""

    entry_id: int
    work: UUID | None
    language: str
    twin: int
    packed: bytes
    codes: list[int]

    @property
    def packed_codes(self) -> bytes:
        return np.array(self.codes, CODE).tobytes()


def title_number(title_key: str) -> int:
    return int.from_bytes(blake2b(title_key.encode(), digest_size=8).digest(), "little", signed=True)


def date_of(number: int) -> datetime | None:
    return None if number == NO_DATE else _EPOCH + number * _MICROSECOND


def all_codes() -> Codes:
    return {(name, value): pk for pk, name, value in FacetValue.objects.values_list("pk", "name", "value")}


def known_codes() -> Codes:
    """The same for searches: there are few, and a new one is rare."""
    return once("facet values", lambda: cached("facet-values", [FacetValue], all_codes))


def number() -> int:
    """How many entries there are, about: counting them takes longer."""
    return EntryValues.objects.aggregate(last=Max("entry_id"))["last"] or 0


def rows(entries: Sequence[SearchEntry]) -> list[Row]:
    """What to write of these; their twins are told of them."""
    facets = _facets(entries)
    codes = _codes({facet for found in facets.values() for facet in found})
    twins = _pair([(entry.pk, entry.work, entry.language) for entry in entries])
    return [
        Row(
            entry.pk,
            entry.work,
            entry.language,
            twins[entry.pk],
            _packed(entry, len(facets[entry.pk])),
            [codes[facet] for facet in facets[entry.pk]],
        )
        for entry in entries
    ]


def part(entry_ids: Sequence[int]) -> None:
    """Their twins have none any more."""
    _pair([(pk, None, "") for pk in entry_ids])


def _packed(entry: SearchEntry, codes: int) -> bytes:
    date = NO_DATE if entry.date is None else (entry.date - _EPOCH) // _MICROSECOND
    rating = np.nan if entry.rating is None else entry.rating
    values = LANGUAGE_NUMBERS[entry.language], title_number(entry.title_key), date, rating, codes
    return np.array(values, PACKED).tobytes()


def _facets(entries: Sequence[SearchEntry]) -> dict[int, list[tuple[str, str]]]:
    found = {entry.pk: [("kind", entry.kind)] for entry in entries}
    rows = SearchFacet.objects.filter(entry__in=list(found)).order_by()
    for pk, name, value in rows.values_list("entry_id", "name", "value"):
        found[pk].append((name, value))
    return found


def _codes(facets: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    known = all_codes()
    if new := set(facets) - known.keys():
        rows = [FacetValue(name=name, value=value) for name, value in sorted(new)]
        FacetValue.objects.bulk_create(rows, ignore_conflicts=True)
        known = all_codes()
    return known


def _pair(batch: Sequence[tuple[int, UUID | None, str]]) -> dict[int, int]:
    """The twins of entries that get these works and languages. Others of their works, old and new, are set right."""
    ids = [pk for pk, _work, _language in batch]
    known = EntryValues.objects.order_by()
    before = known.filter(pk__in=ids, work__isnull=False).values_list("work", flat=True)
    works = {*before, *(work for _pk, work, _language in batch if work)}
    others = list(known.filter(work__in=works).exclude(pk__in=ids).values_list("pk", "work", "language", "twin"))
    first: dict[tuple[UUID | None, str], int] = {}
    for pk, work, language in sorted([*batch, *(other[:3] for other in others)]):
        if work:
            first.setdefault((work, language), pk)

    def twin(work: UUID | None, language: str) -> int:
        return next((pk for code in LANGUAGES if code != language and (pk := first.get((work, code)))), 0)

    for pk, work, language, known_twin in others:
        if known_twin != (right := twin(work, language)):
            known.filter(pk=pk).update(twin=right)
    return {pk: twin(work, language) for pk, work, language in batch}
