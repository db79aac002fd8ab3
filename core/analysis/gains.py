"""The decrease of the inertia in each half-step, by cluster."""

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
"""Share of the inertia below which a gain is rounding error."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """The decrease of the inertia in a half-step, by cluster."""

    numbers: tuple[int, ...]
    """The clusters before the half-step, by their starting numbers."""
    amounts: Points
    """The part of each in the decrease, shape (len(numbers),); below 0 for an increase."""
    total: float
    """Inertia before minus inertia after: the sum of the amounts, up to rounding."""
    before: float
    """The inertia before."""

    @property
    def matters(self) -> bool:
        """Whether the total is more than rounding error."""
        return abs(self.total) > NOISE * self.before

    @property
    def largest(self) -> tuple[tuple[int, float], ...]:
        """(number of the cluster, amount) of all above rounding error, largest first."""
        order = np.argsort(-np.abs(self.amounts), kind="stable").tolist()
        least = NOISE * self.before
        return tuple(
            (self.numbers[row], float(self.amounts[row]))
            for row in order
            if abs(self.amounts[row]) > least
        )


@cached_per_run
def gains_at(run: Run, index: int) -> Gains | None:
    """Return the gains of half-step ``index``; None up to the first assignment.

    In an assignment the amount of a cluster is the sum over the points that joined it of the
    squared distance to the old centroid minus that to the new one. In an update it is the decrease
    by the move of the centroid to the mean. If an empty cluster took a point in this update, the
    point's squared distance to its old centroid is part of the amount of the cluster that took it.
    The amount of a dropped cluster is 0.

    An assignment needs the labels of two half-steps, an update O(K).
    """
    if index < run.first + 2:
        return None
    before, mark = run.marks[index - 1], run.marks[index]
    amounts = _of_assignment(run, index) if mark.phase is Phase.ASSIGN else _of_update(run, index)
    amounts.setflags(write=False)
    return Gains(before.numbers, amounts, before.inertia - mark.inertia, before.inertia)


def unsplit_at(run: Run, index: int) -> Gains | None:
    """Return the total of `gains_at` from the marks alone, without the amounts of the clusters."""
    if index < run.first + 2:
        return None
    before = run.marks[index - 1].inertia
    return Gains((), np.zeros(0), before - run.marks[index].inertia, before)


def gains_so_far(run: Run, index: int) -> tuple[float, float]:
    """Return the total gains of all assignments and all updates up to half-step ``index``.

    The first assignment is not included: there is no inertia before it.
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
    after = np.zeros(len(before.numbers))  # a dropped cluster had no points
    after[np.searchsorted(before.numbers, mark.numbers)] = mark.inertias
    amounts: Points = before.inertias - after
    if mark.moved:
        rows, takers = (list(column) for column in zip(*mark.moved, strict=True))
        losers = run[index - 1].labels[rows]
        squared = squared_distances(run.points[rows], before.centroids[losers])
        np.subtract.at(amounts, losers, squared)
        np.add.at(amounts, takers, squared)
    return amounts
