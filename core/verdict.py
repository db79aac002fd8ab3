"""What a run came to, judged by what was computed: the cost of the true centres, where known."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from core.assignment import nearest
from core.checks import Points
from core.run import Run

SAME = 1e-9
"""Relative difference of inertia below which two partitions cost the same."""


class Outcome(Enum):
    """How a finished run compares with the truth."""

    UNFINISHED = "unfinished"
    """Stopped by the limit of iterations."""
    STUCK = "stuck"
    """The true groups are as many, and cost less."""
    AS_GOOD = "as good"
    """No costlier than the true groups, which are as many."""
    OTHER_K = "other k"
    """The true groups are fewer or more than the clusters: their costs do not compare."""
    UNKNOWN = "unknown"
    """The truth is not known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of a run, at its end."""

    outcome: Outcome
    inertia: float
    true_inertia: float
    """Within-cluster sum of squares of the true groups; NaN where they are not known."""
    groups: int
    """True groups; 0 where they are not known."""
    k: int
    """Clusters that are left at the end."""
    sharing: tuple[tuple[int, ...], ...] = ()
    """Sets of centroids (by number) that are all nearest to one true centre."""
    serving: tuple[tuple[int, int], ...] = ()
    """(number of a centroid, true centres nearest to it), where there are two or more."""


def verdict(run: Run) -> Verdict:
    """Judge the end of ``run`` against the true groups of its data."""
    end = run.marks[run.last]
    cost, centres = end.inertia, run.data.true_centres
    if centres is None:
        outcome = Outcome.UNKNOWN if run.converged else Outcome.UNFINISHED
        return Verdict(outcome, cost, np.nan, 0, len(end.centroids))
    true_cost = run.data.true_inertia
    outcome = _outcome(run, cost, true_cost, len(centres))
    sharing = _sharing(end.centroids, centres, end.numbers)
    serving = _serving(end.centroids, centres, end.numbers)
    k = len(end.centroids)
    return Verdict(outcome, cost, true_cost, len(centres), k, sharing, serving)


def _outcome(run: Run, cost: float, true_cost: float, groups: int) -> Outcome:
    if not run.converged:
        return Outcome.UNFINISHED
    if groups != len(run.marks[-1].centroids):
        return Outcome.OTHER_K
    return Outcome.STUCK if cost > true_cost * (1 + SAME) else Outcome.AS_GOOD


def _sharing(
    centroids: Points, centres: Points, numbers: tuple[int, ...]
) -> tuple[tuple[int, ...], ...]:
    home = nearest(centroids, centres)
    together = [np.flatnonzero(home == centre) for centre in range(len(centres))]
    return tuple(tuple(numbers[c] for c in group) for group in together if len(group) > 1)


def _serving(
    centroids: Points, centres: Points, numbers: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    served = np.bincount(nearest(centres, centroids), minlength=len(centroids))
    return tuple((numbers[c], int(served[c])) for c in np.flatnonzero(served > 1))
