"""What the cells of a finding mean, and what is wrong with them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from cms.intake.text import folded
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Term, Topic

from ..enums import RowState
from ..findings_file import LONGEST_CELL, Table
from ..models import FindingImport, FindingRow, Signal

TERMS: dict[str, type[Term]] = {"strategy": Strategy, "topic": Topic, "region": RegionalCenter, "audience": Audience}
LANGUAGES = {"en": "en", "english": "en", "ingles": "en", "es": "es", "spanish": "es", "espanol": "es"}
NEAR = 0.5
MOST_LOOKED_FOR = 200  # texts of a column


class Problem(TypedDict):
    """`near`: ids of terms that may be meant; named in the language of whoever looks."""

    column: str
    code: str
    near: list[int]


@dataclass
class Names:
    """Of the terms of one list, in both languages and by slug, to the id of the source row."""

    model: type[Term]
    known: dict[str, int] = field(default_factory=dict)
    near: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = list(self.model.objects.values_list("pk", "translation_key", "slug", "name"))
        sources = dict(self.model.objects.source().values_list("translation_key", "pk"))
        for _pk, work, slug, name in rows:
            if work in sources:
                self.known |= {folded(slug): sources[work], folded(name): sources[work]}

    def like(self, text: str) -> list[int]:
        """Asked once for each text, which may stand in thousands of rows; a file of nothing else is not waited for."""
        if text not in self.near and len(self.near) < MOST_LOOKED_FOR:
            found = get_close_matches(text[:100], self.known, n=3, cutoff=NEAR)
            self.near[text] = list(dict.fromkeys(self.known[name] for name in found))[:2]
        return self.near.get(text, [])


def checked(source: FindingImport, table: Table) -> list[FindingRow]:
    """A row for each line, with what it means or what is wrong with it."""
    names = {column: Names(model) for column, model in TERMS.items()}
    rows = [_row(source, number, cells, names, table.language) for number, cells in table.rows]
    _mark_known(rows)
    return rows


def part_of(key: str) -> str:
    """By which its signal is found again."""
    return f"finding:{key}"


def _row(
    source: FindingImport, number: int, cells: dict[str, str], names: dict[str, Names], language: str
) -> FindingRow:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, known in names.items():
        text = folded(cells.get(column, ""))
        values[column] = known.known.get(text)
        if text and not values[column]:
            problems.append(Problem(column=column, code="unknown", near=known.like(text)))
    values["weight"] = _weight(cells.get("weight", ""))
    values["language"] = LANGUAGES.get(folded(cells.get("language", "") or language))
    values["note"] = cells.get("note", "")
    problems += [
        Problem(column=column, code=column, near=[]) for column in ("weight", "language", "note") if not values[column]
    ]
    if any(len(cell) > LONGEST_CELL for cell in cells.values()):
        longest = max(cells, key=lambda column: len(cells[column]))
        problems.append(Problem(column=longest, code="long", near=[]))
    state = RowState.INVALID if problems else RowState.WAITING
    kept = {column: cell[: LONGEST_CELL + 1] for column, cell in cells.items()}
    key = "" if problems else _key(str(source.kind), values)
    return FindingRow(source=source, number=number, cells=kept, values=values, problems=problems, key=key, state=state)


def _weight(text: str) -> int | None:
    if not text:
        return 1
    text = text.removesuffix(".0")
    return int(text) if text in ("1", "2", "3", "4", "5") else None


def _key(kind: str, values: dict[str, Any]) -> str:
    """Its weight may be corrected in a later file without becoming another finding."""
    what = [kind, *(values[column] for column in TERMS), values["language"], " ".join(folded(values["note"]).split())]
    return hashlib.sha256(repr(what).encode()).hexdigest()


def weight_of(row: FindingRow) -> int:
    """Of its signal."""
    return row.kind.weight * row.values["weight"]


def _mark_known(rows: Iterable[FindingRow]) -> None:
    """What an earlier file says already with the same weight, or an earlier line with whichever."""
    waiting = [row for row in rows if row.state == RowState.WAITING]
    weights, seen = _known_weights(row.key for row in waiting), set()
    for row in waiting:
        if row.key in seen or weights.get(row.key) == weight_of(row):
            row.state = RowState.KNOWN
        seen.add(row.key)


def _known_weights(keys: Iterable[str]) -> dict[str, int]:
    """By key, of the signals there are."""
    parts = [part_of(key) for key in keys]
    found: dict[str, int] = {}
    for start in range(0, len(parts), 500):
        said = Signal.objects.filter(part__in=parts[start : start + 500]).values_list("part", "weight")
        found |= {part.partition(":")[2]: weight for part, weight in said}
    return found


def explained(problem: Problem) -> str:
    """What was expected there, in the reader's language."""
    match problem["code"]:
        case "unknown":
            labels = dict(TERMS[problem["column"]].choices())
            near = [labels[pk] for pk in problem["near"] if pk in labels]
            if near:
                return _("There is no such name. Did you mean: %(names)s?") % {"names": "; ".join(near)}
            names = "; ".join(labels.values())
            return _("There is no such name. Leave it empty, or take one of: %(names)s.") % {"names": names}
        case "weight":
            return _("A whole number from 1 to 5 is expected, or nothing, which means 1.")
        case "language":
            return _("English or Spanish is expected.")
        case "note":
            return _("The note says what was found, and may not be empty.")
        case _:
            return _("The text is longer than 2,000 characters.")


def names_of(row: FindingRow) -> list[str]:
    """Of its terms, in the reader's language."""
    return [dict(model.choices()).get(pk, "") for column, model in TERMS.items() if (pk := row.values.get(column))]
