"""What each half-step saved of the inertia, split by cluster."""

from dataclasses import dataclass
from math import fsum

import numpy as np

from core.analysis.cached_per_run import cached_per_run
from core.assignment.brute_force import squared_to_own
from core.assignment.nearest import squared_distances
from core.kmeans.half_step import Phase, changed_rows
from core.runs.run import Run
from core.types import Points

NOISE = 1e-12
"""The share of the inertia below which a gain is but rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """How much less the partition costs after a half-step than before, and thanks to whom."""

    numbers: tuple[int, ...]
    """The clusters that there were before the half-step, by their starting numbers."""
    amounts: Points
    """What each of them saved, shape (len(numbers),); below 0 where it costs more."""
    total: float
    """The inertia before, less that after: the sum of the amounts, up to rounding."""
    before: float
    """The inertia before."""

    @property
    def matters(self) -> bool:
        """Whether the total is more than rounding."""
        return abs(self.total) > NOISE * self.before

    @property
    def largest(self) -> tuple[tuple[int, float], ...]:
        """(number of a cluster, its amount) of all that are no mere rounding, largest first."""
        order = np.argsort(-np.abs(self.amounts), kind="stable").tolist()
        least = NOISE * self.before
        return tuple(
            (self.numbers[row], float(self.amounts[row]))
            for row in order
            if abs(self.amounts[row]) > least
        )


@cached_per_run
def gains_at(run: Run, index: int) -> Gains | None:
    """What half-step ``index`` saved; None up to the first assignment, as nothing cost before.

    In an assignment each cluster has what the points that joined it saved: their squared
    distances to the old centroids, less those to the new one. In an update it has what its
    centroid saved by moving to the mean. A point that an empty cluster took on that occasion
    counts as if it had joined by assignment: its squared distance to the old centroid of the
    cluster it left is saved by the one that took it. A dropped cluster saves nothing.

    An assignment costs looking up the labels of two half-steps, an update O(K).
    """
    if index < run.first + 2:
        return None
    before, mark = run.marks[index - 1], run.marks[index]
    amounts = _of_assignment(run, index) if mark.phase is Phase.ASSIGN else _of_update(run, index)
    amounts.setflags(write=False)
    return Gains(before.numbers, amounts, before.inertia - mark.inertia, before.inertia)


def unsplit_at(run: Run, index: int) -> Gains | None:
    """As `gains_at`, from marks alone: the total is there, but no cluster's share in it."""
    if index < run.first + 2:
        return None
    before = run.marks[index - 1].inertia
    return Gains((), np.zeros(0), before - run.marks[index].inertia, before)


def gains_so_far(run: Run, index: int) -> tuple[float, float]:
    """What all assignments and all updates up to half-step ``index`` saved, from marks alone.

    The first assignment is none of them: nothing cost before it.
    """
    saved: dict[Phase, list[float]] = {phase: [] for phase in Phase}
    for at in range(run.first + 2, index + 1):
        before, mark = run.marks[at - 1], run.marks[at]
        saved[mark.phase].append(before.inertia - mark.inertia)
    return fsum(saved[Phase.ASSIGN]), fsum(saved[Phase.UPDATE])


def _of_assignment(run: Run, index: int) -> Points:
    before, step = run[index - 1], run[index]
    rows = changed_rows(before, step)
    joined, points = step.labels[rows], run.points[rows]
    saved = squared_to_own(points, before.labels[rows], step.centroids)
    saved -= squared_to_own(points, joined, step.centroids)
    return np.bincount(joined, weights=saved, minlength=len(step.centroids)).astype(np.float64)


def _of_update(run: Run, index: int) -> Points:
    before, mark = run.marks[index - 1], run.marks[index]
    after = np.zeros(len(before.numbers))  # what is dropped had no points, and costs nothing
    after[np.searchsorted(before.numbers, mark.numbers)] = mark.inertias
    amounts: Points = before.inertias - after
    if mark.moved:
        rows, takers = (list(column) for column in zip(*mark.moved, strict=True))
        losers = run[index - 1].labels[rows]
        squared = squared_distances(run.points[rows], before.centroids[losers])
        np.subtract.at(amounts, losers, squared)
        np.add.at(amounts, takers, squared)
    return amounts
