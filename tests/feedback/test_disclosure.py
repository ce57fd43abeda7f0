"""What stays blank of published tables cannot be worked out from what is shown, whoever the people were."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from feedback.queries import disclosure
from feedback.queries.disclosure import FEWEST, blanks

pytestmark = pytest.mark.once
LANGUAGES, REGIONS = ("en", "es"), tuple("ABCDEFGH-")
CELLS = [(language, region) for language in LANGUAGES for region in REGIONS]
# How many people of each language there are in each region: often none, or a few, sometimes many.
POPULATIONS = st.lists(
    st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 30)), min_size=len(CELLS), max_size=len(CELLS)
)
OFTEN = hypothesis_settings(max_examples=300)


def published(population):
    """Of both tables: by group, how many people; nothing where it is blank."""
    tables = []
    for place, names in enumerate((LANGUAGES, REGIONS)):
        groups = {name: [] for name in names}
        for number, (cell, size) in enumerate(zip(CELLS, population, strict=True)):
            groups[cell[place]] += range(1000 * number, 1000 * number + size)
        blank = blanks(groups)
        tables.append({name: None if name in blank else len(people) for name, people in groups.items()})
    return tables


def sums(tables):
    """What is shown as equations: each a sum of cells, and what it comes to."""
    for place, table in enumerate(tables):
        for name, shown in table.items():
            yield [float(cell[place] == name) for cell in CELLS], shown


def derivable(tables):
    """The blanks that follow from adding and subtracting any of the numbers that are shown."""
    shown = np.array([row for row, value in sums(tables) if value is not None]).reshape(-1, len(CELLS))
    known = np.linalg.matrix_rank(shown) if len(shown) else 0
    blank = [row for row, value in sums(tables) if value is None]
    return [row for row in blank if np.linalg.matrix_rank(np.vstack([shown, row])) == known]


@OFTEN
@given(POPULATIONS)
def test_no_blank_follows_from_what_is_shown(population):
    assert derivable(published(population)) == []


@OFTEN
@given(POPULATIONS)
def test_nothing_is_shown_of_few_and_what_is_shown_is_right(population):
    for place, table in enumerate(published(population)):
        real = Counter()
        for cell, size in zip(CELLS, population, strict=True):
            real[cell[place]] += size
        for name, shown in table.items():
            assert shown is None or (shown == real[name] >= FEWEST)


@OFTEN
@given(POPULATIONS)
def test_all_blanks_of_a_table_together_are_not_few_either(population):
    """Their sum can be known; whoever is among them is one of five at least."""
    for place, table in enumerate(published(population)):
        blank = {name for name, shown in table.items() if shown is None}
        together = sum(size for cell, size in zip(CELLS, population, strict=True) if cell[place] in blank)
        assert not blank or blank == set(table) or (len(blank) > 1 and together >= FEWEST)


@OFTEN
@given(POPULATIONS)
def test_whoever_knows_the_rules_cannot_tell_a_blank_either(population):
    """For each there are other people, as many together, of whom the very same could have been published."""
    for place, table in enumerate(published(population)):
        sizes = Counter(dict.fromkeys(table, 0))
        for cell, size in zip(CELLS, population, strict=True):
            sizes[cell[place]] += size
        blank = {name for name, shown in table.items() if shown is None}
        assert could_be_blank(sizes, blank)
        for name in blank if blank != set(table) else ():
            assert any(could_be_blank(other, blank) for other in moved(sizes, name, blank - {name}))


def could_be_blank(sizes, blank):
    """By the rules, which say nothing of which cell is drawn."""
    few = {name for name, size in sizes.items() if size < FEWEST}
    if few in (set(), set(sizes)) or sum(sizes[name] for name in few) >= FEWEST:
        return blank == few
    return few < blank and len(blank) == len(few) + 1


def moved(sizes, name, others):
    """Some people of a blank group belong to another one, and perhaps more of them to a third."""
    for one in others:
        for number in range(-sizes[name], sizes[one] + 1):
            once = dict(sizes) | {name: sizes[name] + number, one: sizes[one] - number}
            if number:
                yield once
                for other in others - {one}:
                    for more in range(1, min(once[one], 2 * FEWEST) + 1):
                        yield once | {one: once[one] - more, other: once[other] + more}


def drawn(groups):
    """What may be blank, each time it is worked out anew."""
    return {frozenset(blanks(groups)) for _time in range(200)}


def test_one_small_group_takes_another_along_that_is_drawn_by_lot():
    groups = {"A": range(3), "B": range(10, 17), "C": range(20, 28), "D": range(30, 40)}
    assert drawn(groups) == {frozenset("AB"), frozenset("AC"), frozenset("AD")}


def test_several_small_groups_are_enough_once_they_are_five_people():
    groups = {"A": range(1), "B": range(10, 14), "C": range(20, 28), "D": range(30, 40)}
    assert drawn(groups) == {frozenset("AB")}
    assert drawn(groups | {"B": range(10, 13)}) == {frozenset("ABC"), frozenset("ABD")}


def test_the_same_people_in_several_groups_are_counted_once():
    groups = {"A": range(3), "B": range(3), "C": range(20, 28)}
    assert drawn(groups) == {frozenset("ABC")}


def test_nobody_is_few():
    assert blanks({"A": [], "B": range(5)}) == {"A", "B"}
    assert blanks({"A": range(5), "B": range(5, 10)}) == set()


def test_without_the_second_step_it_would_follow(monkeypatch):
    """The tests above would see it."""
    monkeypatch.setattr("tests.feedback.test_disclosure.blanks", disclosure.too_few)
    assert len(derivable(published([20, 0, 0, 0, 0, 0, 0, 0, 3] + [0] * 9))) == 0  # several are blank together
    alone = [20] * 8 + [3] + [20] * 9
    assert derivable(published([*alone[:17], 0])) != []
