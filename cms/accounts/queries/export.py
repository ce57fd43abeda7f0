"""All that is kept of a person, in one archive: a page to read, the same for programs, and the files they gave."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from ..models import Participant
from ..records import Column, Records, all_records

MOST_FILES = 100 * 1024 * 1024  # bytes of files in one archive; what does not fit is named
CHUNK = 256 * 1024


@dataclass
class Row:
    row: Any
    columns: tuple[Column, ...]
    files: list[tuple[str, bool]]  # path in the archive, and whether it is there

    def for_programs(self) -> dict[str, Any]:
        found = {column.name: column.value(self.row) for column in self.columns}
        return found | ({"files": [path for path, there in self.files if there]} if self.files else {})

    def for_people(self) -> Iterator[tuple[Any, str, str]]:
        """Label, words, and the language they are in where it is that of the row; nothing for what is empty."""
        language = getattr(self.row, "language", "")
        for column in self.columns:
            if words := _words(column.for_people(self.row)):
                yield column.label, words, language if column.is_written else ""


@dataclass
class Section:
    records: Records
    rows: list[Row]


def write_archive(participant: Participant, out: BinaryIO) -> None:
    """In the active language, which is that of the page to read; the names for programs stay the same."""
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        sections = list(_sections(participant, archive))
        context = {"sections": sections, "made_at": timezone.now()}
        archive.writestr("index.html", render_to_string("accounts/export.html", context))
        data = {section.records.name: [row.for_programs() for row in section.rows] for section in sections}
        archive.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))


def _sections(participant: Participant, archive: ZipFile) -> Iterator[Section]:
    left = MOST_FILES
    for records in all_records():
        rows = []
        for row in records.rows(participant):
            files = []
            for name, file in records.files(row).items():
                path = f"files/{records.name}-{row.pk}-{get_valid_filename(PurePath(name).name)}"
                size = _put(archive, path, file, left)
                left -= size or 0
                files.append((path, size is not None))
            rows.append(Row(row, records.columns, files))
        if rows:
            yield Section(records, rows)


def _put(archive: ZipFile, path: str, file: FieldFile, left: int) -> int | None:
    """How large it is; None where there is no room for it, or no file any more."""
    try:
        if file.size > left:
            return None
        with file.open("rb") as source, archive.open(ZipInfo(path), "w") as target:
            for chunk in source.chunks(CHUNK):
                target.write(chunk)
    except OSError:
        return None
    return file.size


def _words(value: Any) -> str:
    """For people; an answer that is no is still an answer."""
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case date():
            return date_format(value, "DATE_FORMAT")
        case list() | tuple():
            return ", ".join(str(each) for each in value)
        case None:
            return ""
    return str(value)
