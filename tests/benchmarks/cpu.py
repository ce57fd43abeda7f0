"""What processes have used of the processor, from /proc: the fair figure on a machine that others use too."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
USER, SYSTEM = 11, 12  # fields after the name of the program, which may hold spaces and brackets


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_seconds(pids: Iterable[int]) -> float:
    """Of all their threads, those that ended included."""
    return sum(seconds_in(Path(f"/proc/{pid}/stat").read_text()) for pid in pids)


def seconds_in(stat: str) -> float:
    fields = stat.rpartition(")")[2].split()
    return (int(fields[USER]) + int(fields[SYSTEM])) / TICKS
