"""How far something is, in one line of the terminal."""

from collections.abc import Iterable
from typing import Any

WIDTH = 30


def show(out: Any, name: str, steps: Iterable[tuple[int, int]]) -> None:
    """To the stdout of a command; `steps` are how much is done, and of how much."""
    line, done = "", 0
    for done, total in steps:
        filled = WIDTH * done // total
        line = f"{name} [{'#' * filled}{'.' * (WIDTH - filled)}] {done} of {total}"
        out.write(f"\r{line}", ending="")
        out.flush()
    out.write("\r" + f"{name}: {done}".ljust(len(line)))
