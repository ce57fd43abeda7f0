"""What is said to the search server and what it says, where that is not seen by what is found."""

import pytest

from search.backends.elastic.documents import BLOCK
from search.backends.elastic.queries import EXACT, FITS, SHOWN, _ids, matches
from search.query import SearchQuery

pytestmark = pytest.mark.once


def buckets(ids):
    """As the server makes them."""
    blocks = {}
    for each in ids:
        blocks.setdefault(each // BLOCK * BLOCK, []).append(2.0 ** (each % BLOCK))
    return [{"key": float(begin), "bits": {"value": sum(bits)}} for begin, bits in sorted(blocks.items())]


@pytest.mark.parametrize(
    "ids", [[], [0], [1, 51, 52, 53], list(range(1, 500)), [103, 104, 2**40, 2**40 + 51], [BLOCK - 1, 10**12]]
)
def test_ids_are_told_as_bits(ids):
    assert _ids(buckets(ids)).tolist() == ids


def test_no_id_is_lost_or_added(lucene, entries):
    made = entries(*(f"Plan {number}" for number in range(150)))
    lucene.remove([made[3].pk, made[-1].pk])
    expected = [entry.pk for entry in made if entry not in (made[3], made[-1])]
    assert sorted(hit.id for hit in lucene.search(SearchQuery.parse("plan")).hits) == expected


def test_what_is_added_to_a_score_is_taken_off_and_some_is_left():
    hits = [{"sort": [FITS + SHOWN + EXACT + 2.5, 8]}, {"sort": [SHOWN, 7]}]
    found = matches(
        SearchQuery.parse("plan"), {"hits": {"hits": hits}, "aggregations": {"ids": {"buckets": buckets([7, 8])}}}
    )
    assert (found.ids.tolist(), found.scores[0]) == ([8, 7], 2.5)
    assert 0 < found.scores[1] < 0.001, "a word that is everywhere"
