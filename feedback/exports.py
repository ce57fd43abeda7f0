"""The queue as a spreadsheet: nothing about persons, and no text that a spreadsheet would run."""

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text):
    """A leading apostrophe makes a spreadsheet show a formula instead of running it."""
    return f"'{text}" if text.lstrip(" ").startswith(RUNS) else text
