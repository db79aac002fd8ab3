"""An assigner that goes through all points."""

import numpy as np
from numpy.typing import NDArray

from core.assignment.exact_sums import ExactSums, means_of
from core.assignment.nearest import nearest, squared_distances
from core.blocks import BLOCK
from core.types import Labels, Points


class BruteForce:
    """An `Assigner` that goes through all points: the reference, and the fastest for few points.

    Means are computed from exact sums, so they do not depend on the order of the points.
    """

    def __init__(self, points: Points) -> None:
        """Take ``points`` (N, d), which must be finite."""
        self._points = points
        # Contiguous columns are faster.
        self._by_column = np.asfortranarray(points) if len(points) <= BLOCK else points
        self.exact_sums = ExactSums(points)
        self._counted: tuple[Labels, NDArray[np.intp]] | None = None

    @property
    def points(self) -> Points:
        """As `Assigner.points`."""
        return self._points

    def nearest(self, centroids: Points) -> Labels:
        """As `Assigner.nearest`."""
        return nearest(self._by_column, centroids)

    def sizes(self, labels: Labels, k: int) -> NDArray[np.intp]:
        """As `Assigner.sizes`."""
        known = self._counted
        if known is not None and known[0] is labels and len(known[1]) == k:
            return known[1]
        # In blocks, because bincount converts every label to eight bytes.
        counts = np.zeros(k, np.intp)
        for start in range(0, len(labels), BLOCK):
            counts += np.bincount(labels[start : start + BLOCK], minlength=k)
        if not labels.flags.writeable:
            # The means need the counts again, and nothing writes to these labels.
            counts.setflags(write=False)
            self._counted = labels, counts
        return counts

    def means(self, labels: Labels, fallback: Points) -> Points:
        """As `Assigner.means`."""
        k = len(fallback)
        sums = self.exact_sums.none(k)
        for start in range(0, len(labels), BLOCK):
            block = self._by_column[start : start + BLOCK]
            self.exact_sums.add(sums, list(block.T), labels[start : start + BLOCK])
        return means_of(sums, self.sizes(labels, k), fallback)

    def inertias(self, labels: Labels, centroids: Points) -> Points:
        """As `Assigner.inertias`."""
        k = len(centroids)
        shares = np.zeros(k)
        for start in range(0, len(labels), BLOCK):
            own = labels[start : start + BLOCK]
            squared = squared_distances(self._points[start : start + BLOCK], centroids[own])
            shares += np.bincount(own, weights=squared, minlength=k)
        return shares


def squared_to_own(points: Points, labels: Labels, centroids: Points) -> Points:
    """The squared distance of every point to the centroid of its cluster, shape (N,)."""
    squared = np.empty(len(points))
    for start in range(0, len(points), BLOCK):
        own = centroids[labels[start : start + BLOCK]]
        squared[start : start + BLOCK] = squared_distances(points[start : start + BLOCK], own)
    return squared
