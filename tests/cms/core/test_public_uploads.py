"""Files of the public are what their name says, or refused with a reason."""

from io import BytesIO

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


@pytest.mark.parametrize("part", ["word__VBAPROJECT_dot_BIN", "word__vbaProject_dot_bin"])
def test_macros_of_office_are_refused_however_they_are_spelled(part):
    assert code(archive("a.docx", word__document_dot_xml="<w/>", **{part: "x"})) == "macros"


@pytest.mark.parametrize("part", ["Basic__Standard__Module1_dot_xml", "Scripts__python__run_dot_py"])
def test_macros_of_libreoffice_are_refused(part):
    assert code(archive("a.odt", mimetype=OPEN_TEXT, **{part: "x"})) == "macros"


def test_an_archive_with_an_endless_list_of_names_is_not_read(monkeypatch):
    """Python makes an object of each name before anybody can count them."""
    monkeypatch.setattr(uploads, "LONGEST_LIST", 500)
    assert FIELD.clean(archive("a.docx", word__document_dot_xml="<w/>"))
    monkeypatch.setattr(uploads.zipfile, "ZipFile", None)
    parts = {f"part{number}": "" for number in range(20)}
    assert code(archive("a.docx", word__document_dot_xml="<w/>", **parts)) == "content"
    large = (
        archive("a.docx", word__document_dot_xml="<w/>")
        .read()
        .replace(b"PK\x05\x06", b"PK\x06\x07" + b"\0" * 16 + b"PK\x05\x06")
    )
    assert code(upload("a.docx", large)) == "content"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_unpacks_to_gigabytes_is_refused_unseen(monkeypatch, kind):
    monkeypatch.setattr(uploads, "MOST_MEGAPIXELS", 0.01)
    frames, moving = [Image.new("RGB", (60, 60), color) for color in ("red", "green", "blue")], BytesIO()
    frames[0].save(moving, kind, save_all=True, append_images=frames[1:])
    still = BytesIO()
    frames[0].save(still, kind)
    name = f"a.{kind.lower()}"
    assert FIELD.clean(upload(name, still.getvalue()))
    monkeypatch.setattr(uploads, "PictureField", None)
    assert code(upload(name, moving.getvalue())) == "pixels"
