"""Half-steps of many runs at once over few points of the plane."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.assignment.brute_force import BruteForce
from core.assignment.exact_sums import Sums, means_of
from core.assignment.point_index import INDEXED_FROM
from core.experiments.many_runs.scores import (
    FARTHEST,
    SCORES_AT_ONCE,
    Members,
    Scale,
    candidates,
    decide,
)
from core.types import Points

MOST_CLUSTERS = 255
"""Labels are stored in a byte."""

PRODUCT = 1 << 16
"""Scores of a cluster per matrix product: for larger ones BLAS uses threads, which is slower while
other work runs."""

OwnLabels = NDArray[np.uint8]
"""A row a run: the cluster of every point, (B, N)."""


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
        self._scale = Scale(points)
        sums = assigner.exact_sums
        self._parts = [
            [np.tile(part, self.block) for part in sums.cut(column, feature)]
            for feature, column in enumerate((self._x, self._y))
        ]
        self._scores = np.empty((k * self.block, self.n), np.float32)
        self._first = np.arange(self.block)[:, None] * k

    def nearest(self, centroids: Points) -> Assignments:
        """Return the nearest centroids for ``centroids`` (B, K, 2) of at most ``block`` runs."""
        scaled = self._scale.scaled(centroids)
        apart = self._scale.can_score and bool((np.abs(scaled[..., :2]) <= FARTHEST).all())
        members = self._candidates(scaled) if apart else self._all_candidates(len(centroids))
        tied = decide(members, centroids, self._coordinates)
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

    def _candidates(self, scaled: Points) -> Members:
        """Return the clusters that may be nearest to each point: one or more."""
        b = len(scaled)
        rows = scaled.transpose(1, 0, 2).astype(np.float32)
        # Reuse the memory: allocating it takes as long as the product.
        room = self._scores[: self.k * b].reshape(self.k, b, self.n)
        return candidates(np.matmul(rows, self._scale.factors, out=room))

    def _all_candidates(self, b: int) -> Members:
        return np.ones((self.k, b, self.n), bool)

    def _coordinates(
        self, runs: NDArray[np.intp], points: NDArray[np.intp]
    ) -> tuple[Points, Points]:
        return self._x[points], self._y[points]


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
