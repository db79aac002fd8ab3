"""What can be measured of a partition: sizes, means, inertia, shifts, agreement with another."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.assigner import BruteForce
from core.assignment import squared_distances
from core.checks import Labels, Points, checked_labels, checked_points, checked_whole

BLOCK = 1 << 18
"""Points whose pairs of labels are counted at once."""

LARGEST_TABLE = 1 << 16
"""Cells of a contingency table that are all counted, filled or not."""


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


def adjusted_rand_index(labels: ArrayLike, truth: ArrayLike) -> float:
    """How far two partitions of the same points agree (Hubert and Arabie 1985).

    The share of pairs of points that both put together or both keep apart, adjusted for chance:
    1 where they are the same but for the names, about 0 for one drawn at random, below 0 for
    less than chance. ``labels`` and ``truth`` (N,) are whole numbers from 0 on, in any order.
    Pairs are counted as whole numbers, exactly, and rounded once.

    Raises ValueError or TypeError that names the argument: for a wrong shape, negative numbers,
    no whole numbers.
    """
    labels = checked_labels(labels, None, None, least=0)
    truth = checked_labels(truth, len(labels), None, least=0, name="truth")
    cells, rows, columns = _contingency(labels, truth)
    together, in_labels, in_truth = (_ordered_pairs(counts) for counts in (cells, rows, columns))
    only_labels, only_truth = in_labels - together, in_truth - together
    if not only_labels and not only_truth:
        return 1.0
    apart = len(labels) * (len(labels) - 1) - together - only_labels - only_truth
    excess = 2 * (together * apart - only_labels * only_truth)
    most = in_truth * (only_truth + apart) + in_labels * (only_labels + apart)
    return excess / most


def _ordered_pairs(counts: NDArray[np.integer]) -> int:
    """The pairs of different points within groups of these sizes, each pair both ways round."""
    return sum(count * (count - 1) for count in counts[counts > 1].tolist())


def _contingency(
    labels: Labels, truth: Labels
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The points in each cell of the table of two partitions, in its rows, in its columns."""
    wide, high = (1 + int(groups.max(initial=0)) for groups in (truth, labels))
    if wide * high > LARGEST_TABLE:
        # Numbers with gaps, or groups without number: only cells that are filled are kept.
        rows, columns = (
            np.unique(groups, return_inverse=True)[1].astype(np.int64) for groups in (labels, truth)
        )
        cells = np.unique(rows * (1 + int(columns.max())) + columns, return_counts=True)[1]
        return cells, np.bincount(rows), np.bincount(columns)
    cells = np.zeros(wide * high, np.intp)
    for start in range(0, len(labels), BLOCK):
        block = slice(start, start + BLOCK)
        places = labels[block].astype(np.intp) * wide + truth[block]
        cells += np.bincount(places, minlength=wide * high)
    table = cells.reshape(high, wide)
    return cells, table.sum(axis=1), table.sum(axis=0)
