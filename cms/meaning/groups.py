"""Rows that are about the same, as so many groups: k-means on vectors of length 1, where near is a large cosine."""

import numpy as np
from numpy.typing import NDArray

from .encoder import Vectors

ROUNDS = 30  # it settles in about half of them
Labels = NDArray[np.intp]


def grouped(vectors: Vectors, count: int, start: Vectors) -> Labels:
    """The number of its group for each row. The same rows make the same groups; `start` are centers there are already,
    so that groups stay what they were where their rows do.
    """
    centers = _seeded(vectors, min(count, len(vectors)), start)
    labels = _nearest(vectors, centers)
    for _round in range(ROUNDS):
        centers = centers_of(vectors, labels, centers)
        before, labels = labels, _nearest(vectors, centers)
        if (labels == before).all():
            break
    return labels


def centers_of(vectors: Vectors, labels: Labels, before: Vectors) -> Vectors:
    """The middle of each group; a group without rows stays where it was."""
    centers = before.copy()
    for label in np.unique(labels):
        middle = vectors[labels == label].sum(axis=0)
        centers[label] = middle / max(float(np.linalg.norm(middle)), 1e-9)
    return centers


def _nearest(vectors: Vectors, centers: Vectors) -> Labels:
    return (vectors @ centers.T).argmax(axis=1)


def _seeded(vectors: Vectors, count: int, start: Vectors) -> Vectors:
    """More centers from among the rows: the farther a row is from all there are, the likelier (k-means++)."""
    chance = np.random.default_rng(0)
    centers = [*start[:count]] or [vectors[0]]
    far = 1 - (vectors @ np.array(centers).T).max(axis=1)
    while len(centers) < count:
        weights = np.maximum(far, 0) ** 2
        if not (total := weights.sum()):
            break
        centers.append(vectors[chance.choice(len(vectors), p=weights / total)])
        far = np.minimum(far, 1 - vectors @ centers[-1])
    return np.array(centers)
