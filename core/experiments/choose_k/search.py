"""The best runs found for K = 1, 2, …, over one set of points or several at once."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor
from copy import copy
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from core.assignment.assigner import Assigner
from core.assignment.brute_force import BruteForce, squared_to_own
from core.checks import FINEST
from core.experiments.choose_k.plan import WARM, Plan, SetKey
from core.experiments.choose_k.warm_start import grown
from core.experiments.many_runs.batched_runs import BatchedRuns
from core.experiments.many_runs.partitions import can_take
from core.experiments.many_runs.point_sets import PointSets
from core.experiments.tasks import results
from core.kmeans.half_step import HalfStep
from core.kmeans.lloyd import MAX_ITERATIONS, lloyd
from core.kmeans.seeding_many import starts_of_sets
from core.progress import SILENT, Progress
from core.randomness import EMPTIES, generator
from core.types import Labels, Points

Whole = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The end of a run, the best of those tried."""

    k: int
    restart: int
    """Number of the restart, or WARM."""
    seed: int
    """Start seed."""
    placed: Points | None
    """The initial centroids, (K, d), of a warm start; None for a restart."""
    inertia: float
    centroids: Points
    """The last centroids, (K, d), fewer where some were dropped."""
    labels: Labels
    """The last labels, (N,)."""


class Search:
    """A search for the best runs over S sets of points, K by K from 1 on.

    What is found for a set does not depend on the others.
    """

    def __init__(self, assigners: Sequence[Assigner], keys: Sequence[SetKey], plan: Plan) -> None:
        """For the points of ``assigners``, sets of one size, each with its key."""
        self._assigners, self._keys, self._plan = assigners, keys, plan
        self._best: list[Found] | None = None
        small = [own for own in assigners if isinstance(own, BruteForce)]
        self._sets: PointSets | None = None
        if len(small) == len(assigners) and can_take(small[0].points, plan.k_max):
            self._sets = PointSets(small, 1)

    def next(self, progress: Progress = SILENT, executor: Executor | None = None) -> list[Found]:
        """The run with the least inertia for each set, with a cluster more than last time.

        Tried are the restarts of the plan and a warm start from the last best run: then no inertia
        is above that of the last. Of equal inertias the first restart is taken. Raises ValueError
        where a set has fewer distinct points, CancelledError if ``progress`` is cancelled.

        Runs over many points are tasks of the ``executor``, if there is one.
        """
        k = 1 if self._best is None else self._best[0].k + 1
        seeds = [self._plan.seeds(key, k) for key in self._keys]
        # With one cluster all runs are the same.
        count = self._plan.restarts if k > 1 else 1
        first = [own[:count] for own in seeds]
        seeding = progress.part(0.0, 0.2)
        all_starts = starts_of_sets(self._assigners, k, self._plan.start, first, seeding)
        jobs: list[_Job] = []
        for place, (assigner, starts) in enumerate(zip(self._assigners, all_starts, strict=True)):
            progress.at(0.2 + 0.1 * place / len(self._keys))
            numbers = list(range(count))
            if self._best is not None:
                warm = _warm(assigner, self._best[place], k, seeds[place][WARM])
                if warm is not None:
                    starts = np.concatenate([starts, warm[None]])
                    numbers.append(WARM)
            own = [seeds[place][number] for number in numbers]
            jobs.append(_Job(assigner, starts, numbers, own))
        rest = progress.part(0.3, 1.0)
        if self._sets is not None:
            self._best = _together(jobs, self._sets.with_k(k), self._plan, rest)
        else:
            self._best = [_one_by_one(job, k, self._plan, rest, executor) for job in jobs]
        return self._best


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """The runs over a set."""

    assigner: Assigner
    starts: Points
    numbers: list[int]
    seeds: list[int]

    def found(self, run: int, k: int, inertia: float, centroids: Points, labels: Labels) -> Found:
        is_warm = self.numbers[run] == WARM
        placed = self.starts[run].copy() if is_warm else None
        return Found(
            k, self.numbers[run], self.seeds[run], placed, inertia, centroids.copy(), labels.copy()
        )


def _warm(assigner: Assigner, best: Found, k: int, seed: int) -> Points | None:
    squared = squared_to_own(assigner.points, best.labels, best.centroids)
    if squared.max() < FINEST:
        return None
    return grown(assigner.points, best.centroids, squared, k, seed)


def _together(
    jobs: Sequence[_Job], point_sets: PointSets, plan: Plan, progress: Progress
) -> list[Found]:
    counts = [len(job.starts) for job in jobs]
    sets = np.repeat(np.arange(len(jobs)), counts)
    rngs = None
    if plan.empty == "random":
        rngs = [generator(seed, EMPTIES) for job in jobs for seed in job.seeds]
    runs = BatchedRuns(point_sets, plan.empty, MAX_ITERATIONS)
    ends = runs.ends(np.concatenate([job.starts for job in jobs]), sets, progress, rngs)
    found, first = [], 0
    for job, count in zip(jobs, counts, strict=True):
        run = int(ends.inertias[first : first + count].argmin())
        row = first + run
        centroids = ends.centroids[row]
        left = centroids[~np.isnan(centroids[:, 0])]
        inertia = float(ends.inertias[row])
        found.append(job.found(run, point_sets.k, inertia, left, ends.labels[row].astype(np.int16)))
        first += count
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _SingleRun:
    """A run to be done alone."""

    assigner: Assigner
    start: Points
    seed: int
    empty: str


def _one_by_one(
    job: _Job, k: int, plan: Plan, progress: Progress, executor: Executor | None
) -> Found:
    """For many points, or points that are not in the plane: by the single run."""
    runs = [
        _SingleRun(job.assigner, start, seed, plan.empty)
        for start, seed in zip(job.starts, job.seeds, strict=True)
    ]
    best: Found | None = None
    least = (np.inf, 0)
    for run, (inertia, centroids, labels) in results(_end_alone, runs, executor, progress):
        if best is None or (inertia, run) < least:
            least = inertia, run
            best = job.found(run, k, inertia, centroids, labels)
    assert best is not None
    return best


def _end_alone(run: _SingleRun, progress: Progress) -> tuple[float, Points, Labels]:
    """The inertia, the last centroids and the last labels of a run."""
    # An assigner remembers the last labels: one for each run, so that threads do not disturb.
    assigner = copy(run.assigner)
    steps: deque[HalfStep] = deque(maxlen=1)
    rng = generator(run.seed, EMPTIES)
    for step in lloyd(assigner, run.start, empty=run.empty, rng=rng):
        progress.at(0.0)
        steps.append(step)
    end = steps.pop()
    return fsum(assigner.inertias(end.labels, end.centroids)), end.centroids, end.labels


def least_inertias(
    points: Sequence[Points],
    keys: Sequence[SetKey],
    largest: int,
    plan: Plan,
    progress: Progress = SILENT,
) -> Points:
    """The least inertia found for K = 1 … ``largest`` over each of S sets, (S, largest).

    Sets (N, d) are of one size. Raises as `Search.next` does.
    """
    search = Search([BruteForce(own) for own in points], keys, plan)
    inertias = np.empty((len(points), largest))
    for k in range(1, largest + 1):
        part = progress.part((k - 1) / largest, k / largest)
        inertias[:, k - 1] = [found.inertia for found in search.next(part)]
    return inertias
