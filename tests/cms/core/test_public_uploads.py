"""Files of the public are what their name says, or refused with a reason."""

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from cms.core import uploads
from tests.feedback.files import PDF, archive, pdf, picture, upload

FIELD = uploads.UploadField()
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"


def code(file):
    with pytest.raises(ValidationError) as refused:
        FIELD.clean(file)
    return refused.value.code


@pytest.mark.parametrize(
    "file",
    [
        pdf(),
        pdf("VISITS.PDF"),
        archive("a.docx", word__document_dot_xml="<w/>"),
        archive("a.pptx", ppt__presentation_dot_xml="<p/>"),
        archive("a.xlsx", xl__workbook_dot_xml="<x/>"),
        archive("a.odt", mimetype=OPEN_TEXT),
        picture(),
        picture("a.png", kind="PNG"),
    ],
    ids=lambda file: file.name,
)
def test_documents_and_pictures_are_taken_whole(file):
    taken = FIELD.clean(file)
    assert taken.name == file.name
    assert taken.tell() == 0
    assert taken.read()


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (upload("a.html", b"<script>"), "kind"),
        (upload("a.svg", b"<svg/>"), "kind"),
        (upload("a.exe", b"MZ"), "kind"),
        (upload("a.docm", b"PK"), "kind"),
        (upload("pdf", PDF), "kind"),
        (upload("a.pdf.html", PDF), "kind"),
        (upload("a.pdf", b"<script>alert(1)</script>"), "content"),
        (upload("a.docx", b"not a zip"), "content"),
        (archive("a.docx", xl__workbook_dot_xml="<x/>"), "content"),
        (archive("a.odt", mimetype=b"application/zip"), "content"),
        (archive("a.docx", word__document_dot_xml="<w/>", word__vbaProject_dot_bin="x"), "macros"),
        (upload("a.jpg", b"\xff\xd8\xff broken"), "content"),
        (upload("a.jpg", PDF), "content"),
        (picture("a.png"), "content"),
        (upload("a.pdf", b""), "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_what_is_something_else_is_refused(file, why):
    assert code(file) == why


@pytest.mark.parametrize(
    ("offset", "value"), [(6, 0x1), (8, 99)], ids=["behind a password", "packed in an unknown way"]
)
def test_an_archive_that_cannot_be_opened_is_refused(offset, value):
    file = archive("a.odt", mimetype=OPEN_TEXT)
    content = bytearray(file.read())
    listed = content.index(b"PK\x01\x02")
    content[offset] = content[listed + offset + 2] = value
    assert code(upload("a.odt", bytes(content))) == "content"


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 10)
    assert code(pdf()) == "size"


def test_a_picture_loses_what_its_camera_wrote():
    taken = FIELD.clean(picture(author="Rosa Martínez"))
    assert not Image.open(taken).getexif()
