"""How far one point is from the centroids nearest to it."""

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
    """(index of the centroid, distance), two of them where there are two."""


def distances_of(points: Points, row: int, centroids: Points) -> Distances:
    """The distances of one point of the plane to the nearest two of ``centroids``."""
    distance = np.sqrt(squared_distances(centroids, points[row]))
    order = distance.argsort(kind="stable")[:2]
    x, y = points[row].tolist()
    return Distances(row, (x, y), tuple((int(c), float(distance[c])) for c in order))
