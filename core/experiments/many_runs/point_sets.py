"""Sets of equally many points of the plane, side by side."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.assignment.brute_force import BruteForce
from core.assignment.exact_sums import means_of
from core.experiments.many_runs.partitions import MOST_CLUSTERS, PRODUCT, OwnLabels, can_take
from core.experiments.many_runs.scores import (
    FARTHEST,
    SCORES_AT_ONCE,
    Members,
    Scale,
    candidates,
    decide,
    scaled,
)
from core.types import Points

Whole = NDArray[np.intp]


@dataclass(slots=True, eq=False)
class ClusterSums:
    """Exact sums over the clusters of M runs."""

    counts: Whole
    """Points of each cluster, (M, K)."""
    parts: list[list[Points]]
    """For x and y, for each part of `ExactSums`: its sum over each cluster, (M, K)."""

    def means(self) -> Points:
        """The mean of each cluster, (M, K, 2); 0 where it is empty."""
        shape = self.counts.shape
        flat = [[part.reshape(-1) for part in parts] for parts in self.parts]
        counts = self.counts.reshape(-1)
        return means_of(flat, counts, np.zeros((len(counts), 2))).reshape(*shape, 2)

    def __getitem__(self, which: NDArray[np.generic]) -> "ClusterSums":
        return ClusterSums(
            self.counts[which], [[part[which] for part in parts] for parts in self.parts]
        )

    def __setitem__(self, which: NDArray[np.generic], others: "ClusterSums") -> None:
        self.counts[which] = others.counts
        for own, more in zip(self.parts, others.parts, strict=True):
            for part, new in zip(own, more, strict=True):
                part[which] = new


class PointSets:
    """S sets of N points each, for half-steps of runs over any of them; for one thread.

    Nearest centroids and means are bit for bit those of `BruteForce`.
    """

    def __init__(self, assigners: Sequence[BruteForce], k: int) -> None:
        """For runs with ``k`` clusters; raises ValueError where sizes differ or are too large."""
        sizes = {len(assigner.points) for assigner in assigners}
        if len(sizes) != 1 or not can_take(assigners[0].points, k):
            raise ValueError(f"assigners: got sets of {sorted(sizes)} points, wanted one size")
        self.assigners = assigners
        (self.n,) = sizes
        self._scales = [Scale(assigner.points) for assigner in assigners]
        self._origins = np.array([scale.origin for scale in self._scales])
        self._factors = np.array([scale.factor for scale in self._scales])
        self._can_score = np.array([scale.can_score for scale in self._scales])
        self.x, self.y = (
            np.concatenate([assigner.points[:, feature] for assigner in assigners])
            for feature in (0, 1)
        )
        self._parts = [self._parts_of(feature) for feature in (0, 1)]
        self._use(k)

    def _use(self, k: int) -> None:
        self.k = k
        self.block = max(1, min(SCORES_AT_ONCE // k, PRODUCT) // self.n)
        """Runs at a time that keep temporary arrays in the processor's cache."""
        self._scores = np.empty((k, 0, self.n), np.float32)

    def with_k(self, k: int) -> "PointSets":
        """The same sets for runs with ``k`` clusters."""
        if not can_take(self.assigners[0].points, k):
            raise ValueError(f"k: got {k}, wanted at most {MOST_CLUSTERS}")
        other = copy(self)
        other._use(k)
        return other

    def _parts_of(self, feature: int) -> list[Points]:
        """The parts of all sets, (S * N,) each; sets with fewer parts than others have zeros."""
        cut = [
            assigner.exact_sums.cut(assigner.points[:, feature], feature)
            for assigner in self.assigners
        ]
        nothing = np.zeros(self.n)
        return [
            np.concatenate([parts[i] if i < len(parts) else nothing for parts in cut])
            for i in range(max(map(len, cut)))
        ]

    def nearest(self, centroids: Points, sets: Whole) -> OwnLabels:
        """The nearest of ``centroids`` (M, K, 2) for each point of the set of each run, (M, N).

        ``sets`` (M,) are the sets of the runs, ascending.
        """
        members = self._candidates(centroids, sets)

        def coordinates(runs: Whole, points: Whole) -> tuple[Points, Points]:
            places = sets[runs] * self.n + points
            return self.x[places], self.y[places]

        decide(members, centroids, coordinates)
        numbers = np.arange(self.k, dtype=np.uint8)[:, None, None]
        own = np.multiply(members.view(np.uint8), numbers)
        labels: OwnLabels = np.add.reduce(own, axis=0, dtype=np.uint8)
        return labels

    def _candidates(self, centroids: Points, sets: Whole) -> Members:
        m = len(sets)
        if self._scores.shape[1] < m:
            self._scores = np.empty((self.k, m, self.n), np.float32)
        scores = self._scores[:, :m]
        rows = scaled(centroids, self._origins[sets, None], self._factors[sets, None, None])
        far = ~(np.abs(rows[..., :2]) <= FARTHEST).all(axis=(1, 2)) | ~self._can_score[sets]
        if far.any():
            rows[far] = 0.0
        factors = rows.transpose(1, 0, 2).astype(np.float32, order="C")
        bounds = np.searchsorted(sets, np.arange(len(self._scales) + 1)).tolist()
        for scale, start, end in zip(self._scales, bounds[:-1], bounds[1:], strict=True):
            if start < end:
                np.matmul(factors[:, start:end], scale.factors, out=scores[:, start:end])
        members = candidates(scores)
        if far.any():
            members[:, far] = True
        return members

    def sums(self, labels: OwnLabels, sets: Whole) -> ClusterSums:
        """The sums of the partitions ``labels`` (M, N) of the sets of the runs."""
        m, n = labels.shape
        own = np.add(labels, np.arange(m)[:, None] * self.k, dtype=np.intp).ravel()
        shape = (m, self.k)
        counts = np.bincount(own, minlength=m * self.k).reshape(shape)
        parts = [
            [_sums(own, part.reshape(-1, n)[sets].ravel(), shape) for part in feature]
            for feature in self._parts
        ]
        return ClusterSums(counts, parts)

    def move(self, sums: ClusterSums, before: OwnLabels, after: OwnLabels, sets: Whole) -> None:
        """Change ``sums`` of the partitions ``before`` (M, N), in place, to those ``after``.

        Every sum on the way is one of at most N different numbers, so it is exact.
        """
        m, n = before.shape
        changed = np.flatnonzero(before != after)
        runs = changed // n
        places = changed + (sets[runs] - runs) * n
        first = runs * self.k
        own = np.concatenate([first + after.ravel()[changed], first + before.ravel()[changed]])
        ones = np.ones(len(changed))
        signs = np.concatenate([ones, -ones])
        shape = (m, self.k)
        gained = _sums(own, signs, shape)
        sums.counts += gained.astype(np.intp)
        for total, feature in zip(sums.parts, self._parts, strict=True):
            for own_total, part in zip(total, feature, strict=True):
                moved = part[places]
                weights = np.concatenate([moved, -moved])
                own_total += _sums(own, weights, shape)

    def inertias(self, labels: OwnLabels, centroids: Points, sets: Whole) -> Points:
        """As `Assigner.inertias`, for each of M runs, (M, K)."""
        m, n = labels.shape
        own = np.add(labels, np.arange(m)[:, None] * self.k, dtype=np.intp).ravel()
        across = self.x.reshape(-1, n)[sets].ravel() - centroids[..., 0].ravel()[own]
        up = self.y.reshape(-1, n)[sets].ravel() - centroids[..., 1].ravel()[own]
        squared = across * across + up * up
        return _sums(own, squared, (m, self.k))


def _sums(own: Whole, weights: Points, shape: tuple[int, int]) -> Points:
    """The sum of the weights in each cluster of each run, shape (M, K)."""
    return np.asarray(np.bincount(own, weights, shape[0] * shape[1]), np.float64).reshape(shape)
