"""The queue as a spreadsheet: nothing about persons, and no text that a spreadsheet would run."""

import re
import unicodedata

# What begins a formula, also in the full-width forms that a spreadsheet reads alike.
FORMULA_PREFIXES = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape_formula(text: str) -> str:
    """A leading apostrophe makes a spreadsheet show a formula instead of running it."""
    text = NOT_IN_CELLS.sub("", text)
    return f"'{text}" if _first_seen(text).startswith(FORMULA_PREFIXES) else text


def _first_seen(text: str) -> str:
    """Without the blanks and invisible marks that may stand before a formula; line breaks and tabs count as one."""
    for position, letter in enumerate(text):
        if letter in "\t\r\n" or not (letter.isspace() or unicodedata.category(letter) == "Cf"):
            return text[position:]
    return ""
