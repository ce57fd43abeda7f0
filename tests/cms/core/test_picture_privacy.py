"""Pictures are published without the place they were taken at and the name of who took them."""

import io

import pytest
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from wagtail.images import get_image_model

from tests.cms.core.test_uploads import upload

pytestmark = pytest.mark.django_db

AUTHOR, XMP = "Rosa Reservada", b"<x:xmpmeta>Rosa Reservada</x:xmpmeta>"
COLORS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation=1):
    tags = Image.Exif()
    tags[ExifTags.Base.Artist] = AUTHOR
    tags[ExifTags.Base.Orientation] = orientation
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (36.0, 44.0, 51.0)
    return tags


def picture(kind, **options):
    red_left = Image.new("RGB", (300, 200), "blue")
    red_left.paste("red", (0, 0, 150, 200))
    written = io.BytesIO()
    red_left.save(written, kind, **options)
    return written.getvalue()


def texts():
    info = PngInfo()
    info.add_text("Author", AUTHOR)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
    return info


FILES = {
    "garden.jpg": lambda: picture("JPEG", exif=exif(), comment=AUTHOR.encode(), xmp=XMP, icc_profile=COLORS),
    "garden.png": lambda: picture("PNG", exif=exif(), pnginfo=texts(), icc_profile=COLORS),
    "garden.webp": lambda: picture("WEBP", exif=exif(), xmp=XMP, icc_profile=COLORS),
    "garden.gif": lambda: picture("GIF", comment=AUTHOR.encode()),
}


def stored(client, name, content):
    assert upload(client, "images", name, content).status_code == 302
    return get_image_model().objects.get()


def opened(file):
    file.open()
    return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize("name", FILES)
def test_neither_the_picture_nor_its_renditions_say_where_and_by_whom(admin_client, name):
    content = FILES[name]()
    assert AUTHOR.encode() in content
    image = stored(admin_client, name, content)
    for file in (image.file, image.get_rendition("width-120").file):
        file.open()
        assert AUTHOR.encode() not in file.read()
        assert not opened(file).getexif()
    if name != "garden.gif":
        assert opened(image.file).info["icc_profile"] == COLORS


def test_a_picture_taken_sideways_is_kept_upright(admin_client):
    image = stored(admin_client, "garden.jpg", picture("JPEG", exif=exif(orientation=6)))
    assert (image.width, image.height) == (200, 300)
    upright = opened(image.file).convert("RGB")
    assert upright.getpixel((100, 20))[0] > 200  # what was left is on top
    assert upright.getpixel((100, 280))[2] > 200


def test_many_pictures_at_once_are_treated_alike(admin_client):
    answer = upload(admin_client, "images", "garden.jpg", FILES["garden.jpg"](), "files[]", "multiple/add")
    assert answer.json()["success"]
    assert not opened(get_image_model().objects.get().file).getexif()


def test_a_picture_that_says_nothing_is_kept_byte_by_byte(admin_client):
    content = picture("JPEG", icc_profile=COLORS)
    image = stored(admin_client, "garden.jpg", content)
    image.file.open()
    assert image.file.read() == content


def test_an_animation_goes_on_moving(admin_client):
    frames = [Image.new("RGB", (60, 60), color) for color in ("red", "blue", "green")]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:], duration=200, comment=AUTHOR.encode())
    image = stored(admin_client, "garden.gif", written.getvalue())
    assert opened(image.file).n_frames == 3
    assert opened(image.file).info["duration"] == 200
    image.file.open()
    assert AUTHOR.encode() not in image.file.read()
