"""The protocol of an assigner: the operations on points that Lloyd's algorithm needs."""

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from core.types import Labels, Points


@runtime_checkable
class Assigner(Protocol):
    """Points with assignment and means.

    All implementations return the same bits, except that `inertias` may differ by rounding.
    """

    @property
    def points(self) -> Points:
        """Shape (N, d), not to be written to."""

    def nearest(self, centroids: Points) -> Labels:
        """The index of the nearest centroid of every point, (N,); the lowest among equals.

        The labels may be read-only; then their means and sizes may be cached.
        """

    def sizes(self, labels: Labels, k: int) -> NDArray[np.intp]:
        """The number of points of each cluster, (k,); labels are in 0 … k - 1."""

    def means(self, labels: Labels, fallback: Points) -> Points:
        """The mean of each cluster, (k, d); an empty one keeps its row of ``fallback``."""

    def inertias(self, labels: Labels, centroids: Points) -> Points:
        """The sum of squared distances of each cluster's points to its centroid, (k,)."""
