"""How good the proposals are: half of the cases set the weights, the other half measures them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from cms.meaning import tasks
from feedback.enums import Likeness
from feedback.models import Need, PossibleDuplicate
from feedback.queries.alike import alike_to_need
from tests.factories.feedback import make_need

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LINE = re.compile(r"(en|es)(~?) ([=+-]) (.+)")


@dataclass
class Case:
    """A need, the same need again, and another one that only sounds like it."""

    need: Need
    same: Need
    different: Need
    colloquial: bool

    @property
    def direction(self):
        return f"{self.need.language} -> {self.same.language}"


def read(name) -> Iterator[list[tuple[str, str, str, str]]]:
    blocks = Path(__file__).with_name(name).read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        if lines := [line for line in block.splitlines() if line and not line.startswith("#")]:
            yield [LINE.fullmatch(line).groups() for line in lines]


@dataclass
class Figures:
    cases: list[Case]

    @cached_property
    def pairs(self):
        """The pairs that are the same."""
        return {frozenset((case.need.pk, case.same.pk)) for case in self.cases}

    @cached_property
    def found(self):
        """By level, the pairs that are proposed."""
        rows = PossibleDuplicate.objects.values_list("likeness", "first", "second")
        found = {level: set() for level in Likeness}
        for level, first, second in rows:
            found[Likeness(level)].add(frozenset((first, second)))
        return found

    @property
    def precision(self):
        """Of all pairs shown as very likely the same, those of different cases too."""
        shown = self.found[Likeness.SAME]
        return len(shown & self.pairs) / len(shown) if shown else 1

    @property
    def recall(self):
        """Of the same needs, those that are proposed at all."""
        return len(self.pairs & set.union(*self.found.values())) / len(self.pairs)

    def recall_at(self, count, **only):
        """Of the same needs, those among the first, looked for from either side."""
        hits = [
            other.pk in [one.key for one in alike_to_need(need)[:count]]
            for case in self.cases
            for need, other in ((case.need, case.same), (case.same, case.need))
            if all(getattr(case, name) == value for name, value in only.items())
        ]
        return sum(hits) / len(hits)

    def report(self, name):
        shown, alike = self.found[Likeness.SAME], self.found[Likeness.ALIKE]
        directions = sorted({case.direction for case in self.cases})
        lines = [
            f"{name}: {2 * len(self.cases)} pairs among {3 * len(self.cases)} needs",
            f"  very likely the same: {len(shown)} shown, precision {self.precision:.2f}",
            f"  proposed at all: recall {self.recall:.2f}, {len(alike)} shown as alike",
            f"  recall@5 {self.recall_at(5):.2f}, everyday writing {self.recall_at(5, colloquial=True):.2f}",
            *(f"  {direction}: recall@5 {self.recall_at(5, direction=direction):.2f}" for direction in directions),
        ]
        print("\n".join(lines))


@pytest.fixture
def figures(request):
    cases = []
    for block in read(request.param):
        needs = [make_need(title=text, body="", language=language) for language, _, _, text in block]
        cases.append(Case(*needs, colloquial=any(mark for _, mark, _, _ in block)))
    for _ in range(3):
        tasks.encode_due()
    return Figures(cases)


def test_the_cases_are_as_varied_as_they_should_be():
    cases = [*read("tuning.txt"), *read("measuring.txt")]
    assert all([mark for _, _, mark, _ in block] == ["=", "+", "-"] for block in cases)
    assert 2 * len(cases) >= 120  # pairs, half of them hard negatives
    assert sum(any(everyday for _, everyday, _, _ in block) for block in cases) >= len(cases) / 3
    directions = [(block[0][0], block[1][0]) for block in cases]
    assert min(map(directions.count, (("en", "en"), ("es", "es"), ("en", "es"), ("es", "en")))) >= 15


@pytest.mark.parametrize("figures", ["tuning.txt", "measuring.txt"], indirect=True)
def test_what_is_shown_is_right_and_what_is_right_is_shown(figures, request):
    figures.report(request.node.callspec.id)
    assert figures.precision >= 0.95
    assert figures.recall_at(5) >= 0.95
    assert figures.recall_at(5, colloquial=True) >= 0.9


@pytest.fixture
def words_alone(settings):
    settings.MEANING = False


@pytest.mark.parametrize("figures", ["measuring.txt"], indirect=True)
def test_words_alone_find_most_of_it(words_alone, figures):
    figures.report("measuring.txt by words alone")
    assert figures.recall_at(5) >= 0.7
