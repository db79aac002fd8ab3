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
"""Shades from the least chance to the best."""


@dataclass(frozen=True, slots=True, eq=False)
class SeedingOdds:
    """What one centroid was chosen by: the squared distances to those chosen before it."""

    squared: Points
    """D², shape (N,): of every point, to the nearest centroid chosen before; 1 where there is
    none, so that the first choice is among equals. `kmeans++` draws with a chance in proportion
    to it (Arthur and Vassilvitskii 2007), `farthest-first` takes the largest (Gonzalez 1985)."""
    steps: NDArray[np.int8]
    """The same in steps, 0 … STEPS - 1, as a share of the largest: for shading, shape (N,)."""
    row: int
    """The point that was chosen; the lowest of those at its place."""
    chance: float
    """Its D² as a share of all: the odds with which `kmeans++` draws it."""
    nearest: int
    """The centroid nearest to it of those chosen before; -1 where there is none."""
    is_drawn: bool
    """Whether chance chose it, not the distance alone."""


@cached_per_run
def seeding_odds_at(run: Run, index: int) -> SeedingOdds | None:
    """How the last centroid of half-step ``index`` was chosen; None where that is no film.

    Costs one assignment.
    """
    mark = run.marks[index]
    is_filmed = run.recipe.start in FILMED and (run.first > 0 or len(run.starts) == 1)
    if mark.phase is not Phase.SEED or not is_filmed:
        return None
    points, chosen = run.points, mark.centroids[-1]
    row = int(np.flatnonzero((points == chosen).all(axis=1))[0])
    before, squared, nearest = mark.centroids[:-1], np.ones(len(points)), -1
    if len(before):
        labels = run.data.assigner.nearest(before)
        squared, nearest = squared_to_own(points, labels, before), int(labels[row])
    largest, total = float(squared.max()), float(squared.sum())
    # The squares of very small distances vanish: then all points are as likely as each other.
    shares = squared / largest if largest else np.ones(len(points))
    steps = np.rint(shares * (STEPS - 1)).astype(np.int8)
    for array in (squared, steps):
        array.setflags(write=False)
    is_drawn = run.recipe.start == "kmeans++" or index == 0
    chance = float(squared[row]) / total if total else 1.0 / len(points)
    return SeedingOdds(squared, steps, row, chance, nearest, is_drawn)
