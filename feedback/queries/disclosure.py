"""Disclosure control: which cells of a published table stay blank, so that nobody can be recognised by it."""

from collections.abc import Collection, Mapping
from secrets import SystemRandom
from typing import TypeVar

FEWEST = 5  # people behind a number

Group = TypeVar("Group")
_lots = SystemRandom()


def too_few(groups: Mapping[Group, Collection[int]]) -> set[Group]:
    """Those with fewer people than may be told of; nobody at all is few, too."""
    return {group for group, people in groups.items() if len(set(people)) < FEWEST}


def blanks(groups: Mapping[Group, Collection[int]]) -> set[Group]:
    """What stays blank of numbers that add up to one that may be known.

    All blank cells together are the sum less the others, as is one alone. So where fewer than enough people are behind
    them, another cell is blank, too. It is drawn by lot, a small one rather than a large one: whoever knew that it is
    the smallest could work out the rest from its neighbours.
    """
    blank = too_few(groups)
    others = [group for group in groups if group not in blank]
    if blank and others and len(set().union(*(groups[group] for group in blank))) < FEWEST:
        blank |= set(_lots.choices(others, [1 / len(set(groups[group])) for group in others]))
    return blank
