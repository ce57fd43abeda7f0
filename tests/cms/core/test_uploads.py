"""Files that editors upload: what cannot be read or served safely is refused with a message beside the field."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

pytestmark = pytest.mark.django_db


def picture(kind):
    written = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(written, kind)
    return written.getvalue()


def upload(client, what, name, content, field="file", address="add"):
    fields = {"title": "Something", field: SimpleUploadedFile(name, content), "collection": 1}
    return client.post(f"/admin/{what}/{address}/", fields)


def test_a_picture_is_taken(admin_client):
    assert upload(admin_client, "images", "noise.png", picture("PNG")).status_code == 302
    assert get_image_model().objects.get().width == 300


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_breaks_off_is_refused(admin_client, kind):
    content = picture(kind)
    name = f"noise.{kind.lower()}"
    answer = upload(admin_client, "images", name, content[: len(content) // 2])
    assert "file" in answer.context["form"].errors
    many = upload(admin_client, "images", name, content[: len(content) // 2], "files[]", "multiple/add")
    assert many.json()["success"] is False
    assert not get_image_model().objects.exists()


def test_documents_are_of_known_kinds(admin_client):
    answer = upload(admin_client, "documents", "page.html", b"<script>alert(1)</script>")
    assert "file" in answer.context["form"].errors
    assert upload(admin_client, "documents", "minutes.pdf", b"%PDF-1.4").status_code == 302
    assert get_document_model().objects.get().filename == "minutes.pdf"
