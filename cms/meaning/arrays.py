"""Arrays in one file that all processes of a host map into their memory: it is there once, however many read it."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

HEADER = 4096  # bytes
ALIGNED = 64
CHUNK = 1 << 20
LEFT_OVER = 3600  # seconds: no file takes so long to write

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
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def written(path: Path, about: Mapping[str, Any], shapes: Shapes) -> Iterator[Arrays]:
    """Arrays to be filled; the file has its name only when they are. Whoever maps the one before keeps that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_over(path)
    aside = path.with_suffix(f".{uuid4().hex}.part")  # processes of two containers may have the same number
    size = HEADER + sum(_room(*shape) for shape in shapes.values())
    try:
        with aside.open("w+b") as file:
            header = json.dumps({"size": size, "about": dict(about), "shapes": dict(shapes)})
            file.write(header.encode().ljust(HEADER))
            for begin in range(HEADER, size, CHUNK):  # a full disk must fail here: in a mapping it ends the process
                file.write(bytes(min(CHUNK, size - begin)))
            file.flush()
            content = mmap(file.fileno(), 0)
        yield _views(content, shapes)
        content.flush()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _remove_left_over(path: Path) -> None:
    """By processes that were killed while they wrote."""
    for part in path.parent.glob(f"{path.stem}.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > LEFT_OVER:
                part.unlink()


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
