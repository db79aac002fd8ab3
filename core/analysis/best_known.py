"""What starts have found on some points: the best minimum known, and how often it was reached."""

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
class BestKnown:
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

    def joined(self, other: "BestKnown") -> "BestKnown":
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
