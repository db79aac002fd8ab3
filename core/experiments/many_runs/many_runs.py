"""Many runs on the same points, each with exactly the end of a single run."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from math import fsum
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike

from core.assignment.assigner import Assigner
from core.assignment.brute_force import BruteForce
from core.checks import (
    checked_centroids,
    checked_k,
    checked_name,
    checked_points,
    checked_rng,
    checked_whole,
)
from core.experiments.many_runs.batched_runs import BatchedRuns
from core.experiments.many_runs.endings import Endings
from core.experiments.many_runs.minima import Found, Minima
from core.experiments.many_runs.partitions import can_take
from core.experiments.many_runs.point_sets import PointSets
from core.experiments.many_runs.shared_runs import Rngs, SharedRuns
from core.experiments.many_runs.starts import MovedStarts, Starts
from core.kmeans.empty_clusters import EMPTY_POLICIES
from core.kmeans.half_step import HalfStep
from core.kmeans.lloyd import MAX_ITERATIONS, lloyd
from core.progress import SILENT, Progress
from core.types import Points

BATCHED_FROM = 3000
"""Points times clusters from which few runs reach equal partitions before they end: then comparing
partitions takes longer than the half-steps that it saves."""

LABELS, FEWEST = 1 << 22, 64
"""Final labels in memory at once, and the least number of runs that are computed together."""


class ManyRuns:
    """Runs of `core.kmeans.lloyd` with K clusters over the same points, by the thousand.

    Half-steps of many runs are done together. Where points and clusters are few, and in a basin
    map, runs that reach the same partition continue alike, up to the numbering of their clusters:
    the next partition is computed once and cached. Where the numbering matters (a point exactly
    between two centroids, an empty cluster), each run is computed on its own; so are all runs over
    many points, or points that are not in the plane. Every ending is bit for bit that of the single
    run.

    Calls from several threads wait for each other.
    """

    def __init__(
        self,
        assigner: Assigner,
        k: int,
        empty: str = "farthest",
        max_iterations: int = MAX_ITERATIONS,
    ) -> None:
        """Runs from ``k`` centroids over the points of ``assigner``, with this empty policy.

        Raises as `core.kmeans.lloyd` does.
        """
        self.k = checked_k(k, assigner.points)
        self.empty = checked_name(empty, EMPTY_POLICIES, "empty")
        self.limit = checked_whole(max_iterations, "max_iterations", 0)
        self.assigner = assigner
        self._minima = Minima(assigner)
        self._lock = Lock()
        self._shared_runs: SharedRuns | None = None
        self._batched_runs: BatchedRuns | None = None
        if isinstance(assigner, BruteForce) and can_take(assigner.points, k):
            self._shared_runs = SharedRuns(assigner, k, empty, self.limit, self._minima)
            if len(assigner.points) * k >= BATCHED_FROM:
                self._batched_runs = BatchedRuns(PointSets([assigner], k), empty, self.limit)

    @property
    def points(self) -> Points:
        """Shape (N, d)."""
        return self.assigner.points

    @property
    def found(self) -> list[Found]:
        """The minima that were found, in the order of their numbers."""
        return self._minima.found

    def adopted(self, endings: Endings, found: Sequence[Found]) -> Endings:
        """``endings`` by other `ManyRuns` of the same kind, with its minima numbered as here.

        ``found`` are the minima of the other. New ones are numbered in the order of the runs.
        """
        with self._lock:
            numbers = np.full(len(found), -1)
            for number in endings.minima.tolist():
                if numbers[number] < 0:
                    numbers[number] = self._minima.adopted(found[number])
        return replace(endings, minima=numbers[endings.minima])

    def centroids_of(self, minimum: int) -> Points:
        """The means of the groups of a minimum, in the order in which the points show them."""
        return self._minima[minimum].centroids

    def endings(
        self,
        starts: ArrayLike,
        progress: Progress = SILENT,
        rngs: Sequence[np.random.Generator] | None = None,
    ) -> Endings:
        """Return the ends of the runs from ``starts`` (R, K, d).

        The policy "random" draws from ``rngs``, one per run. Raises TypeError or ValueError that
        names the argument, and CancelledError if ``progress`` is cancelled.
        """
        array = np.array(starts, np.float64)
        if array.ndim != 3 or array.shape[1:] != (self.k, self.points.shape[1]):
            wanted = f"(R, {self.k}, {self.points.shape[1]})"
            raise ValueError(f"starts: got shape {array.shape}, wanted {wanted}")
        if len(array):
            checked_points(array.reshape(-1, array.shape[2]), "starts")
        rngs = self._checked_rngs(rngs, len(array))
        with self._lock:
            if self._shared_runs is None:
                return self._one_by_one(array, progress, rngs)
            if self._batched_runs is not None:
                return self._batched(self._batched_runs, array, progress, rngs)
            return self._shared_runs.endings(Starts(array), rngs, progress)

    def endings_around(
        self,
        centroids: ArrayLike,
        chosen: int,
        places: ArrayLike,
        progress: Progress = SILENT,
        rngs: Sequence[np.random.Generator] | None = None,
    ) -> Endings:
        """Return the ends of the runs from ``centroids`` (K, 2) with the ``chosen`` one moved.

        One run for each of the ``places`` (R, 2) of that centroid. Raises as `endings` does.
        """
        others = checked_centroids(centroids, self.points)
        ways = np.array(places, np.float64).reshape(-1, 2)
        if not len(ways):
            return Endings.blank(0)
        ways = checked_points(ways, "places")
        if not 0 <= chosen < self.k or len(others) != self.k:
            raise ValueError(f"chosen: got {chosen} of {len(others)} centroids, wanted {self.k}")
        if self._shared_runs is None:
            starts = np.repeat(others[None], len(ways), axis=0)
            starts[:, chosen] = ways
            return self.endings(starts, progress, rngs)
        rngs = self._checked_rngs(rngs, len(ways))
        with self._lock:
            return self._shared_runs.endings(
                MovedStarts(self.points, others, chosen, ways), rngs, progress
            )

    def _checked_rngs(self, rngs: Sequence[np.random.Generator] | None, count: int) -> Rngs | None:
        if self.empty != "random":
            return None
        if rngs is None or len(rngs) != count:
            raise TypeError(f"rngs: got {rngs!r:.40}, wanted a Generator for each of {count} runs")
        return [checked_rng(rng) for rng in rngs]

    def _batched(
        self, runs: BatchedRuns, starts: Points, progress: Progress, rngs: Rngs | None
    ) -> Endings:
        """The endings of some runs by ``runs``, in blocks, so that few labels are in memory."""
        endings, n = Endings.blank(len(starts)), len(self.points)
        together = max(FEWEST, LABELS // n)
        for first in range(0, len(starts), together):
            rows = slice(first, min(first + together, len(starts)))
            part = progress.part(first / len(starts), rows.stop / len(starts))
            own = None if rngs is None else rngs[rows]
            ends = runs.ends(starts[rows], np.zeros(rows.stop - first, np.intp), part, own)
            endings.inertias[rows], endings.iterations[rows] = ends.inertias, ends.iterations
            endings.emptied[rows], endings.converged[rows] = ends.emptied, ends.converged
            endings.minima[rows] = self._minima.numbers_of(ends.labels, self.k)
        return endings

    def _one_by_one(self, starts: Points, progress: Progress, rngs: Rngs | None) -> Endings:
        endings = Endings.blank(len(starts))
        for row, start in enumerate(starts):
            progress.at(row / len(starts))
            self._run_alone(endings, row, start, rngs[row] if rngs else None, progress)
        return endings

    def _run_alone(
        self,
        endings: Endings,
        row: int,
        start: Points,
        rng: np.random.Generator | None,
        progress: Progress,
    ) -> None:
        steps = lloyd(self.assigner, start, empty=self.empty, max_iterations=self.limit, rng=rng)
        last: deque[HalfStep] = deque(maxlen=2)
        for step in steps:
            progress.at(row / len(endings))
            endings.emptied[row] |= bool(step.emptied)
            last.append(step)
        before, end = last
        endings.iterations[row] = end.iteration
        endings.converged[row] = end.labels is before.labels and not (
            self.empty == "random" and end.emptied
        )
        endings.inertias[row] = fsum(self.assigner.inertias(end.labels, end.centroids))
        endings.minima[row] = self._minima.number_of(end.labels)
