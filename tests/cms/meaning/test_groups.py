"""Rows that are about the same come into one group."""

import numpy as np
import pytest

from cms.meaning.groups import grouped

pytestmark = pytest.mark.once


def rows_around(middles, each, spread=0.3):
    chance = np.random.default_rng(3)
    rows = np.repeat(middles, each, axis=0) + chance.normal(0, spread / 8, (len(middles) * each, middles.shape[1]))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def middles():
    return np.eye(64, dtype=np.float32)[:6]


def test_what_lies_together_is_one_group(middles):
    labels = grouped(rows_around(middles, 20), 6, np.empty((0, 64), dtype=np.float32)).reshape(6, 20)
    assert [len(set(row)) for row in labels.tolist()] == [1] * 6
    assert len(set(labels[:, 0].tolist())) == 6


def test_the_same_rows_make_the_same_groups_and_there_are_no_more_than_rows(middles):
    rows, none = rows_around(middles, 3), np.empty((0, 64), dtype=np.float32)
    assert (grouped(rows, 5, none) == grouped(rows, 5, none)).all()
    assert len(grouped(rows[:1], 5, none)) == 1
    assert set(grouped(np.repeat(rows[:1], 4, axis=0), 3, none).tolist()) == {0}


def test_it_begins_where_groups_are(middles):
    rows = rows_around(middles, 10)
    labels = grouped(rows, 6, middles[::-1].copy()).reshape(6, 10)
    assert labels[:, 0].tolist() == [5, 4, 3, 2, 1, 0]
