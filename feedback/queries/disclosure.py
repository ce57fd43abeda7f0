"""Disclosure control: which cells of a published table stay blank, so that nobody can be recognised by it."""

from collections.abc import Collection, Mapping
from typing import TypeVar

FEWEST = 5  # people behind a number

Group = TypeVar("Group")


def too_few(groups: Mapping[Group, Collection[int]]) -> set[Group]:
    """Those with fewer people than may be told of; nobody at all is few, too."""
    return {group for group, people in groups.items() if len(set(people)) < FEWEST}


def blanks(groups: Mapping[Group, Collection[int]]) -> set[Group]:
    """What stays blank of numbers that add up to one that may be known.

    One blank cell alone would be the sum less the others, and so would be several as one. So there are two at least,
    with enough people together, or nothing is shown: the smallest of the others join them.
    """
    blank = too_few(groups)
    while blank and not _is_enough(blank, groups) and (others := groups.keys() - blank):
        blank.add(min((group for group in groups if group in others), key=lambda group: len(set(groups[group]))))
    return blank


def _is_enough(blank: set[Group], groups: Mapping[Group, Collection[int]]) -> bool:
    together = set().union(*(groups[group] for group in blank))
    return len(blank) > 1 and len(together) >= FEWEST
