"""The starting centroids of many runs, and the first assignments."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.assignment.nearest import squared_in_plane
from core.experiments.many_runs.partitions import Partitions
from core.experiments.many_runs.scores import Members
from core.types import Points

Rows = NDArray[np.intp]


class InitialCentroids(Protocol):
    """The starting centroids of R runs."""

    def __len__(self) -> int:
        """R."""

    def centroids(self, rows: Rows) -> Points:
        """The starting centroids of some runs, (B, K, 2)."""

    def members(self, partitions: Partitions, rows: Rows) -> Members:
        """The first assignment of some runs, at most a block of them; ties to the lowest."""


class Starts:
    """Starting centroids (R, K, 2), and their first assignments."""

    def __init__(self, starts: Points) -> None:
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts)

    def centroids(self, rows: Rows) -> Points:
        """Of some runs, (B, K, 2)."""
        return self._starts[rows]

    def members(self, partitions: Partitions, rows: Rows) -> Members:
        """The first assignment of some runs, at most a block of them."""
        return partitions.nearest(self._starts[rows]).members


class MovedStarts:
    """Starting centroids of which only one differs from run to run, put at ``places`` (R, 2)."""

    def __init__(self, points: Points, centroids: Points, chosen: int, places: Points) -> None:
        self._centroids, self._chosen, self._places = centroids, chosen, places
        self._x, self._y = (np.ascontiguousarray(column) for column in points.T)
        squared = np.stack([squared_in_plane(self._x, self._y, own) for own in centroids])
        squared[chosen] = np.inf
        self._least = squared.min(axis=0)
        self._owners = squared.argmin(axis=0)
        # Of a tie the lower number has the point: the chosen one, if the other is higher.
        self._limit = np.where(
            self._owners > chosen, np.nextafter(self._least, np.inf), self._least
        )

    def __len__(self) -> int:
        return len(self._places)

    def centroids(self, rows: Rows) -> Points:
        """As `Starts.centroids`."""
        starts = np.repeat(self._centroids[None], len(rows), axis=0)
        starts[:, self._chosen] = self._places[rows]
        return starts

    def members(self, partitions: Partitions, rows: Rows) -> Members:
        """As `Starts.members`: only the distances to the chosen centroid are computed."""
        ways = self._places[rows].T[:, :, None]
        taken = squared_in_plane(self._x, self._y, ways) < self._limit
        owned = self._owners == np.arange(len(self._centroids))[:, None]
        members: Members = owned[:, None] & ~taken
        members[self._chosen] = taken
        return members
