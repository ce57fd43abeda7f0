"""How many letters two words are apart, and which of many words are near one, quickly."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

SHORTEST = 4  # letters: a shorter word is near too many others
TWICE_FROM = 8  # letters: from here on two mistakes are forgiven
SIGNS = np.uint64(64)
Signs = NDArray[np.uint64]
Numbers = NDArray[np.int32]


def forgiven(word: str) -> int:
    """Mistakes in a word of this length."""
    if len(word) < SHORTEST:
        return 0
    return 2 if len(word) >= TWICE_FROM else 1


class Words:
    """Many words, each with signs of its letters and of its pairs of letters, by which most are ruled out."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._known: set[str] = set()
        self._letters = self._pairs = np.empty(0, dtype=np.uint64)
        self._lengths = self._firsts = np.empty(0, dtype=np.int32)

    def add(self, words: Iterable[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in self._known and len(word) >= SHORTEST - 1]
        if new:
            self._known.update(new)
            self.all += new
            signs = zip((self._letters, self._pairs, self._lengths, self._firsts), _signs(new), strict=True)
            self._letters, self._pairs, self._lengths, self._firsts = (np.concatenate(both) for both in signs)

    def near(self, word: str) -> list[tuple[int, str]]:
        """Those at most so far away as is forgiven, with how far; two mistakes only where the first letter is right."""
        most = forgiven(word)
        if not most:
            return []
        letters, pairs, length, first = (signs[0] for signs in _signs([word]))
        fits = np.bitwise_count(self._letters ^ letters) <= 2 * most
        fits &= np.abs(self._lengths - length) <= most
        places = np.flatnonzero(fits)
        apart = np.bitwise_count(self._pairs[places] ^ pairs)
        right = self._firsts[places] == first
        places = places[(apart <= 6) | (right & (apart <= 6 * most))]
        found = [(distance(word, self.all[place], most), self.all[place]) for place in places]
        return [(far, other) for far, other in found if far <= (most if other[0] == word[0] else 1) and other != word]


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap with the next one; more than `most` is just more."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not (one and other):
        return len(one) + len(other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, another in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _signs(words: list[str]) -> tuple[Signs, Signs, Numbers, Numbers]:
    """A bit for each letter and for each pair of letters, the length, and the first letter."""
    longest = max(map(len, words))
    codes = np.array(words, dtype=f"U{longest}").view(np.uint32).reshape(len(words), longest).astype(np.uint64)
    bit, there = np.uint64(1), codes > 0
    letters = np.bitwise_or.reduce(bit << codes % SIGNS, axis=1, where=there)
    pairs = np.bitwise_or.reduce(
        bit << (codes[:, :-1] * np.uint64(31) + codes[:, 1:]) % SIGNS, axis=1, where=there[:, 1:]
    )
    return letters, pairs, there.sum(axis=1, dtype=np.int32), codes[:, 0].astype(np.int32)
