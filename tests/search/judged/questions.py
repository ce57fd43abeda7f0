"""Questions with graded answers, and how good what is found for them is."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from wagtail.models import Page

from search.models import SearchEntry

ASKED = re.compile(r"(en|es)(~?) (.+)")
GRADED = re.compile(r"([123]) (\S+) (.+)")
FIRST, FEW = 10, 3  # as many of the results count
TITLED = {"answer", "topic", "need"}  # what has no slug


@dataclass(frozen=True)
class Question:
    language: str
    everyday: bool
    text: str
    grades: Mapping[str, int]  # by kind and name, whatever the language


@dataclass(frozen=True)
class Measured:
    """Means over the questions that have an answer; `noise` is what others find."""

    ndcg: float  # of the first ten, with gains of 2 ** grade - 1
    mrr: float  # of the first that has the highest grade there is
    in_three: float
    empty: float
    noise: int = 0


def read(name: str) -> list[Question]:
    text = Path(__file__).with_name(f"{name}.txt").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [_question(block.split("\n")) for block in "\n".join(lines).strip().split("\n\n")]


def names() -> dict[int, str]:
    """Of all entries, as the questions name them: two languages of one thing have one name."""
    slugs = dict(Page.objects.filter(locale__language_code="en").values_list("translation_key", "slug"))
    entries = list(SearchEntry.objects.order_by("-language"))
    in_english = {(entry.kind, entry.place): entry.title for entry in entries if entry.place and entry.language == "en"}
    return {
        entry.pk: f"{entry.kind} {in_english.get((entry.kind, entry.place)) or entry.title}"
        if entry.kind in TITLED
        else f"{entry.kind} {slugs[entry.work]}"
        for entry in entries
    }


def measured(questions: Iterable[Question], found: Callable[[Question], Sequence[int]]) -> Measured:
    """`found` gives the ids of entries, the best first."""
    by_id = names()
    known = set(by_id.values())
    rows, noise = [], 0
    for question in questions:
        order = list(dict.fromkeys(by_id[pk] for pk in found(question)))
        if question.grades:
            grades = dict(_full(question.grades, known))
            rows.append(_row([grades.get(name, 0) for name in order], sorted(grades.values(), reverse=True)))
        else:
            noise += len(order)
    return Measured(*(mean(column) for column in zip(*rows, strict=True)), noise)


def _question(lines: list[str]) -> Question:
    language, everyday, text = ASKED.fullmatch(lines[0]).groups()
    graded = [GRADED.fullmatch(line).groups() for line in lines[1:]]
    return Question(language, bool(everyday), text, {f"{kind} {name}": int(grade) for grade, kind, name in graded})


def _full(grades: Mapping[str, int], known: set[str]) -> Iterator[tuple[str, int]]:
    """Each name as it is; what the demo has not is nobody's fault here, but the fault of test_every_answer_is_there."""
    for name, grade in grades.items():
        if found := [one for one in known if one == name or name.split()[0] in TITLED and one.startswith(name)]:
            yield found[0], grade


def _row(order: Sequence[int], best: Sequence[int]) -> tuple[float, float, bool, bool]:
    right = next((place for place, grade in enumerate(order) if grade == best[0]), None)
    return (
        _gain(order) / _gain(best),
        1 / (right + 1) if right is not None else 0,
        right is not None and right < FEW,
        not order,
    )


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:FIRST]))
