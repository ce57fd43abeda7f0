import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def image(db):
    return Image.objects.create(title="A school yard", file=get_test_image_file())


def test_picture_of_a_page_is_public(client, image):
    response = client.get(image.get_rendition("width-100").url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("documents/secret.txt", 404),
        ("images/../documents/secret.txt", 400),
        ("images/%2e%2e/documents/secret.txt", 400),
    ],
)
def test_nothing_else_of_the_media_folder_is(client, settings, path, status):
    secret = settings.MEDIA_ROOT / "documents" / "secret.txt"
    secret.parent.mkdir(parents=True)
    secret.write_text("secret")
    assert client.get(f"/media/{path}").status_code == status


def test_original_of_a_picture_is_not_public(client, image):
    assert client.get(image.file.url).status_code == 404


def test_a_name_too_long_for_any_file_is_not_found(client):
    assert client.get(f"/media/images/{'a' * 300}.jpg").status_code == 404
