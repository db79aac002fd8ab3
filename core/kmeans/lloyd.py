"""Lloyd's algorithm as a generator of half-steps."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from core.assignment.assigner import Assigner
from core.assignment.row_order import assigner_of
from core.checks import checked_centroids, checked_name, checked_points, checked_rng, checked_whole
from core.kmeans.empty_clusters import EMPTY_POLICIES, Policy
from core.kmeans.half_step import HalfStep, assigned, seed_state, updated
from core.types import Points

MAX_ITERATIONS = 300


def lloyd(
    points: ArrayLike | Assigner,
    centroids: ArrayLike,
    *,
    empty: str = "farthest",
    max_iterations: int = MAX_ITERATIONS,
    rng: np.random.Generator | None = None,
) -> Iterator[HalfStep]:
    """Generate the half-steps of k-means (Lloyd 1982): SEED, then ASSIGN and UPDATE in turn.

    ``points`` (N, d) and the starting ``centroids`` (K, d) are never written to; they must not
    change while the generator is in use. For many points of the plane an index is built first (see
    `PointIndex`; pass one to use it again). It does not change labels or centroids: they are the
    same bits. ``empty`` names the policy for a cluster without points (see `EMPTY_POLICIES`);
    "random" draws from ``rng``.

    The run ends with the first ASSIGN after an UPDATE that changes no label, or after
    ``max_iterations`` updates and their ASSIGN. Ties go to the lowest index. A run that has
    converged ends on a fixed point.

    Raises TypeError or ValueError, before the first half-step, that names the argument: for a wrong
    type or shape, NaN or infinity, more centroids than distinct points, unknown names.
    """
    assigner = points if isinstance(points, Assigner) else assigner_of(checked_points(points))
    starts = checked_centroids(centroids, assigner.points)
    policy = EMPTY_POLICIES[checked_name(empty, EMPTY_POLICIES, "empty")]
    max_iterations = checked_whole(max_iterations, "max_iterations", 0)
    if empty == "random":
        rng = checked_rng(rng)
    return _half_steps(assigner, starts, policy, max_iterations, rng)


def _half_steps(
    assigner: Assigner,
    centroids: Points,
    policy: Policy,
    max_iterations: int,
    rng: np.random.Generator | None,
) -> Iterator[HalfStep]:
    state = seed_state(len(assigner.points), centroids)
    yield state
    state = assigned(assigner, state)
    yield state
    for _ in range(max_iterations):
        state = updated(assigner, state, policy, rng)
        yield state
        before, state = state, assigned(assigner, state)
        yield state
        if state.labels is before.labels:
            return
