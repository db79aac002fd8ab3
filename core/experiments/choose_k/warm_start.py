"""A start with one cluster more, from the best run with one less: inertia cannot rise."""

import numpy as np

from core.assignment.nearest import squared_distances
from core.blocks import LONG_BLOCK
from core.randomness import CHOICES
from core.types import Points

CANDIDATES = 32
"""Points among which the new centroid is chosen."""


def grown(points: Points, centroids: Points, squared: Points, k: int, seed: int) -> Points | None:
    """``centroids`` (m, d) and data points that make them ``k``, shape (k, d).

    ``squared`` (N,) is the squared distance of each of ``points`` (N, d) to the nearest centroid.
    Of some candidates, drawn with probability proportional to it (as in Vardakas and Likas 2022),
    each new centroid is the one that lowers the sum of squared distances most (Likas, Vlassis and
    Verbeek 2003). None where all points lie on centroids.
    """
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(CHOICES,)))
    found = list(centroids)
    while len(found) < k:
        chances = np.cumsum(squared)
        if not chances[-1] > 0.0:
            return None
        drawn = np.searchsorted(chances, rng.random(CANDIDATES) * chances[-1], side="right")
        last = int(np.flatnonzero(squared)[-1])
        rows = np.unique(np.minimum(drawn, last))
        best = points[rows[_gains(points, points[rows], squared).argmax()]]
        found.append(best)
        squared = np.minimum(squared, squared_distances(points, best))
    return np.array(found)


def _gains(points: Points, candidates: Points, squared: Points) -> Points:
    """By how much each candidate (C, d) lowers the sum of ``squared`` (N,), shape (C,)."""
    gains = np.zeros(len(candidates))
    step = max(1, LONG_BLOCK // len(candidates))
    for start in range(0, len(points), step):
        block = points[start : start + step]
        total = np.zeros((len(candidates), len(block)))
        for column, places in zip(block.T, candidates.T, strict=True):
            difference = column - places[:, None]
            difference *= difference
            total += difference
        np.subtract(squared[start : start + step], total, out=total)
        np.maximum(total, 0.0, out=total)
        gains += total.sum(axis=1)
    return gains
