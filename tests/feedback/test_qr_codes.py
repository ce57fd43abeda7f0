import re

import pytest
import qrcode

from feedback.qr_codes import QRCode


@pytest.mark.parametrize("text", ["https://commons.example.org/es/sugerir/x/", "a" * 200, "ñ"])
def test_what_is_drawn_is_the_code(text):
    expected = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M)
    expected.add_data(text)
    drawn = QRCode(text)
    dark = set()
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawn.path):
        assert width == back
        dark |= {(int(x) + step, int(y)) for step in range(int(width))}
    matrix = expected.get_matrix()
    assert drawn.size == len(matrix)
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, square in enumerate(row) if square}
    assert len(drawn.path) < 20_000
