"""The blocks a page body is made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

from .groups import AccordionBlock, StepsBlock
from .text import FEATURES, SHORT_FEATURES, searchable_parts


class CalloutKind(TextChoices):
    NOTE = "note", _("Note")
    TIP = "tip", _("Tip")
    IMPORTANT = "important", _("Important")


class TextBlock(blocks.RichTextBlock):
    def get_searchable_content(self, value: RichText) -> list[str]:
        return searchable_parts(value) if self.search_index else []

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "components/blocks/text.html"
        description = _("Paragraphs, headings, lists and links.")
        preview_value = "<h2>Start with listening</h2><p>Ask families what they need.</p>"


class ImageFigureBlock(blocks.StructBlock):
    """Alternative text is required unless the image is marked as decorative (Wagtail's ImageBlock sees to it)."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "components/blocks/image.html"
        description = _("A picture with a caption, with words for those who cannot see it.")


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    description = blocks.CharBlock(label=_("Description"), required=False, max_length=255)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "components/blocks/file.html"
        description = _("A file to download.")


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=CalloutKind.choices, default=CalloutKind.NOTE)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "components/blocks/callout.html"
        description = _("A short text that must not be overlooked.")
        preview_value = {"kind": "tip", "title": "Tip", "text": "<p>Offer interpretation at every meeting.</p>"}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Who said it"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "components/blocks/quote.html"
        description = _("Somebody's words.")
        preview_value = {"text": "Nothing about us without us.", "source": "A student"}


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    url = blocks.URLBlock(label=_("Web address"))
    description = blocks.CharBlock(label=_("Description"), required=False, max_length=255)


class LinkListBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "link"
        label = _("List of links")
        template = "components/blocks/link_list.html"
        description = _("Addresses elsewhere, each with a few words.")
        preview_value = {"title": "See also", "links": [{"title": "CDE", "url": "https://www.cde.ca.gov/"}]}


class BodyBlock(blocks.StreamBlock):
    """The body of every page."""

    text = TextBlock(features=FEATURES)
    image = ImageFigureBlock()
    file = FileBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    link_list = LinkListBlock()
    accordion = AccordionBlock()
    steps = StepsBlock()
