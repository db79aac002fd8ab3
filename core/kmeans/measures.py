"""What can be measured of a partition: sizes, means, inertia, shifts."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.assignment.brute_force import BruteForce
from core.assignment.nearest import squared_distances
from core.checks import checked_labels, checked_points, checked_whole
from core.types import Labels, Points

SAME = 1e-9
"""Relative difference of inertia below which two partitions cost the same."""

NOTABLE = 1e-3
"""Relative difference of inertia below which a better optimum is not worth telling of."""


def is_notable(inertia: float, best: float) -> bool:
    """Whether ``inertia`` is above the ``best`` by enough to tell a person of it."""
    return inertia > best * (1 + NOTABLE)


def sizes(labels: ArrayLike, k: int) -> NDArray[np.intp]:
    """The number of points of each cluster, shape (k,); points without one (-1) do not count.

    Raises ValueError for labels outside -1 … k - 1, TypeError where they are not whole numbers.
    """
    k = checked_whole(k, "k", 1)
    labels = checked_labels(labels, None, k, least=-1)
    return np.bincount(labels[labels >= 0], minlength=k)


def means(points: Points, labels: Labels, fallback: Points) -> Points:
    """Mean of each cluster, shape (k, d); an empty cluster keeps its row of ``fallback``.

    The sums are exact before they are rounded, so that no order of the points matters.
    """
    return BruteForce(points).means(labels, fallback)


def inertia(points: ArrayLike, centroids: ArrayLike, labels: ArrayLike) -> float:
    """Within-cluster sum of squares: of every point, to the centroid of its cluster.

    ``points`` (N, d), ``centroids`` (K, d), ``labels`` (N,) in 0 … K - 1. In squared units of
    the points. Raises ValueError or TypeError that names the argument, as where a point has no
    cluster.
    """
    return float(_squared_to_own(points, centroids, labels).sum())


def cluster_inertias(points: ArrayLike, centroids: ArrayLike, labels: ArrayLike) -> Points:
    """The part of each cluster in the inertia, shape (K,); raises as `inertia` does."""
    squared = _squared_to_own(points, centroids, labels)
    shares = np.bincount(np.asarray(labels), weights=squared, minlength=len(np.asarray(centroids)))
    return np.asarray(shares, np.float64)


def shifts(before: ArrayLike, after: ArrayLike) -> Points:
    """How far each centroid moved, shape (K,), in the units of the points.

    ``before`` and ``after`` have shape (K, d). Raises ValueError where the shapes differ.
    """
    before, after = checked_points(before, "before"), checked_points(after, "after")
    if before.shape != after.shape:
        raise ValueError(f"after: got shape {after.shape}, wanted {before.shape} as before")
    return np.sqrt(squared_distances(after, before))


def _squared_to_own(points: ArrayLike, centroids: ArrayLike, labels: ArrayLike) -> Points:
    points, centroids = checked_points(points), checked_points(centroids, "centroids")
    if centroids.shape[1] != points.shape[1]:
        raise ValueError(
            f"centroids: got {centroids.shape[1]} features, "
            f"wanted {points.shape[1]} as the points have"
        )
    own = checked_labels(labels, len(points), len(centroids), least=0)
    return squared_distances(points, centroids[own])
