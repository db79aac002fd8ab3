"""What can be measured of a partition: sizes, means, inertia, shifts."""

import numpy as np
from numpy.typing import NDArray

from core.assignment import squared_distances
from core.checks import Labels, Points


def sizes(labels: Labels, k: int) -> NDArray[np.intp]:
    """The number of points of each cluster, shape (k,); points without a cluster do not count."""
    return np.bincount(labels[labels >= 0], minlength=k)


def means(points: Points, labels: Labels, fallback: Points) -> Points:
    """Mean of each cluster, shape (k, d); an empty cluster keeps its row of ``fallback``."""
    k = len(fallback)
    counts = np.bincount(labels, minlength=k)
    filled = counts > 0
    result = fallback.copy()
    for feature, column in enumerate(points.T):
        sums = np.bincount(labels, weights=column, minlength=k)
        result[filled, feature] = sums[filled] / counts[filled]
    return result


def inertia(points: Points, centroids: Points, labels: Labels) -> float:
    """Within-cluster sum of squares: of every point, to the centroid of its cluster.

    ``points`` (N, d), ``centroids`` (K, d), ``labels`` (N,) in 0 … K - 1. In squared units of
    the points. Raises ValueError where a point has no cluster.
    """
    return float(_squared_to_own(points, centroids, labels).sum())


def cluster_inertias(points: Points, centroids: Points, labels: Labels) -> Points:
    """The part of each cluster in the inertia, shape (K,)."""
    squared = _squared_to_own(points, centroids, labels)
    shares = np.bincount(labels, weights=squared, minlength=len(centroids))
    return np.asarray(shares, np.float64)


def shifts(before: Points, after: Points) -> Points:
    """How far each centroid moved, shape (K,), in the units of the points."""
    return np.sqrt(squared_distances(after, before))


def _squared_to_own(points: Points, centroids: Points, labels: Labels) -> Points:
    points, centroids, labels = np.asarray(points), np.asarray(centroids), np.asarray(labels)
    if labels.shape != points.shape[:1]:
        raise ValueError(f"labels: got shape {labels.shape}, wanted {points.shape[:1]}")
    if labels.min() < 0 or labels.max() >= len(centroids):
        raise ValueError(
            f"labels: got values from {labels.min()} to {labels.max()}, "
            f"wanted 0 to {len(centroids) - 1}"
        )
    return squared_distances(points, centroids[labels])
