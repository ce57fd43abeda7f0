"""Small files of each kind, made as their programs make them."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def upload(name, content, content_type="application/octet-stream"):
    return SimpleUploadedFile(name, content, content_type)


def pdf(name="visits.pdf"):
    return upload(name, PDF, "application/pdf")


def archive(name, **parts):
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        for part, content in parts.items():
            file.writestr(part.replace("__", "/").replace("_dot_", "."), content)
    return upload(name, packed.getvalue())


def picture(name="garden.jpg", *, author="", kind="JPEG"):
    exif = Image.Exif()
    if author:
        exif[0x013B] = author
    written = BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, kind, exif=exif)
    return upload(name, written.getvalue())
