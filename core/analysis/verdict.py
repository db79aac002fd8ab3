"""The result of a run compared with the true groups and with other starts."""

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
"""Adjusted Rand index from which clusters and true groups are regarded as the same."""


class Outcome(Enum):
    """How the result of a run compares with the true groups."""

    UNFINISHED = "unfinished"
    """Stopped by the limit of iterations."""
    STUCK = "stuck"
    """K is the number of true groups, and these have less inertia."""
    AS_GOOD = "as good"
    """K is the number of true groups, and the clusters are about the same."""
    CHEAPER = "cheaper"
    """K is the number of true groups; the clusters have less inertia and differ from the groups."""
    OTHER_K = "other k"
    """K is not the number of true groups: inertias cannot be compared."""
    UNKNOWN = "unknown"
    """The true groups are not known."""


class Reference(Enum):
    """What a run's centroids are compared with."""

    NONE = "none"
    TRUTH = "truth"
    """The true centres."""
    BEST_KNOWN = "best known"
    """The centroids of the best minimum known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The comparison of the end of a run."""

    outcome: Outcome
    inertia: float
    true_inertia: float
    """Within-cluster sum of squares of the true groups; NaN if they are not known."""
    groups: int
    """Number of true groups; 0 if they are not known."""
    k: int
    """Number of clusters at the end."""
    reference: Reference = Reference.NONE
    """The reference of ``sharing`` and ``serving``."""
    sharing: tuple[tuple[int, ...], ...] = ()
    """Sets of centroids (by number) that are all nearest to one centre of the reference."""
    serving: tuple[tuple[int, int], ...] = ()
    """(number of a centroid, centres of the reference nearest to it), where two or more."""
    agreement: float = float("nan")
    """Adjusted Rand index of clusters and true groups; NaN where it is not needed."""
    tried: int = 0
    """Number of other starts."""
    best: float = float("nan")
    """The least inertia of the other starts."""
    reached: int = 0
    """Number of starts that reached it."""
    is_beaten: bool = False
    """Whether the best of them has less inertia than the run."""


def verdict(run: Run, known: BestKnown | None = None) -> Verdict:
    """Compare the end of ``run`` with its true groups and with the ``known`` best of other starts.

    ``known`` must be for the points, K and policy of the run.
    """
    found = _beside_truth(run)
    if known is None:
        return found
    is_beaten = known.improves_on(found.inertia)
    found = replace(
        found, tried=known.count, best=known.inertia, reached=known.reached, is_beaten=is_beaten
    )
    # With K true groups these are the reference; otherwise the best minimum known.
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
