"""Taking out of a picture what its camera or its program wrote beside it: place, author, device, comments."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps, ImageSequence

# How a picture is to be shown; everything else a file says about itself is dropped.
KEPT = {"icc_profile", "dpi", "gamma", "transparency", "background", "duration", "loop", "disposal", "blend"}
TECHNICAL = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "progressive"}
TECHNICAL |= {"progression", "interlace", "srgb", "chromaticity", "timestamp", "default_image", "bbox", "version"}
TECHNICAL |= {"extension", "aspect"}


def without_metadata(file: UploadedFile, content: bytes) -> UploadedFile | None:
    """The same picture, upright and with its colours, in a new file; None when there is nothing to take out."""
    with Image.open(BytesIO(content)) as picture:
        picture.load()  # some formats keep texts behind the pixels
        if not _says_more(picture):
            return None
        return SimpleUploadedFile(file.name, _written(picture), file.content_type)


def _says_more(picture: Image.Image) -> bool:
    told = set(picture.info) - KEPT - TECHNICAL
    return bool(told or picture.getexif() or getattr(picture, "text", None) or picture.format == "MPO")


def _written(picture: Image.Image) -> bytes:
    kind = "JPEG" if picture.format == "MPO" else picture.format
    options = {name: value for name, value in picture.info.items() if name in KEPT}
    if getattr(picture, "is_animated", False) and kind != "JPEG":
        frames = [frame.copy() for frame in ImageSequence.Iterator(picture)]
        upright, options["save_all"], options["append_images"] = frames[0], True, frames[1:]
    else:
        upright = ImageOps.exif_transpose(picture)
    for frame in [upright, *options.get("append_images", [])]:
        frame.info = {name: value for name, value in frame.info.items() if name in KEPT}
    if kind in ("JPEG", "WEBP"):
        options["quality"] = 95
    written = BytesIO()
    upright.save(written, kind, exif=b"", **options)
    return written.getvalue()
