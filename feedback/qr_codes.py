"""QR codes as SVG, to be printed."""

from itertools import groupby

import qrcode


class QRCode:
    """Its squares as one path in a square of `size` units, with the quiet zone that readers need."""

    def __init__(self, text: str) -> None:
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M)
        code.add_data(text)
        self._rows = code.get_matrix()

    @property
    def size(self) -> int:
        return len(self._rows)

    @property
    def path(self) -> str:
        return "".join(f"M{x} {y}h{width}v1h-{width}z" for y, row in enumerate(self._rows) for x, width in _runs(row))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark squares begin, and how many they are."""
    found, x = [], 0
    for dark, squares in groupby(row):
        width = len(list(squares))
        if dark:
            found.append((x, width))
        x += width
    return found
