"""Half-steps of many runs at once over few points of the plane."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.assignment.brute_force import BruteForce
from core.assignment.exact_sums import Sums, means_of
from core.assignment.nearest import squared_in_plane
from core.assignment.point_index import INDEXED_FROM
from core.types import Points

MOST_CLUSTERS = 255
"""Labels are stored in a byte."""

SCORES_AT_ONCE = 1 << 19
"""Scores computed at once: they stay in the processor's cache."""

PRODUCT = 1 << 16
"""Scores of a cluster per matrix product: for larger ones BLAS uses threads, which is slower while
other work runs."""

FARTHEST = 2.0
"""Greatest distance of a centroid from the middle of the points for which MARGIN holds, where
points are at most 1 away along each axis."""

MARGIN = 2.0**-17
"""Scores closer than this are compared by the reference formula.

With u = 2**-24, coordinates up to 1 and centroids up to 2, what is added up to a score is at most 8
in size, half of it the square. Rounding point, centroid and square to float32 is off by at most 2u
* 4 + u * 4 = 12u, multiplying and adding up in any order by 3u * 8 = 24u; so a score by 36u, a
difference by 72u, and 8u for taking the margin off: 80u and a little for terms in u**2, below
2**-17 = 128u. What the reference itself rounds, in float64, is less than u.
"""

LEAST_SCALE, LARGEST_SCALE = -400, 400
"""Exponents of two between which no square underflows or overflows."""

OwnLabels = NDArray[np.uint8]
"""A row a run: the cluster of every point, (B, N)."""

Members = NDArray[np.bool_]
"""Whether a point is in a cluster: (K, B, N) for cluster, run and point."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignments:
    """The nearest centroids in B runs."""

    members: Members
    tied: NDArray[np.bool_]
    """The runs in which a point is exactly as near to two centroids, (B,): the lower has it."""


@dataclass(frozen=True, slots=True, eq=False)
class Canonical:
    """B partitions, their clusters numbered in the order in which the points show them."""

    labels: OwnLabels
    ranks: NDArray[np.uint8]
    """The canonical number of every cluster, (B, K)."""
    full: NDArray[np.bool_]
    """Where no cluster is empty, (B,); else labels and ranks mean nothing."""

    def __getitem__(self, which: NDArray[np.bool_]) -> "Canonical":
        return Canonical(self.labels[which], self.ranks[which], self.full[which])


class Partitions:
    """Assignments and means of many runs over the same points, equal to `BruteForce`.

    The nearest centroid is that of the greatest score x·c - c·c/2, from a float32 matrix product,
    if scores differ by more than rounding errors; else it is found by the formula of
    `core.assignment.nearest`.
    """

    def __init__(self, assigner: BruteForce, k: int) -> None:
        """For runs with ``k`` clusters over points that `can_take` takes; for one thread."""
        points = assigner.points
        self.n, self.k = len(points), k
        self.block = max(1, min(SCORES_AT_ONCE // k, PRODUCT) // self.n)
        """Runs at a time."""
        self._x, self._y = (np.ascontiguousarray(column) for column in points.T)
        low, high = points.min(axis=0), points.max(axis=0)
        self._origin = low / 2 + high / 2
        reach = np.abs(points - self._origin).max()
        self._exponent = int(np.frexp(reach)[1])
        self._can_score = LEAST_SCALE < self._exponent < LARGEST_SCALE
        self._factors = self._scaled(points).T if self._can_score else np.zeros((3, self.n))
        self._factors[2:] = -1.0
        self._factors = self._factors.astype(np.float32)
        sums = assigner.exact_sums
        self._parts = [
            [np.tile(part, self.block) for part in sums.cut(column, feature)]
            for feature, column in enumerate((self._x, self._y))
        ]
        self._scores = np.empty((k * self.block, self.n), np.float32)
        self._first = np.arange(self.block)[:, None] * k

    def nearest(self, centroids: Points) -> Assignments:
        """Return the nearest centroids for ``centroids`` (B, K, 2) of at most ``block`` runs."""
        scaled = self._scaled(centroids)
        apart = self._can_score and bool((np.abs(scaled[..., :2]) <= FARTHEST).all())
        members = self._candidates(scaled) if apart else self._all_candidates(len(centroids))
        tied = np.zeros(len(centroids), bool)
        if np.count_nonzero(members) > members[0].size:
            self._decide(members, centroids, tied)
        return Assignments(members, tied)

    def means(self, labels: OwnLabels) -> Points:
        """The means of all clusters, (B, K, 2), for ``labels`` (B, N) that leave none empty."""
        b = len(labels)
        own = np.add(labels, self._first[:b], dtype=np.intp).ravel()
        counts = np.bincount(own, minlength=b * self.k)
        sums: Sums = [
            [
                np.bincount(own, part[: len(own)], b * self.k).astype(np.float64, copy=False)
                for part in parts
            ]
            for parts in self._parts
        ]
        return means_of(sums, counts, np.zeros((b * self.k, 2))).reshape(b, self.k, 2)

    def _scaled(self, places: Points) -> Points:
        """``places`` (..., 2) from the middle of the points, in units in which those are within 1.

        Shape (..., 3): x, y, and half the square of the distance.
        """
        scaled = np.empty((*places.shape[:-1], 3))
        with np.errstate(over="ignore"):
            np.ldexp(places - self._origin, -self._exponent, out=scaled[..., :2])
            scaled[..., 2] = (scaled[..., 0] ** 2 + scaled[..., 1] ** 2) / 2
        return scaled

    def _candidates(self, scaled: Points) -> Members:
        """Return the clusters that may be nearest to each point: one or more."""
        b = len(scaled)
        rows = scaled.transpose(1, 0, 2).astype(np.float32)
        # Reuse the memory: allocating it takes as long as the product.
        room = self._scores[: self.k * b].reshape(self.k, b, self.n)
        scores = np.matmul(rows, self._factors, out=room)
        least = np.maximum.reduce(scores, axis=0)
        least -= np.float32(MARGIN)
        candidates: Members = scores >= least
        return candidates

    def _all_candidates(self, b: int) -> Members:
        return np.ones((self.k, b, self.n), bool)

    def _decide(self, members: Members, centroids: Points, tied: NDArray[np.bool_]) -> None:
        """Leave one cluster for every point by the reference formula; return runs with ties."""
        counts = np.add.reduce(members.view(np.uint8), axis=0, dtype=np.uint8)
        all_runs, all_points = np.divmod(np.flatnonzero(counts > 1), self.n)
        step = max(1, SCORES_AT_ONCE // self.k)
        for start in range(0, len(all_runs), step):
            runs, points = all_runs[start : start + step], all_points[start : start + step]
            x, y = self._x[points, None], self._y[points, None]
            squared = squared_in_plane(x, y, centroids[runs].transpose(2, 0, 1))
            owners = squared.argmin(axis=1)
            tied[runs[(squared == squared.min(axis=1)[:, None]).sum(axis=1) > 1]] = True
            members[:, runs, points] = False
            members[owners, runs, points] = True


def can_take(points: Points, k: int) -> bool:
    """Whether `Partitions` supports these points and this number of clusters."""
    return points.shape[1] == 2 and len(points) < INDEXED_FROM and k <= MOST_CLUSTERS


def labels_of(members: Members) -> OwnLabels:
    """The number of each point's cluster, (B, N)."""
    return _numbered(members, np.arange(len(members), dtype=np.uint8)[:, None])


def members_of(labels: OwnLabels, k: int) -> Members:
    """Whether each point is in each of ``k`` clusters, (K, B, N)."""
    members: Members = labels == np.arange(k, dtype=np.uint8)[:, None, None]
    return members


def canonical(members: Members) -> Canonical:
    """The partitions up to the numbering of their clusters."""
    k, b, _ = members.shape
    first = members.argmax(axis=2)
    full = members[np.arange(k)[:, None], np.arange(b), first].all(axis=0)
    ranks = first.argsort(axis=0).argsort(axis=0).astype(np.uint8)
    return Canonical(_numbered(members, ranks), ranks.T, full)


def _numbered(members: Members, numbers: NDArray[np.uint8]) -> OwnLabels:
    """The number (K, B) of each point's cluster."""
    own = np.multiply(members.view(np.uint8), numbers[:, :, None])
    labels: OwnLabels = np.add.reduce(own, axis=0, dtype=np.uint8)
    return labels
