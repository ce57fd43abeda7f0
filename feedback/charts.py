"""Charts laid out as SVG, which a template draws; each stands beside a table of the same numbers.

Series are told apart by fill, outline or dashes, and not by color alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 12, 32  # margins, for the numbers and the names beside the axes
MOST_TICKS = 4
BETWEEN_GROUPS = 0.3  # of the room of a group
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Series:
    """`values` in the order of the labels; None where there is nothing to show."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Mark:
    """A bar, or a point of a line."""

    x: float
    y: float
    width: float = 0
    height: float = 0


@dataclass(frozen=True)
class Chart:
    name: str  # unique on its page
    title: str
    description: str
    labels: Sequence[str]
    series: Sequence[Series]

    width, height, left = WIDTH, HEIGHT, LEFT
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    @cached_property
    def step(self) -> float:
        """Between the lines of the scale: 1, 2 or 5, or ten times that, and so on."""
        highest = max((value for each in self.series for value in each.values if value), default=1)
        size = 1
        while True:
            for step in STEPS:
                if highest <= MOST_TICKS * step * size:
                    return step * size
            size *= 10

    @property
    def ticks(self) -> list[tuple[float, float]]:
        """Each line of the scale, with its height."""
        return [(number * self.step, self._y(number * self.step)) for number in range(MOST_TICKS + 1)]

    @property
    def names(self) -> list[tuple[str, float]]:
        """Each label with the middle of its group; where there are many, not each is written."""
        every = 1 + (len(self.labels) - 1) // 12
        return [(label, self._middle(place)) for place, label in enumerate(self.labels) if place % every == 0]

    @property
    def bars(self) -> Iterator[list[Mark]]:
        """Of each series; what is zero has none."""
        room = self._room * (1 - BETWEEN_GROUPS)
        width = room / len(self.series)
        for number, series in enumerate(self.series):
            first = number * width - room / 2
            yield [
                Mark(round(self._middle(place) + first, 1), y, round(width, 1), round(self.bottom - y, 1))
                for place, value in enumerate(series.values)
                if value and (y := self._y(value))
            ]

    @property
    def lines(self) -> Iterator[tuple[list[str], list[Mark]]]:
        """Of each series the stretches without a gap, as a polyline has them, and its points."""
        for series in self.series:
            marks = [
                None if value is None else Mark(self._middle(place), self._y(value))
                for place, value in enumerate(series.values)
            ]
            stretches = [list(group) for there, group in groupby(marks, key=bool) if there]
            points = [" ".join(f"{mark.x},{mark.y}" for mark in group if mark) for group in stretches]
            yield points, [mark for mark in marks if mark]

    @property
    def _room(self) -> float:
        return (self.right - LEFT) / max(len(self.labels), 1)

    def _middle(self, place: int) -> float:
        return round(LEFT + (place + 0.5) * self._room, 1)

    def _y(self, value: float) -> float:
        return round(self.bottom - (self.bottom - TOP) * value / (MOST_TICKS * self.step), 1)
