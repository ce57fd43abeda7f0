"""The queue as a spreadsheet: nothing about persons, and no text that a spreadsheet would run."""

FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r", "\n")


def escape_formula(text):
    """A leading apostrophe makes a spreadsheet show a formula instead of running it."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_PREFIXES) else text
