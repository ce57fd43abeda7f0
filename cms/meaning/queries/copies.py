"""The meanings of a kind as arrays in a file, made anew from the rows and from the file there was."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import Count, Sum
from numpy.typing import NDArray

from ..arrays import ArrayFile, Arrays, read, written
from ..encoder import SIZE, encoder
from ..models import Meaning

BATCH = 1_000
PATIENCE = 20  # times as long as it takes to make a copy
LONGEST = 40  # bytes of a term or of a place that are compared
Numbers = NDArray[np.int64]

logger = logging.getLogger(__name__)


def path_of(kind: str) -> Path:
    return Path(settings.MEANING_DIR) / f"{kind}.arrays"


def stamp_of(kind: str) -> list[Any]:
    """Another one whenever there is another row: rows are never changed, but take each other's place."""
    numbers = Meaning.objects.filter(kind=kind).aggregate(count=Count("pk"), sum=Sum("pk"))
    return [encoder.name, numbers["count"], numbers["sum"] or 0]


def refresh(kind: str) -> None:
    """Where rows changed since. A copy that takes long to make is not made as often."""
    copy = read(path_of(kind))
    if copy and copy.about["stamp"] == stamp_of(kind):
        return
    if copy and time.time() - path_of(kind).stat().st_mtime < copy.about["took"] * PATIENCE:
        return
    write_copy(kind, copy)


def write_copy(kind: str, old: ArrayFile | None) -> ArrayFile:
    """All rows, in the order of their keys. Those the old copy has are taken from there: they are what they were."""
    began = time.monotonic()
    said = list(Meaning.objects.filter(kind=kind).order_by().values_list("pk", "key", "place"))
    ids = np.array([pk for pk, _, _ in said], dtype=np.int64)
    keys = np.array([key for _, key, _ in said], dtype=np.int64)
    places = np.array([as_bytes(place) for _, _, place in said], dtype=f"S{LONGEST}")
    order = np.lexsort((places, keys))
    ids, keys, places = ids[order], keys[order], places[order]
    known = _known(ids, old if old and old.about["stamp"][0] == encoder.name else None)
    terms = _terms(known)
    about = {"stamp": [encoder.name, len(ids), int(ids.sum())], "took": 0.0}
    shapes = {
        "ids": ("int64", ids.shape),
        "keys": ("int64", keys.shape),
        "places": (f"S{LONGEST}", places.shape),
        "vectors": ("float16", (len(ids), SIZE)),
        "bits": ("uint64", (SIZE // 64, len(ids))),
        **{name: (array.dtype.str, array.shape) for name, array in terms.items()},
    }
    about["took"] = time.monotonic() - began
    known_arrays = {"ids": ids, "keys": keys, "places": places, **terms}
    try:
        with written(path_of(kind), about, shapes) as arrays:
            _fill(arrays, known_arrays, known)
    except OSError:
        logger.warning("%s cannot be written: each process keeps its own copy.", path_of(kind), exc_info=True)
    else:
        if copy := read(path_of(kind)):
            return copy
    arrays = {name: np.empty(shape, kind_of) for name, (kind_of, shape) in shapes.items()}
    _fill(arrays, known_arrays, known)
    return ArrayFile(about, arrays)


def _fill(arrays: Arrays, ready: Arrays, known: "_Known") -> None:
    for name, array in ready.items():
        arrays[name][...] = array
    for rows, vectors in _vectors(known):
        arrays["vectors"][rows] = vectors
        arrays["bits"][:, rows] = signs(vectors).T


def as_bytes(text: str) -> bytes:
    return text.encode()[:LONGEST]


def signs(vectors: NDArray[np.floating]) -> NDArray[np.uint64]:
    """One bit for each number of a vector, 64 in one."""
    return np.packbits(vectors > 0, axis=-1).view(np.uint64)


@dataclass(frozen=True)
class _Known:
    """Where the old copy has each row, -1 for none."""

    ids: Numbers
    at: Numbers
    old: Arrays | None

    def batches(self) -> Iterator[tuple[Numbers, list[int]]]:
        """Places of the rows the old copy has not, and their ids."""
        for rows in _batched(np.flatnonzero(self.at < 0)):
            yield rows, self.ids[rows].tolist()


def _known(ids: Numbers, old: ArrayFile | None) -> _Known:
    if old is None or not len(old.arrays["ids"]):
        return _Known(ids, np.full(len(ids), -1), None)
    before = old.arrays["ids"]
    order = np.argsort(before)
    at = order[np.searchsorted(before, ids, sorter=order).clip(max=len(before) - 1)]
    return _Known(ids, np.where(before[at] == ids, at, -1), old.arrays)


def _vectors(known: _Known) -> Iterator[tuple[Numbers, NDArray[np.float16]]]:
    if known.old is not None:
        for rows in _batched(np.flatnonzero(known.at >= 0)):
            yield rows, known.old["vectors"][known.at[rows]]
    for places, ids in known.batches():
        found = {pk: vector for pk, vector in _column(ids, "vector", encoder=encoder.name) if vector}
        none = np.zeros(SIZE, dtype=np.float16).tobytes()
        vectors = b"".join(bytes(found.get(pk, none)) for pk in ids)
        yield places, np.frombuffer(vectors, dtype=np.float16).reshape(len(ids), SIZE)


def _terms(known: _Known) -> dict[str, NDArray[Any]]:
    """The terms of each row and the rows of each term, as numbers one after the other and where each one's begin."""
    names, flat, starts = [np.empty(0, f"S{LONGEST}")], [np.empty(0, np.int64)], [np.zeros(1, np.int64)]
    if known.old is not None:
        names, flat, starts = [known.old["names"]], [known.old["terms"]], [known.old["terms_of"]]
    at, seen = known.at.copy(), len(starts[0]) - 1
    for places, ids in known.batches():
        found = dict(_column(ids, "terms"))
        said = [sorted({as_bytes(term) for term in found.get(pk, ())}) for pk in ids]
        names.append(np.array([term for terms in said for term in terms], dtype=f"S{LONGEST}"))
        flat.append(np.arange(len(names[-1])) + sum(map(len, names[:-1])))
        starts.append(starts[-1][-1] + np.cumsum([len(terms) for terms in said]))
        at[places] = seen + np.arange(len(ids))
        seen += len(ids)
    vocabulary, number = np.unique(np.concatenate(names), return_inverse=True)
    terms, terms_of = _taken(number[np.concatenate(flat)], np.concatenate(starts), at)
    row_of = np.repeat(np.arange(len(at)), np.diff(terms_of))
    by_term = np.argsort(terms, kind="stable")
    rows_of = np.searchsorted(terms[by_term], np.arange(len(vocabulary) + 1))
    weights = weight(len(at), np.diff(rows_of))
    return {
        "names": vocabulary,
        "terms": terms.astype(np.int32),
        "terms_of": terms_of,
        "rows": row_of[by_term].astype(np.int32),
        "rows_of": rows_of,
        "sums": np.bincount(row_of, weights=weights[terms], minlength=len(at)),
    }


def weight(rows: int, having: Any) -> Any:
    """Of a term: the rarer, the heavier."""
    return np.log((rows + 10) / (having + 1))


def _taken(flat: Numbers, starts: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """The stretches of these rows, one after the other, and where each begins."""
    counts = starts[rows + 1] - starts[rows]
    begins = np.concatenate([[0], np.cumsum(counts)])
    return flat[np.repeat(starts[rows] - begins[:-1], counts) + np.arange(begins[-1])], begins


def _batched(rows: Numbers) -> Iterator[Numbers]:
    return (rows[begin : begin + BATCH] for begin in range(0, len(rows), BATCH))


def _column(ids: Sequence[int], name: str, **having: str) -> Iterator[tuple[int, Any]]:
    return Meaning.objects.filter(pk__in=ids, **having).order_by().values_list("pk", name).iterator()
