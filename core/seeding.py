"""Starting centroids: the table SEEDERS."""

from collections.abc import Callable
from functools import wraps

import numpy as np
from numpy.typing import ArrayLike

from core.assignment import squared_distances
from core.checks import Points, checked_k, checked_points, checked_rng, distinct_count
from core.measures import means

Seeder = Callable[[ArrayLike, int, np.random.Generator], Points]
"""``seeder(points, k, rng)``: points (N, d) to k starting centroids, shape (k, d), float64.

The same state of ``rng`` gives the same centroids. Raises TypeError or ValueError that names
the argument: bad points, k below 1 or above the number of distinct points, no Generator.
"""


def _checked(seeder: Callable[[Points, int, np.random.Generator], Points]) -> Seeder:
    @wraps(seeder)
    def checked(points: ArrayLike, k: int, rng: np.random.Generator) -> Points:
        points = checked_points(points)
        return seeder(points, checked_k(k, points), checked_rng(rng))

    return checked


@_checked
def random_points(points: Points, k: int, rng: np.random.Generator) -> Points:
    """``k`` distinct data points, every choice equally likely (Forgy 1965)."""
    rows = rng.choice(len(points), size=k, replace=False)
    if distinct_count(points[rows], k) < k:
        # Rows with equal coordinates were drawn: go through all rows in random order instead.
        shuffled = points[rng.permutation(len(points))]
        _, first = np.unique(shuffled, axis=0, return_index=True)
        return shuffled[np.sort(first)[:k]]
    return points[rows]


@_checked
def kmeans_plus_plus(points: Points, k: int, rng: np.random.Generator) -> Points:
    """Data points drawn with a chance in proportion to D² (Arthur and Vassilvitskii 2007).

    D is the distance to the nearest centroid chosen before; the first is drawn uniformly.
    """
    chosen = [points[rng.integers(len(points))]]
    nearest = squared_distances(points, chosen[0])
    while len(chosen) < k:
        chances = np.cumsum(nearest)
        if chances[-1] == 0.0:
            raise ValueError("points: got some so close together that their distances vanish")
        row = int(np.searchsorted(chances, rng.random() * chances[-1], side="right"))
        # Rounding may push the draw past the end: the last point that has a chance is meant.
        row = min(row, int(np.flatnonzero(nearest)[-1]))
        chosen.append(points[row])
        nearest = np.minimum(nearest, squared_distances(points, points[row]))
    return np.array(chosen)


@_checked
def farthest_first(points: Points, k: int, rng: np.random.Generator) -> Points:
    """A random point, then always the point farthest from all chosen (Gonzalez 1985)."""
    chosen = [points[rng.integers(len(points))]]
    nearest = squared_distances(points, chosen[0])
    while len(chosen) < k:
        row = int(nearest.argmax())
        chosen.append(points[row])
        nearest = np.minimum(nearest, squared_distances(points, points[row]))
    return np.array(chosen)


@_checked
def random_partition(points: Points, k: int, rng: np.random.Generator) -> Points:
    """The means of a random partition into k groups, none of them empty."""
    groups = rng.integers(k, size=len(points))
    groups[rng.choice(len(points), size=k, replace=False)] = np.arange(k)
    return means(points, groups, np.zeros((k, points.shape[1])))


@_checked
def random_box(points: Points, k: int, rng: np.random.Generator) -> Points:
    """``k`` places uniform in the bounding box of the points, not data points themselves."""
    return rng.uniform(points.min(axis=0), points.max(axis=0), size=(k, points.shape[1]))


SEEDERS: dict[str, Seeder] = {
    "random-points": random_points,
    "kmeans++": kmeans_plus_plus,
    "farthest-first": farthest_first,
    "random-partition": random_partition,
    "random-box": random_box,
}
