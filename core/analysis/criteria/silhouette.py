"""The silhouette of every point (Rousseeuw 1987), exactly and without an N × N matrix."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.analysis.criteria.partition import Partition, partition_of
from core.progress import SILENT, Progress
from core.types import Points

ROWS, COLUMNS = 128, 256
"""Points whose distances to so many others are computed at once: they stay in the cache."""

TOGETHER = 1 << 17
"""Distances of points to means computed at once."""


def silhouette_samples(points: ArrayLike, labels: ArrayLike, progress: Progress = SILENT) -> Points:
    """The silhouette s = (b - a) / max(a, b) of each of ``points`` (N, d), shape (N,).

    a is the mean distance to the other points of its cluster by ``labels`` (N,), b the least mean
    distance to the points of another cluster. It is 0 in a cluster of one point and where all
    distances are 0; NaN for all points where there is only one cluster.

    Distances come from differences of coordinates, so that they keep their digits far from 0. A
    mean distance is at least the distance to the mean (Jensen's inequality): other clusters are
    visited by ascending distance to their means, until none can be nearer.

    Raises TypeError or ValueError that names the argument; CancelledError if ``progress`` is
    cancelled.
    """
    partition = partition_of(points, labels)
    n = len(partition.rows)
    if len(partition.sizes) < 2:
        return np.full(n, np.nan)
    within = _means_within(partition, progress.part(0.0, 0.5))
    means_to = _means_to_nearest if len(partition.sizes) > 2 else _means_between
    nearest = means_to(partition, progress.part(0.5, 1.0))
    greater = np.maximum(within, nearest)
    alone = partition.sizes[partition.own] == 1
    silhouettes = np.zeros(n)
    defined = ~alone & (greater > 0.0)
    silhouettes[partition.rows[defined]] = ((nearest - within)[defined]) / greater[defined]
    return silhouettes


def _means_within(partition: Partition, progress: Progress) -> Points:
    """The mean distance of each sorted point to the others of its cluster; 0 if there are none."""
    sums = np.zeros(len(partition.points))
    columns = np.ascontiguousarray(partition.points.T)
    bounds = partition.bounds
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        for first in _blocks(start, end, ROWS):
            progress.at(first.start / len(sums))
            own = columns[:, first]
            sums[first] += _distances(own, own).sum(axis=1)
            for other in _blocks(first.stop, end, COLUMNS):
                distances = _distances(own, columns[:, other])
                sums[first] += distances.sum(axis=1)
                sums[other] += distances.sum(axis=0)
    result: Points = sums / np.maximum(partition.sizes[partition.own] - 1, 1)
    return result


def _means_between(partition: Partition, progress: Progress) -> Points:
    """Of two clusters: the mean distance of each sorted point to the points of the other.

    Every distance counts for both of its points.
    """
    n, middle = len(partition.points), int(partition.sizes[0])
    columns, sums = np.ascontiguousarray(partition.points.T), np.zeros(n)
    for first in _blocks(0, middle, ROWS):
        progress.at(first.start / middle)
        own = columns[:, first]
        for other in _blocks(middle, n, COLUMNS):
            distances = _distances(own, columns[:, other])
            sums[first] += distances.sum(axis=1)
            sums[other] += distances.sum(axis=0)
    result: Points = sums / partition.sizes[1 - partition.own]
    return result


def _means_to_nearest(partition: Partition, progress: Progress) -> Points:
    """The least mean distance of each sorted point to the points of another cluster."""
    n, k = len(partition.points), len(partition.sizes)
    columns, means = np.ascontiguousarray(partition.points.T), partition.means.T
    nearest = np.full(n, np.inf)
    for stretch in _blocks(0, n, max(ROWS, TOGETHER // k)):
        progress.at(stretch.start / n)
        apart = _distances(columns[:, stretch], means)
        apart[np.arange(len(apart)), partition.own[stretch]] = np.inf
        order = apart.argsort(axis=1, kind="stable")
        rows = np.arange(stretch.start, stretch.stop)
        for turn in range(k - 1):
            clusters = order[rows - stretch.start, turn]
            reached = apart[rows - stretch.start, clusters] < nearest[rows]
            rows, clusters = rows[reached], clusters[reached]
            if not len(rows):
                break
            report = partial(progress.at, stretch.start / n)
            _lower(nearest, partition, columns, rows, clusters, report)
    return nearest


def _lower(
    nearest: Points,
    partition: Partition,
    columns: Points,
    rows: NDArray[np.intp],
    clusters: NDArray[np.intp],
    report: Callable[[], None],
) -> None:
    """Lower ``nearest`` of some ``rows`` to the mean distance to one of the ``clusters`` each."""
    bounds = partition.bounds
    for cluster in np.unique(clusters).tolist():
        chosen = rows[clusters == cluster]
        start, end = int(bounds[cluster]), int(bounds[cluster + 1])
        for block in _blocks(0, len(chosen), ROWS):
            report()
            own = chosen[block]
            places, sums = columns[:, own], np.zeros(len(own))
            for other in _blocks(start, end, COLUMNS):
                sums += _distances(places, columns[:, other]).sum(axis=1)
            nearest[own] = np.minimum(nearest[own], sums / (end - start))


def _distances(ones: Points, others: Points) -> Points:
    """The distance of each of some points (d, n) to each of others (d, m), shape (n, m)."""
    total: Points = ones[0][:, None] - others[0]
    total *= total
    for one, other in zip(ones[1:], others[1:], strict=True):
        difference = one[:, None] - other
        difference *= difference
        total += difference
    return np.sqrt(total, out=total)


def _blocks(start: int, end: int, size: int) -> Iterator[slice]:
    """Slices of at most ``size`` from ``start`` to ``end``."""
    for first in range(start, end, size):
        yield slice(first, min(first + size, end))
