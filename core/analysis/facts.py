"""What happened at a half-step, as numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.seeding_odds import SeedingOdds, seeding_odds_at
from core.kmeans.half_step import Phase
from core.kmeans.measures import shifts
from core.runs.run import Run, places
from core.types import Points


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The numbers of one half-step."""

    phase: Phase
    iteration: int
    n: int
    k: int
    changed: int
    """Number of points whose cluster changed."""
    inertia: float
    """NaN before the first assignment."""
    inertia_before: float
    """Inertia of the half-step before; NaN up to the first assignment."""
    largest_shift: float
    """The largest distance that a centroid moved."""
    moved: int
    """Number of centroids that moved."""
    emptied: tuple[int, ...]
    """Numbers of the clusters that are empty after this assignment or before this update."""
    newly_empty: tuple[int, ...]
    """The numbers of the clusters that lost their last point in this assignment."""
    sizes: NDArray[np.intp]
    """Points of each cluster, shape (K,)."""
    inertias: Points
    """Part of each cluster in the inertia, shape (K,)."""
    at_end: bool
    converged: bool
    """Whether this is the last half-step, and a fixed point."""
    seeding_odds: SeedingOdds | None = None
    """How the last centroid was chosen, for seeders that choose one after another."""


def facts_at(run: Run, index: int) -> Facts:
    """The facts of half-step ``index`` of ``run``."""
    mark = run.marks[index]
    before = run.marks[max(index - 1, 0)]
    moves = np.zeros(len(mark.centroids))
    if mark.phase is not Phase.SEED:
        moves = shifts(places(before, mark.numbers), mark.centroids)
    at_end = index == run.last
    return Facts(
        mark.phase,
        mark.iteration,
        len(run.points),
        len(mark.centroids),
        mark.changed,
        mark.inertia,
        before.inertia,
        float(moves.max(initial=0.0)),
        int(np.count_nonzero(moves)),
        tuple(before.numbers[cluster] for cluster in mark.emptied),
        newly_empty(run, index) if mark.iteration > 0 else (),
        mark.sizes,
        mark.inertias,
        at_end,
        at_end and run.converged,
        seeding_odds_at(run, index),
    )


def newly_empty(run: Run, index: int) -> tuple[int, ...]:
    """The numbers of the clusters that lost their last point in this assignment."""
    mark = run.marks[index]
    if mark.phase is not Phase.ASSIGN:
        return ()
    # Only "keep" leaves a cluster empty from one assignment to the next.
    already = run.marks[index - 1].emptied if run.recipe.empty == "keep" else ()
    return tuple(mark.numbers[c] for c in mark.emptied if c not in already)
