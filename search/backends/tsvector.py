"""Vectors of words as PostgreSQL takes them in binary: to read one that is written as text takes it four times as
long."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

LAST_PLACE = 2**14 - 1  # there stands all that follows
MOST_PLACES = 256  # of one word
_NUMBERS = [min(number, MOST_PLACES).to_bytes(2) for number in range(LAST_PLACE + 1)]


def word(token: str) -> bytes:
    return f"{token}\0".encode()


def tsvector(texts: Iterable[tuple[str, Sequence[bytes]]], alone: Iterable[bytes]) -> bytes:
    """Of the words of texts, each with its weight, one behind the other; and of words that stand nowhere."""
    places: dict[bytes, bytes] = defaultdict(bytes)
    beyond: dict[bytes, bytes] = {}
    begin = 1
    for weight, words in texts:
        known = _places(weight)[begin : begin + len(words)]
        for each, place in zip(words, known, strict=False):
            places[each] += place
        for each in words[len(known) :]:
            beyond.setdefault(each, _place(LAST_PLACE, weight))
        begin += len(words) + 1  # one place is left free, so that no phrase goes from one to the other
    for each, place in beyond.items():
        places[each] += place
    standing = [each + _NUMBERS[len(found) // 2] + found[: 2 * MOST_PLACES] for each, found in places.items()]
    nowhere = [each + _NUMBERS[0] for each in dict.fromkeys(alone)]
    return b"".join([(len(standing) + len(nowhere)).to_bytes(4), *standing, *nowhere])


@cache
def _places(weight: str) -> list[bytes]:
    return [_place(number, weight) for number in range(LAST_PLACE)]


def _place(number: int, weight: str) -> bytes:
    return (number | "DCBA".index(weight) << 14).to_bytes(2)
