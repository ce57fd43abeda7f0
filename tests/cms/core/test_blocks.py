"""What editors put into a body, and how it comes out."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.core.blocks import BodyBlock, ImageFigureBlock
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


def shown(client, *blocks):
    return client.get(StandardPageFactory(body=list(blocks)).url).content.decode()


@pytest.fixture
def picture():
    return Image.objects.create(title="Garden", file=get_test_image_file())


def figure(picture, **values):
    block = ImageFigureBlock()
    return block.clean(block.to_python({"image": {"image": picture.pk, "alt_text": "", "decorative": False} | values}))


def test_a_picture_has_words_or_is_decorative(client, picture):
    with pytest.raises(ValidationError):
        figure(picture)
    assert 'alt="Children plant beans"' in shown(client, ("image", figure(picture, alt_text="Children plant beans")))
    assert 'alt=""' in shown(client, ("image", figure(picture, decorative=True)))


def test_a_phone_is_offered_a_smaller_picture_that_holds_its_place(client):
    large = Image.objects.create(title="Garden", file=get_test_image_file(size=(1600, 800)))
    html = shown(client, ("image", figure(large, decorative=True)))
    tag = re.search(r"<img[^>]+width-960[^>]+>", html)[0]
    assert re.findall(r"width-(\d+)\S+\.webp \1w", tag) == ["960", "480", "720"]
    assert 'width="960"' in tag
    assert 'height="480"' in tag
    assert 'loading="lazy"' in tag


def test_a_document_says_its_kind_and_size(client):
    document = Document.objects.create(title="Plan", file=ContentFile(b"x" * 2048, name="plan.pdf"))
    html = shown(client, ("file", {"document": document, "description": "The whole plan"}))
    assert document.url in html
    assert "PDF, 2.0" in html


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (("text", "<h2>Meet</h2><p>Soon.</p>"), "<h2>Meet</h2>"),
        (("callout", {"kind": "tip", "title": "Hint", "text": "<p>Call first.</p>"}), "<p>Call first.</p>"),
        (("quote", {"text": "It works.", "source": "A parent"}), "A parent"),
        (
            ("link_list", {"title": "See", "links": [{"title": "CDE", "url": "https://cde.ca.gov/"}]}),
            "https://cde.ca.gov/",
        ),
        (("accordion", {"items": [{"title": "Who?", "text": "<p>All.</p>"}]}), "<summary>Who?"),
        (("steps", {"items": [{"title": "First", "text": "<p>Listen.</p>"}]}), "<strong>First</strong>"),
    ],
)
def test_each_block_shows_what_was_put_in(client, block, expected):
    assert expected in shown(client, block)


def test_scripts_cannot_be_typed_into_a_block(client):
    html = shown(client, ("quote", {"text": "<script>alert(1)</script>", "source": ""}))
    assert "<script>alert" not in html


def test_every_block_has_a_name_an_icon_and_a_description_and_can_be_previewed():
    for name, block in BodyBlock().child_blocks.items():
        assert block.meta.icon != "placeholder", name
        assert block.get_description(), name
        if name not in ("image", "file"):  # there is no picture to show before one is uploaded
            assert block.is_previewable, name
