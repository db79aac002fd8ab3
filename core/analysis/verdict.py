"""What a run came to, judged by what was computed: the truth where known, and other starts."""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from core.analysis.best_known import BestKnown
from core.analysis.truth import agreement_at
from core.assignment.nearest import nearest
from core.kmeans.measures import SAME
from core.runs.run import Mark, Run
from core.types import Points

AGREEING = 0.9
"""Adjusted Rand index from which on clusters and true groups are about the same."""


class Outcome(Enum):
    """How a finished run compares with the truth."""

    UNFINISHED = "unfinished"
    """Stopped by the limit of iterations."""
    STUCK = "stuck"
    """The true groups are as many, and cost less."""
    AS_GOOD = "as good"
    """No costlier than the true groups, which are as many."""
    CHEAPER = "cheaper"
    """Less costly than the true groups, which are as many, but not those groups."""
    OTHER_K = "other k"
    """The true groups are fewer or more than the clusters: their costs do not compare."""
    UNKNOWN = "unknown"
    """The truth is not known."""


class Reference(Enum):
    """What a run's centroids are compared with."""

    NONE = "none"
    TRUTH = "truth"
    """The true centres."""
    BEST_KNOWN = "best known"
    """The centroids of the best minimum that any start has found."""


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
    reference: Reference = Reference.NONE
    """What the centroids are compared with in the two that follow."""
    sharing: tuple[tuple[int, ...], ...] = ()
    """Sets of centroids (by number) that are all nearest to one centre of the reference."""
    serving: tuple[tuple[int, int], ...] = ()
    """(number of a centroid, centres of the reference nearest to it), where two or more."""
    agreement: float = float("nan")
    """Adjusted Rand index of clusters and true groups; NaN where it decides nothing."""
    tried: int = 0
    """Other starts that were tried; 0 where none was."""
    best: float = float("nan")
    """The least inertia they reached."""
    reached: int = 0
    """How many of them reached it."""
    is_beaten: bool = False
    """Whether the best of them costs less than the run."""


def verdict(run: Run, known: BestKnown | None = None) -> Verdict:
    """Judge the end of ``run`` by its true groups, and by what other starts are ``known`` to find.

    What is known must be about the points, K and policy of the run.
    """
    found = _beside_truth(run)
    if known is None:
        return found
    is_beaten = known.improves_on(found.inertia)
    found = replace(
        found, tried=known.count, best=known.inertia, reached=known.reached, is_beaten=is_beaten
    )
    # True groups that are as many are the better reference: they are what is looked for.
    if is_beaten and found.groups != found.k:
        return _compared(found, run.marks[-1], known.centroids, Reference.BEST_KNOWN)
    return found


def _beside_truth(run: Run) -> Verdict:
    end = run.marks[run.last]
    cost, centres, k = end.inertia, run.data.true_centres, len(end.centroids)
    if centres is None:
        outcome = Outcome.UNKNOWN if run.converged else Outcome.UNFINISHED
        return Verdict(outcome, cost, np.nan, 0, k)
    true_cost = run.data.true_inertia
    found = Verdict(_outcome(run, cost, true_cost, len(centres)), cost, true_cost, len(centres), k)
    if found.outcome is Outcome.AS_GOOD and cost < true_cost * (1 - SAME):
        agreement = agreement_at(run, run.last)
        assert agreement is not None, "asked only where the truth is known"
        is_other = agreement < AGREEING
        outcome = Outcome.CHEAPER if is_other else Outcome.AS_GOOD
        found = replace(found, outcome=outcome, agreement=agreement)
    return _compared(found, end, centres, Reference.TRUTH)


def _outcome(run: Run, cost: float, true_cost: float, groups: int) -> Outcome:
    if not run.converged:
        return Outcome.UNFINISHED
    if groups != len(run.marks[-1].centroids):
        return Outcome.OTHER_K
    return Outcome.STUCK if cost > true_cost * (1 + SAME) else Outcome.AS_GOOD


def _compared(found: Verdict, end: Mark, centres: Points, reference: Reference) -> Verdict:
    return replace(
        found,
        reference=reference,
        sharing=_sharing(end.centroids, centres, end.numbers),
        serving=_serving(end.centroids, centres, end.numbers),
    )


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
