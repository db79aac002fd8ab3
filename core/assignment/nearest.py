"""The nearest centroid of every point, by brute force: the reference for faster methods."""

import numpy as np

from core.blocks import CACHED_BLOCK
from core.types import Labels, Points

FEW = 1 << 15
"""Distances that are computed at once."""


def nearest(points: Points, centroids: Points) -> Labels:
    """Return the index of the nearest centroid of every point, shape (N,); the lowest among equals.

    The distance compared is the sum over the features, in order, of ``(x - c)**2`` in float64: no
    expansion into ``x·x - 2 x·c + c·c``, which rounds differently and breaks exact ties. The dtype
    is the smallest signed integer that holds -1 … K - 1.
    """
    labels = np.zeros(len(points), label_dtype(len(centroids)))
    for start in range(0, len(points), CACHED_BLOCK):
        columns = np.ascontiguousarray(points[start : start + CACHED_BLOCK].T)
        _label_block(columns, centroids, labels[start : start + CACHED_BLOCK])
    return labels


def label_dtype(k: int) -> np.dtype[np.signedinteger]:
    """The smallest signed integer that holds -1 … k - 1."""
    return np.min_scalar_type(-max(k, 1))


def squared_distances(points: Points, targets: Points) -> Points:
    """Squared distance of every point to its row of ``targets`` (or to the one), shape (N,)."""
    total = np.zeros(len(points))
    for feature in range(points.shape[1]):
        difference = points[:, feature] - targets[..., feature]
        total += difference * difference
    return total


def squared_in_plane(x: Points, y: Points, targets: Points) -> Points:
    """Squared distances of points (n,), (n,) of the plane to a target each, (2, n); shape (n,).

    Uses the same operations as `nearest`, so that labels are the same bit for bit.
    """
    across, up = x - targets[0], y - targets[1]
    across *= across
    up *= up
    squared: Points = across + up
    return squared


def _label_block(columns: Points, centroids: Points, labels: Labels) -> None:
    """Write into ``labels`` (all 0) the nearest centroid of the points in ``columns`` (d, n)."""
    if columns.shape[1] * len(centroids) <= FEW:
        _label_few(columns, centroids, labels)
        return
    best = np.full(columns.shape[1], np.inf)
    distance, difference = np.empty_like(best), np.empty_like(best)
    closer = np.empty(len(best), bool)
    for index, centroid in enumerate(centroids):
        np.subtract(columns[0], centroid[0], out=distance)
        np.multiply(distance, distance, out=distance)
        for column, coordinate in zip(columns[1:], centroid[1:], strict=True):
            np.subtract(column, coordinate, out=difference)
            np.multiply(difference, difference, out=difference)
            np.add(distance, difference, out=distance)
        np.less(distance, best, out=closer)
        np.copyto(labels, index, where=closer)
        np.minimum(distance, best, out=best)


def _label_few(columns: Points, centroids: Points, labels: Labels) -> None:
    """As `_label_block`, with all distances at once: fewer calls of numpy."""
    distances = columns[0] - centroids[:, 0, None]
    distances *= distances
    for column, coordinate in zip(columns[1:], centroids.T[1:], strict=True):
        difference = column - coordinate[:, None]
        difference *= difference
        distances += difference
    best = distances[0]
    for index in range(1, len(centroids)):
        np.copyto(labels, index, where=distances[index] < best)
        np.minimum(best, distances[index], out=best)
