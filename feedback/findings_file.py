"""Reading a file of findings, as Excel, LibreOffice or Google write it in either language."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.intake.text import clean_text, folded

from .exports import FORMULA_PREFIXES

LARGEST = 2 * 1024 * 1024  # bytes
MOST_ROWS = 5000
LONGEST_CELL = 2000
SEPARATORS = ",;\t"
# What each column may be called, in English and in Spanish.
HEADINGS = {
    "strategy": ("Strategy", "Estrategia"),
    "topic": ("Topic", "Tema"),
    "region": ("Region", "Región"),
    "audience": ("Audience", "Público"),
    "weight": ("Weight", "Peso"),
    "note": ("Note", "Nota"),
    "language": ("Language", "Idioma"),
}
COLUMNS = {folded(name): column for column, names in HEADINGS.items() for name in names}
SAMPLES = {
    "en": ("Collaborative Leadership", "", "Central Valley", "Families", "3", "Councils ask for plain agendas.", "en"),
    "es": ("Liderazgo colaborativo", "", "Valle Central", "Familias", "3", "Los consejos piden agendas claras.", "es"),
}


@dataclass(frozen=True)
class Table:
    """By line of the file, its cells by column. `language` is that of the headings."""

    rows: list[tuple[int, dict[str, str]]]
    language: str


def read(content: bytes) -> Table:
    """Separator and encoding are recognised; what cannot be read is said in words for whoever sent it."""
    if len(content) > LARGEST:
        raise ValidationError(_("The file is larger than 2 MB. Please split it."))
    text = _decoded(content)
    lines = _lines(text, max(SEPARATORS, key=lambda separator: _known_headings(text, separator)))
    if not lines:
        raise ValidationError(_("The file is empty."))
    columns = [COLUMNS.get(folded(cell).strip(), "") for cell in lines[0][1]]
    if "note" not in columns:
        names = ", ".join(" / ".join(names) for names in HEADINGS.values())
        raise ValidationError(
            _("The first line must name the columns, “Note” among them. Known are: %(names)s."),
            params={"names": names},
        )
    for column, names in HEADINGS.items():
        if columns.count(column) > 1:
            text = _("There are two columns for “%(name)s”. Please leave one.")
            raise ValidationError(text, params={"name": " / ".join(names)})
    if len(lines) == 1:
        raise ValidationError(_("The file has no rows below the names of its columns."))
    if len(lines) - 1 > MOST_ROWS:
        raise ValidationError(_("The file has more than 5,000 rows. Please split it."))
    headings = {folded(cell).strip() for cell in lines[0][1]}
    language = "es" if folded(HEADINGS["note"][1]) in headings else "en"
    return Table([(number, _by_column(columns, cells)) for number, cells in lines[1:] if any(cells)], language)


def template(language: str) -> str:
    """With the headings and one sample row, as a spreadsheet opens it."""
    place = 1 if language == "es" else 0
    rows = [[names[place] for names in HEADINGS.values()], SAMPLES["es" if place else "en"]]
    return written(rows)


def written(rows: list) -> str:
    """As Excel reads it: with the mark that says UTF-8."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return "\ufeff" + file.getvalue()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ValidationError(_("This is not a CSV file. In a spreadsheet: Save as, CSV."))


def _lines(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """With the number of the line at which each begins, as an editor counts; empty ones are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found, begins = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((begins, [_cleaned(cell) for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        text = _("Line %(line)s cannot be read: a quotation mark may be missing.")
        raise ValidationError(text, params={"line": reader.line_num}) from error
    return found


def _known_headings(text: str, separator: str) -> int:
    first = next(csv.reader(io.StringIO(text[:LONGEST_CELL], newline=""), delimiter=separator), [])
    return len({COLUMNS[name] for cell in first if (name := folded(cell).strip()) in COLUMNS})


def _cleaned(cell: str) -> str:
    """Without what nobody sees, and without the apostrophe by which a spreadsheet kept a formula from running."""
    cell = clean_text(cell).strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_PREFIXES) else cell


def _by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    return {column: cell for column, cell in zip(columns, cells, strict=False) if column}
