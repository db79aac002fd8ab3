"""Distances of one point to its nearest centroids."""

from dataclasses import dataclass

import numpy as np

from core.assignment.nearest import squared_distances
from core.types import Points


@dataclass(frozen=True, slots=True)
class Distances:
    """A point and the centroids nearest to it, nearest first."""

    row: int
    place: tuple[float, float]
    nearest: tuple[tuple[int, float], ...]
    """(index of the centroid, distance) of the nearest two, or of the only one."""


def distances_of(points: Points, row: int, centroids: Points) -> Distances:
    """Distances of a point (2,) to the nearest two of ``centroids`` (K, 2)."""
    distance = np.sqrt(squared_distances(centroids, points[row]))
    order = distance.argsort(kind="stable")[:2]
    x, y = points[row].tolist()
    return Distances(row, (x, y), tuple((int(c), float(distance[c])) for c in order))
