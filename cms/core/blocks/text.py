"""What editors may do inside rich text, and the words that are found in it."""

import re

from wagtail.rich_text import RichText, get_text_for_indexing

FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
# A heading and a point of a list end without a full stop.
WITHOUT_STOP = re.compile(r"(?<=</li>)|(?<=</h\d>)")


def searchable_parts(text: RichText) -> list[str]:
    """Apart where the reader sees a gap, so that an excerpt does not run on."""
    parts = (get_text_for_indexing(part) for part in WITHOUT_STOP.split(text.source))
    return [part for part in parts if part]
