"""What starts have found on some points: the best minimum known, and how often it was reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.checks import Points
from core.data import Data
from core.measures import SAME
from core.progress import UNHEARD, Progress
from core.recipe import Recipe
from core.run import Run

if TYPE_CHECKING:
    from core.experiments.many import ManyRuns
    from core.experiments.restarts import Batch

QUICK = 20_000
"""Points times clusters up to which a quick set is worked out: it takes less than a second."""

QUICK_STARTS = 50
"""Starts of each method in a quick set."""

QUICK_METHODS = ("random-points", "kmeans++")
"""The ways to start of a quick set."""


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """The starts of one method, each array of shape (R,)."""

    seeds: NDArray[np.intp]
    """Start seeds, ascending, each once."""
    inertias: Points
    """Where each of them led to."""

    def joined(self, other: "Tried") -> "Tried":
        """The starts of both; what both have tried counts once."""
        seeds, first = np.unique(np.concatenate([self.seeds, other.seeds]), return_index=True)
        return Tried(seeds, np.concatenate([self.inertias, other.inertias])[first])


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The best of all the starts that were tried for the same points, K and empty policy."""

    data: Data
    k: int
    empty: str
    inertia: float
    """The least that was reached."""
    method: str
    """A name in SEEDERS that reached it,"""
    seed: int
    """and its start seed."""
    centroids: Points
    """Where it ends: the means of its groups, at most K of them."""
    tried: Mapping[str, Tried]
    """All starts, by method."""

    @property
    def count(self) -> int:
        """How many starts were tried."""
        return sum(len(own.seeds) for own in self.tried.values())

    @property
    def reached(self) -> int:
        """How many of them reached the least inertia."""
        enough = self.inertia * (1 + SAME)
        return sum(int(np.count_nonzero(own.inertias <= enough)) for own in self.tried.values())

    @property
    def choices(self) -> dict[str, object]:
        """The fields of a recipe that make the best run of these points."""
        return {"start": self.method, "start_seed": self.seed}

    def beats(self, inertia: float) -> bool:
        """Whether a run of this ``inertia`` costs more than the best, by more than rounding."""
        return inertia > self.inertia * (1 + SAME)

    def is_about(self, run: Run) -> bool:
        """Whether the starts are for the same points, K and policy as ``run``."""
        recipe = run.recipe
        return run.data is self.data and (recipe.k, recipe.empty) == (self.k, self.empty)

    def joined(self, other: "Known") -> "Known":
        """What both know: the better of both bests, and every start once.

        Raises ValueError where they are about different points, K or policies.
        """
        if other.data is not self.data or (other.k, other.empty) != (self.k, self.empty):
            raise ValueError("known: got restarts of other points, K or policy, wanted the same")
        tried = dict(self.tried)
        for method, own in other.tried.items():
            tried[method] = tried[method].joined(own) if method in tried else own
        better = other if other.beats(self.inertia) else self
        return replace(better, tried=tried)


def known_of(recipe: Recipe, data: Data, batch: "Batch", runs: "ManyRuns") -> Known:
    """What one batch of restarts says; ``runs`` is what numbered its minima."""
    best = int(batch.endings.inertias.argmin())
    order = batch.seeds.argsort()
    return Known(
        data,
        recipe.k,
        recipe.empty,
        float(batch.endings.inertias[best]),
        batch.method,
        int(batch.seeds[best]),
        runs.centroids_of(int(batch.endings.minima[best])),
        {batch.method: Tried(batch.seeds[order], batch.endings.inertias[order])},
    )


def is_quick(run: Run) -> bool:
    """Whether a quick set for the points and K of ``run`` takes no time to speak of."""
    return len(run.points) * run.recipe.k <= QUICK


def quick_set(recipe: Recipe, data: Data, progress: Progress = UNHEARD) -> Known | None:
    """A hundred starts, the same for the same points, K and policy, whatever the start seed.

    None where no start is possible, as of points too close together for k-means++. Raises
    CancelledError where ``progress`` says that it is wanted no more.
    """
    # Only here: every state may know something, but no window waits for the experiments.
    from core.experiments.many import ManyRuns
    from core.experiments.restarts import restarts

    recipe = recipe.but(start="random-points", start_seed=0, placed=())
    known: Known | None = None
    try:
        runs = ManyRuns(data.assigner, recipe.k, recipe.empty)
        for batch in restarts(recipe, data, QUICK_METHODS, QUICK_STARTS, progress, runs):
            more = known_of(recipe, data, batch, runs)
            known = more if known is None else known.joined(more)
    except ValueError:
        return known
    return known
