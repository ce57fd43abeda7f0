"""The vector of a text, and how far the words of two texts go together."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np

from .encoder import Vectors, encoder
from .terms import Said

# A text counts together with its terms, which are English: so what is said in another language comes closer.
TERMS_COUNT = 0.5


def vectors_of(texts: Sequence[tuple[str, Mapping[str, Said]]]) -> Vectors:
    """Of texts with their terms."""
    said = encoder.encode([text for text, _ in texts])
    meant = encoder.encode([" ".join(terms) for _, terms in texts])
    both = said + TERMS_COUNT * meant
    return both / np.linalg.norm(both, axis=1, keepdims=True)


def alignment(one: Mapping[str, Said], other: Mapping[str, Said], weight: Callable[[str], float]) -> float:
    """How well each term finds its like in the other text, from 0 to 1, where rare terms count more."""
    if not (one and other):
        return 0.0
    alike = _words(one) @ _words(other).T
    for row, term in enumerate(one):
        alike[row] = [1.0 if term == another else cosine for another, cosine in zip(other, alike[row], strict=True)]
    return float(_average(alike.max(axis=1), one, weight) + _average(alike.max(axis=0), other, weight)) / 2


def _average(found: Vectors, terms: Collection[str], weight: Callable[[str], float]) -> np.floating:
    return np.average(found, weights=[weight(term) for term in terms])


def _words(terms: Mapping[str, Said]) -> Vectors:
    return np.array([_word(word) for word, _ in terms.values()])


@lru_cache(maxsize=5_000)  # 10 MB
def _word(word: str) -> Vectors:
    return encoder.encode([word])[0]
