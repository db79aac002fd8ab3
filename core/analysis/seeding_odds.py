"""How one starting centroid was chosen after the others, for seeders that choose in turn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.cached_per_run import cached_per_run
from core.assignment.brute_force import squared_to_own
from core.kmeans.half_step import Phase
from core.runs.run import FILMED, Run
from core.types import Points

STEPS = 16
"""Number of shades."""


@dataclass(frozen=True, slots=True, eq=False)
class SeedingOdds:
    """How one centroid was chosen: by the squared distances to those chosen before it."""

    squared: Points
    """D², shape (N,): squared distance of every point to the nearest centroid chosen before; 1 for
    the first centroid. `kmeans++` draws with probability proportional to it (Arthur and
    Vassilvitskii 2007), `farthest-first` takes the largest (Gonzalez 1985)."""
    steps: NDArray[np.int8]
    """D² as a share of the largest, in steps 0 … STEPS - 1, shape (N,); used for shading."""
    row: int
    """Row of the chosen point; the lowest of those at its place."""
    chance: float
    """Its share of the sum of D²: the probability with which `kmeans++` draws it."""
    nearest: int
    """The nearest centroid chosen before; -1 if there is none."""
    is_drawn: bool
    """Whether it was drawn at random."""


@cached_per_run
def seeding_odds_at(run: Run, index: int) -> SeedingOdds | None:
    """Return how the last centroid of half-step ``index`` was chosen; None if not recorded.

    Costs one assignment.
    """
    mark = run.marks[index]
    is_filmed = run.recipe.start in FILMED and (run.first > 0 or len(run.starts) == 1)
    if mark.phase is not Phase.SEED or not is_filmed or run.recipe.held:
        return None
    points, chosen = run.points, mark.centroids[-1]
    row = int(np.flatnonzero((points == chosen).all(axis=1))[0])
    before, squared, nearest = mark.centroids[:-1], np.ones(len(points)), -1
    if len(before):
        labels = run.data.assigner.nearest(before)
        squared, nearest = squared_to_own(points, labels, before), int(labels[row])
    largest, total = float(squared.max()), float(squared.sum())
    # The squares of very small distances are 0: then all points are equally likely.
    shares = squared / largest if largest else np.ones(len(points))
    steps = np.rint(shares * (STEPS - 1)).astype(np.int8)
    for array in (squared, steps):
        array.setflags(write=False)
    is_drawn = run.recipe.start == "kmeans++" or index == 0
    chance = float(squared[row]) / total if total else 1.0 / len(points)
    return SeedingOdds(squared, steps, row, chance, nearest, is_drawn)
