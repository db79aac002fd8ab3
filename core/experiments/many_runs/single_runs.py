"""Steps that a run takes by itself, where a cluster is empty."""

from dataclasses import replace
from enum import Enum

import numpy as np

from core.assignment.assigner import Assigner
from core.kmeans.empty_clusters import EMPTY_POLICIES
from core.kmeans.half_step import HalfStep, assigned, updated

OVERHEAD = 1000
"""Bytes that a remembered step takes beside its labels, about."""


class End(Enum):
    """Whether and how a run has ended."""

    NONE = "none"
    FIXED = "fixed"
    """On a fixed point."""
    LIMIT = "limit"
    """At the limit of iterations, or where nothing but chance would change it."""


class SingleRuns:
    """Runs on their own, by the functions of `core.kmeans`.

    Under "farthest" an update depends on the labels and on the centroids that have points: what
    follows is remembered, as it is the same wherever a centroid without any was put.
    """

    def __init__(self, assigner: Assigner, k: int, empty: str, limit: int) -> None:
        self._assigner, self._k, self._limit = assigner, k, limit
        self._policy = EMPTY_POLICIES[empty]
        self._empty = empty
        self._known: dict[bytes, tuple[HalfStep, bool]] = {}

    @property
    def size(self) -> int:
        """Memory taken, in bytes, about."""
        return len(self._known) * (4 * len(self._assigner.points) + OVERHEAD)

    def forget(self) -> None:
        """Know nothing any more."""
        self._known.clear()

    def continued(self, state: HalfStep, rng: np.random.Generator | None) -> tuple[HalfStep, End]:
        """From an assignment that left a cluster empty to one that did not, or to the run's end."""
        while True:
            state, converged = self._next(state, rng)
            if converged:
                # As `core.runs.run.Run.converged`: a cluster still empty would be drawn for again.
                drawn = self._empty == "random" and bool(state.emptied)
                return state, End.LIMIT if drawn else End.FIXED
            if state.iteration == self._limit:
                return state, End.LIMIT
            if not state.emptied and len(state.centroids) == self._k:
                return state, End.NONE

    def _next(self, state: HalfStep, rng: np.random.Generator | None) -> tuple[HalfStep, bool]:
        """The next assignment after ``state``, itself one, and whether it changes no label."""
        if self._empty != "farthest" or not state.emptied:
            return self._worked_out(state, rng)
        filled = state.centroids.copy()
        filled[list(state.emptied)] = 0.0
        key = state.labels.tobytes() + filled.tobytes()
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._worked_out(state, rng)
        after, converged = known
        return replace(after, iteration=state.iteration + 1), converged

    def _worked_out(
        self, state: HalfStep, rng: np.random.Generator | None
    ) -> tuple[HalfStep, bool]:
        update = updated(self._assigner, state, self._policy, rng)
        after = assigned(self._assigner, update)
        return after, after.labels is update.labels
