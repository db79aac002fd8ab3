"""The protocol of an assigner: what Lloyd's algorithm asks of the points."""

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from core.types import Labels, Points


@runtime_checkable
class Assigner(Protocol):
    """Points, and who belongs to whom: the same answers, bit for bit, whichever way is taken.

    Only `inertias` are the same but for rounding.
    """

    @property
    def points(self) -> Points:
        """Shape (N, d), not to be written to."""

    def nearest(self, centroids: Points) -> Labels:
        """The index of the nearest centroid of every point, (N,); the lowest among equals.

        The labels may be read-only, where means and sizes of them are told from memory.
        """

    def sizes(self, labels: Labels, k: int) -> NDArray[np.intp]:
        """The number of points of each cluster, (k,); labels are in 0 … k - 1."""

    def means(self, labels: Labels, fallback: Points) -> Points:
        """The mean of each cluster, (k, d); an empty one keeps its row of ``fallback``."""

    def inertias(self, labels: Labels, centroids: Points) -> Points:
        """The sum of squared distances of each cluster's points to its centroid, (k,)."""
