"""Vectors of words as PostgreSQL takes them in binary: to read one that is written as text takes it four times as
long."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

LAST_PLACE = 2**14 - 1  # there stands all that follows
MOST_PLACES = 256  # of one word
_NUMBERS = [min(number, MOST_PLACES).to_bytes(2) for number in range(LAST_PLACE + 1)]


def word(token: str) -> bytes:
    return f"{token}\0".encode()


def tsvector(texts: Iterable[tuple[str, Sequence[bytes]]], alone: Iterable[bytes]) -> bytes:
    """Of the words of texts, each with its weight, one behind the other; and of words that stand nowhere."""
    places: dict[bytes, bytes] = {}  # behind their number, which is right for most words: they stand but once
    several: set[bytes] = set()
    beyond: dict[bytes, bytes] = {}
    begin = 1
    for weight, words in texts:
        known = _places(weight)[begin : begin + len(words)]
        for each, place in zip(words, known, strict=False):
            if each in places:
                places[each] += place
                several.add(each)
            else:
                places[each] = _NUMBERS[1] + place
        for each in words[len(known) :]:
            beyond.setdefault(each, _place(LAST_PLACE, weight))
        begin += len(words) + 1  # one place is left free, so that no phrase goes from one to the other
    for each, place in beyond.items():
        places[each] = places.get(each, _NUMBERS[0]) + place
    for each in several | beyond.keys():
        found = places[each][2 : 2 + 2 * MOST_PLACES]
        places[each] = _NUMBERS[len(found) // 2] + found
    nowhere = dict.fromkeys(alone, _NUMBERS[0])
    written = chain(places.items(), nowhere.items())
    return b"".join([(len(places) + len(nowhere)).to_bytes(4), *chain.from_iterable(written)])


@cache
def _places(weight: str) -> list[bytes]:
    return [_place(number, weight) for number in range(LAST_PLACE)]


def _place(number: int, weight: str) -> bytes:
    return (number | "DCBA".index(weight) << 14).to_bytes(2)
