"""Files that the public sends: of a few kinds, each what its name says, pictures without what is written beside."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image

from .image_form import PictureField

LARGEST = 20 * 1024 * 1024
PICTURES = ("jpeg", "jpg", "png", "webp")
PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
OPEN_DOCUMENTS = {"odp": "presentation", "ods": "spreadsheet", "odt": "text"}
MOST_PARTS = 5_000
LONGEST_LIST = 1024 * 1024  # bytes, of the names in an archive: Python makes an object of each before they are counted
END_OF_LIST, END_OF_LARGE_LIST = b"PK\x05\x06", b"PK\x06\x07"
MOST_MEGAPIXELS = 50  # of a picture with all its frames; more than that takes gigabytes to look at
MACROS = ("vbaproject.bin",)  # as the name of a part ends, in files of Office
SCRIPTS = ("basic/", "scripts/")  # as it begins, in those of LibreOffice
# RuntimeError and its NotImplementedError: a part behind a password, or packed in a way that nobody knows.
UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError)


class UploadField(forms.FileField):
    default_error_messages = {
        "kind": _("We cannot take this kind of file. We take: %(kinds)s."),
        "content": _("This is not a file of the kind its name says, or it is damaged."),
        "size": _("This file is larger than %(most)s. Please send a link to it instead."),
        "macros": _("This file holds macros. Please save it without them."),
        "pixels": _("This picture has more than %(most)s megapixels. Please make it smaller."),
    }

    def to_python(self, data):
        file = super().to_python(data)
        if file is None:
            return None
        kind = kind_of(file.name)
        if kind not in KINDS:
            raise self._refusal("kind", kinds=", ".join(KINDS))
        if file.size > LARGEST:
            raise self._refusal("size", most=filesizeformat(LARGEST))
        if kind in PICTURES:
            return self._picture(file)
        if not _is(kind, file):
            raise self._refusal("content")
        if kind != "pdf" and _has_macros(file):
            raise self._refusal("macros")
        return file

    def _picture(self, file: UploadedFile) -> UploadedFile:
        try:
            pixels = _pixels(file)
        except Exception as error:  # whatever the reader of the format makes of a broken file
            raise self._refusal("content") from error
        if pixels > MOST_MEGAPIXELS * 1_000_000:
            raise self._refusal("pixels", most=MOST_MEGAPIXELS)
        try:
            picture = PictureField().to_python(file)
        except ValidationError as error:
            raise self._refusal("content") from error
        picture.seek(0)
        return picture

    def _refusal(self, code: str, **params: object) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def kind_of(name: str) -> str:
    return Path(name).suffix.lower().removeprefix(".")


def is_picture(name: str) -> bool:
    return kind_of(name) in PICTURES


def _pixels(file: UploadedFile) -> int:
    """Of all frames, as its head says, before anything is unpacked."""
    file.seek(0)
    picture = Image.open(file, formats=("JPEG", "PNG", "WEBP"))  # the file stays open
    pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    file.seek(0)
    return pixels


def _is(kind: str, file: UploadedFile) -> bool:
    file.seek(0)
    found = CHECKS[kind](file)
    file.seek(0)
    return found


def _is_pdf(file: UploadedFile) -> bool:
    return file.read(1024).lstrip().startswith(b"%PDF-")


def _has(part: str) -> Callable[[UploadedFile], bool]:
    return lambda file: part in _parts(file)


def _is_open_document(kind: str) -> Callable[[UploadedFile], bool]:
    said = f"application/vnd.oasis.opendocument.{kind}".encode()

    def check(file: UploadedFile) -> bool:
        if "mimetype" not in _parts(file):
            return False
        try:
            with zipfile.ZipFile(file) as archive, archive.open("mimetype") as mimetype:
                return mimetype.read(100).strip() == said
        except UNREADABLE:
            return False

    return check


def _has_macros(file: UploadedFile) -> bool:
    names = [name.lower() for name in _parts(file)]
    return any(name.endswith(MACROS) or name.startswith(SCRIPTS) for name in names)


def _parts(file: UploadedFile) -> set[str]:
    """Only the list of names is read, never what is packed."""
    if not _is_short(file):
        return set()
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except UNREADABLE:
        return set()
    finally:
        file.seek(0)
    return set(names) if len(names) <= MOST_PARTS else set()


def _is_short(file: UploadedFile) -> bool:
    """The list of names, by what the end of the archive says of it."""
    file.seek(max(0, (file.size or 0) - 66_000))
    end = file.read()
    file.seek(0)
    at = end.rfind(END_OF_LIST)
    if at < 0 or len(end) - at < 22 or end[max(0, at - 20) : at].startswith(END_OF_LARGE_LIST):
        return False
    return bool(struct.unpack_from("<L", end, at + 12)[0] <= LONGEST_LIST)


CHECKS: dict[str, Callable[[UploadedFile], bool]] = {
    "pdf": _is_pdf,
    **{kind: _has(part) for kind, part in PARTS.items()},
    **{kind: _is_open_document(said) for kind, said in OPEN_DOCUMENTS.items()},
}
KINDS = (*CHECKS, *PICTURES)
