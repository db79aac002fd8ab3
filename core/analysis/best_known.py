"""The best minimum that starts have found, and how often they have reached it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.kmeans.measures import SAME
from core.runs.data import Data
from core.runs.run import Run
from core.types import Points

QUICK = 20_000
"""Points times clusters up to which a quick set is computed: it takes less than a second."""

QUICK_STARTS = 50
"""Starts of each method in a quick set."""

QUICK_METHODS = ("random-points", "kmeans++")
"""The ways to start of a quick set."""


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """The starts of one method; each array has shape (R,)."""

    seeds: NDArray[np.intp]
    """Distinct start seeds, ascending."""
    inertias: Points
    """The inertia at the end of each run."""

    def joined(self, other: "Tried") -> "Tried":
        """Return the starts of both; a seed that is in both counts once."""
        seeds, first = np.unique(np.concatenate([self.seeds, other.seeds]), return_index=True)
        return Tried(seeds, np.concatenate([self.inertias, other.inertias])[first])


@dataclass(frozen=True, slots=True, eq=False)
class BestKnown:
    """The best of all starts tried for the same points, K and empty policy."""

    data: Data
    k: int
    empty: str
    inertia: float
    """The least inertia."""
    method: str
    """The method that reached it: a name in SEEDERS."""
    seed: int
    """Its start seed."""
    centroids: Points
    """The means of its clusters at the end, shape (at most K, 2)."""
    tried: Mapping[str, Tried]
    """All starts, by method."""

    @property
    def count(self) -> int:
        """Number of starts."""
        return sum(len(own.seeds) for own in self.tried.values())

    @property
    def reached(self) -> int:
        """Number of starts that reached the least inertia."""
        enough = self.inertia * (1 + SAME)
        return sum(int(np.count_nonzero(own.inertias <= enough)) for own in self.tried.values())

    @property
    def choices(self) -> dict[str, object]:
        """Fields of the recipe of the best run."""
        return {"start": self.method, "start_seed": self.seed}

    def improves_on(self, inertia: float) -> bool:
        """Whether the best run has less than this ``inertia``, by more than rounding."""
        return inertia > self.inertia * (1 + SAME)

    def is_about(self, run: Run) -> bool:
        """Whether the starts are for the same points, K and policy as ``run``."""
        recipe = run.recipe
        return run.data is self.data and (recipe.k, recipe.empty) == (self.k, self.empty)

    def joined(self, other: "BestKnown") -> "BestKnown":
        """Return the better of both bests, with the starts of both.

        Raises ValueError if points, K or policy differ.
        """
        if other.data is not self.data or (other.k, other.empty) != (self.k, self.empty):
            raise ValueError("known: got restarts of other points, K or policy, wanted the same")
        tried = dict(self.tried)
        for method, own in other.tried.items():
            tried[method] = tried[method].joined(own) if method in tried else own
        better = other if other.improves_on(self.inertia) else self
        return replace(better, tried=tried)
