"""A partition in a form that does not depend on how its clusters are numbered."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.assignment.brute_force import BruteForce
from core.checks import checked_labels, checked_points
from core.types import Points


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Points in the order of their clusters, which are numbered as the points show them.

    Labels that differ only in the numbers of clusters, or in numbers without points, give the same.
    """

    rows: NDArray[np.intp]
    """The place of each sorted point among the points, (N,)."""
    points: Points
    """The sorted points, (N, d)."""
    own: NDArray[np.intp]
    """The cluster of each sorted point, (N,), ascending."""
    sizes: NDArray[np.intp]
    """Points of each cluster, (K,), none of them 0."""
    means: Points
    """Shape (K, d)."""

    @property
    def bounds(self) -> NDArray[np.intp]:
        """Where each cluster begins among the sorted points, and the end of the last, (K + 1,)."""
        return np.concatenate([[0], np.cumsum(self.sizes)])


def partition_of(points: ArrayLike, labels: ArrayLike) -> Partition:
    """The partition of ``points`` (N, d) by ``labels`` (N,), whole numbers from 0.

    Raises TypeError or ValueError that names the argument.
    """
    points = checked_points(points)
    labels = checked_labels(labels, len(points), None, least=0)
    _, first, own = np.unique(labels, return_index=True, return_inverse=True)
    own = first.argsort().argsort()[own.reshape(-1)]
    rows = own.argsort(kind="stable")
    k = len(first)
    means = BruteForce(points).means(own, np.zeros((k, points.shape[1])))
    return Partition(rows, points[rows], own[rows], np.bincount(own, minlength=k), means)
