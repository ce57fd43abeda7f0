"""Text as people type it, made fit for feeds, spreadsheets, mails and whoever reads it."""

import re
import unicodedata

# Browsers send CR LF for a line break that they count as one character; word processors paste the others.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
# What XML forbids, half letters, and marks that make the text after them read backwards.
_UNWANTED = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb{_NONCHARACTERS}]"
)
# Letters and marks by their category that nobody can see.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Zs", "Zl", "Zp"}

MOST_DIGITS = 18  # what a 64-bit column holds


def clean_text(text: str) -> str:
    """Composed letters, plain line breaks, nothing that breaks a reader; empty when there is nothing to see."""
    text = _UNWANTED.sub("", _LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", text) if _can_be_seen(text) else ""


def _can_be_seen(text: str) -> bool:
    return any(unicodedata.category(letter) not in _UNSEEN_CATEGORIES for letter in _UNSEEN.sub("", text))


def folded(text: str) -> str:
    """Without case and accents: Niños and NIÑOS are ninos."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def number_from_text(text: str) -> int | None:
    """A key or a page number out of an address or a hidden field; None for whatever else stands there."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
