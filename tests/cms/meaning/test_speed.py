"""Ten thousand rows are searched in the time of a blink."""

import time
from datetime import UTC, datetime
from statistics import median

import numpy as np
import pytest

from cms.meaning.encoder import SIZE, encoder
from cms.meaning.models import Meaning
from cms.meaning.queries.nearest import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROWS = 10_000


def milliseconds(act):
    """Of this process, so that neighbors do not count."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def test_the_nearest_of_ten_thousand_rows_take_20_milliseconds_at_most():
    random = np.random.default_rng(1)
    vectors = random.normal(size=(ROWS, SIZE)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = {"kind": "sent", "language": "en", "encoder": encoder.name, "changed_at": datetime(2026, 10, 1, tzinfo=UTC)}
    words = [{f"word{number}": ["word", "en"] for number in random.integers(2_000, size=15)} for _ in range(ROWS)]
    Meaning.objects.bulk_create(
        (
            Meaning(key=key, digest=str(key), terms=words[key], vector=Meaning.packed(vectors[key]), **found)
            for key in range(ROWS)
        ),
        batch_size=500,
    )
    assert rows_of("sent").nearest(vectors[77], 30)[0] == (77, pytest.approx(1, abs=0.01))
    assert rows_of("sent").sharing(words[77], 30)[0][0] == 77
    took = median(milliseconds(lambda: rows_of("sent").nearest(vectors[77], 30)) for _ in range(15))
    assert took <= 20
