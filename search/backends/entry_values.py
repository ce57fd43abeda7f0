"""What the databases keep of each entry beside its words (EntryValues), and how it is written."""

from collections.abc import Iterable, Mapping, Sequence
from time import time_ns
from typing import NamedTuple
from uuid import UUID

import numpy as np

from cms.core.bilingual import LANGUAGES
from search.backends.values import (
    CODE,
    EPOCH,
    LANGUAGE_NUMBERS,
    MICROSECOND,
    NO_DATE,
    PACKED,
    all_codes,
    title_number,
)
from search.models import Clock, EntryValues, FacetValue, SearchEntry


class Row(NamedTuple):
    """As EntryValues has it, but for the codes, which are no bytes yet."""

    entry_id: int
    work: UUID | None
    language: str
    twin: int
    version: int
    packed: bytes
    codes: list[int]

    @property
    def packed_codes(self) -> bytes:
        return np.array(self.codes, CODE).tobytes()


def lock() -> None:
    """Until the end of this transaction nobody else writes."""
    Clock.objects.select_for_update().get_or_create(name=Clock.VALUES)


def next_version() -> int:
    """Of what this transaction writes, which has the lock. A time: a database that was restored has not had it yet."""
    version = max(Clock.objects.read(Clock.VALUES) + 1, time_ns() // 1000)
    Clock.objects.filter(name=Clock.VALUES).update(version=version)
    return version


def rows(entries: Sequence[SearchEntry]) -> list[Row]:
    """What to write of these; their twins are told of them."""
    version = next_version()
    facets = {entry.pk: [("kind", entry.kind), *map(tuple, entry.facets)] for entry in entries}
    codes = _codes({facet for found in facets.values() for facet in found})
    twins = _pair([(entry.pk, entry.work, entry.language) for entry in entries], version)
    return [
        Row(
            entry.pk,
            entry.work,
            entry.language,
            twins[entry.pk],
            version,
            _packed(entry, len(facets[entry.pk])),
            [codes[facet] for facet in facets[entry.pk]],
        )
        for entry in entries
    ]


def part(entry_ids: Sequence[int]) -> None:
    """Their twins have none any more."""
    _pair([(pk, None, "") for pk in entry_ids], next_version())


def _packed(entry: SearchEntry, codes: int) -> bytes:
    date = NO_DATE if entry.date is None else (entry.date - EPOCH) // MICROSECOND
    rating = np.nan if entry.rating is None else entry.rating
    values = LANGUAGE_NUMBERS[entry.language], title_number(entry.title_key), date, rating, codes
    return np.array(values, PACKED).tobytes()


def _codes(facets: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    known = all_codes()
    if new := set(facets) - known.keys():
        rows = [FacetValue(name=name, value=value) for name, value in sorted(new)]
        FacetValue.objects.bulk_create(rows, ignore_conflicts=True)
        known = all_codes()
    return known


def _pair(batch: Sequence[tuple[int, UUID | None, str]], version: int) -> dict[int, int]:
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
            known.filter(pk=pk).update(twin=right, version=version)
    return {pk: twin(work, language) for pk, work, language in batch}
