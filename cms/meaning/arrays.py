"""Arrays in one file that all processes of a host map into their memory: it is there once, however many read it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEADER = 4096  # bytes
ALIGNED = 64

Arrays = Mapping[str, NDArray[Any]]
Shapes = Mapping[str, tuple[str, tuple[int, ...]]]  # by name: type and shape


@dataclass(frozen=True)
class ArrayFile:
    """`about` is what its writer says of it."""

    about: dict[str, Any]
    arrays: Arrays


def read(path: Path) -> ArrayFile | None:
    """Nothing for a file that is missing or torn."""
    try:
        with path.open("rb") as file:
            content = mmap(file.fileno(), 0, access=ACCESS_READ)
        header = json.loads(content[:HEADER])
        if header["size"] != len(content):
            return None
        return ArrayFile(header["about"], _views(content, header["shapes"]))
    except (OSError, ValueError, KeyError):
        return None


@contextmanager
def written(path: Path, about: Mapping[str, Any], shapes: Shapes) -> Iterator[Arrays]:
    """Arrays to be filled; the file has its name only when they are. Whoever maps the one before keeps that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    size = HEADER + sum(_room(*shape) for shape in shapes.values())
    try:
        with aside.open("w+b") as file:
            file.truncate(size)
            header = json.dumps({"size": size, "about": dict(about), "shapes": dict(shapes)})
            file.write(header.encode().ljust(HEADER))
            file.flush()
            content = mmap(file.fileno(), 0)
        yield _views(content, shapes)
        content.flush()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _views(content: mmap, shapes: Shapes) -> Arrays:
    found, begin = {}, HEADER
    for name, (kind, shape) in shapes.items():
        count = int(np.prod(shape))
        found[name] = np.frombuffer(content, dtype=kind, count=count, offset=begin).reshape(shape)
        begin += _room(kind, tuple(shape))
    return found


def _room(kind: str, shape: tuple[int, ...]) -> int:
    taken = np.dtype(kind).itemsize * int(np.prod(shape))
    return max(-(-taken // ALIGNED), 1) * ALIGNED
