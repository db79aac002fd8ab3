"""Assigners for points in the caller's row order, and when an index is worth building."""

import numpy as np
from numpy.typing import NDArray

from core.assignment.assigner import Assigner
from core.assignment.brute_force import BruteForce
from core.assignment.point_index import INDEXED_FROM, PointIndex
from core.types import Labels, Points


class InRowOrder:
    """An index that answers in the order of the rows it was given; an `Assigner`.

    Reordering the labels takes O(N), more than `PointIndex` itself takes for millions of points.
    """

    def __init__(self, points: Points, index: PointIndex) -> None:
        self._points, self._index = points, index
        # Gathering labels by place is faster than scattering them by row.
        self._places = np.empty(len(points), np.intp)
        self._places[index.rows] = np.arange(len(points))
        self._last: tuple[Labels, Labels] | None = None

    @property
    def points(self) -> Points:
        """As `Assigner.points`."""
        return self._points

    def nearest(self, centroids: Points) -> Labels:
        """As `Assigner.nearest`."""
        sorted_labels = self._index.nearest(centroids)
        labels = sorted_labels.take(self._places)
        labels.setflags(write=False)
        self._last = labels, sorted_labels
        return labels

    def sizes(self, labels: Labels, k: int) -> NDArray[np.intp]:
        """As `Assigner.sizes`."""
        return self._index.sizes(self._in_morton_order(labels), k)

    def means(self, labels: Labels, fallback: Points) -> Points:
        """As `Assigner.means`."""
        return self._index.means(self._in_morton_order(labels), fallback)

    def inertias(self, labels: Labels, centroids: Points) -> Points:
        """As `Assigner.inertias`."""
        return self._index.inertias(self._in_morton_order(labels), centroids)

    def _in_morton_order(self, labels: Labels) -> Labels:
        last = self._last
        if last is not None and labels is last[0]:
            return last[1]
        return labels[self._index.rows]


def is_worth_an_index(points: Points) -> bool:
    """Whether runs on ``points`` are faster with an index."""
    return points.shape[1] == 2 and INDEXED_FROM <= len(points) < 2**32


def assigner_of(points: Points) -> Assigner:
    """Return the fastest assigner for ``points`` (N, d), in the order of their rows."""
    if not is_worth_an_index(points):
        return BruteForce(points)
    return InRowOrder(points, PointIndex(points))
