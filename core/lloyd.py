"""Lloyd's algorithm as a generator of half-steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.assigner import Assigner
from core.assignment import label_dtype
from core.checks import (
    Labels,
    Points,
    checked_centroids,
    checked_name,
    checked_points,
    checked_rng,
    checked_whole,
)
from core.empty import EMPTY_POLICIES, Policy, keep
from core.point_index import assigner_of

MAX_ITERATIONS = 300

BLOCK = 1 << 16
"""Labels that are compared at a time: they stay in the processor's cache."""

Array = TypeVar("Array", bound=NDArray[np.generic])


class Phase(Enum):
    """What a half-step did."""

    SEED = "seed"
    ASSIGN = "assign"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, eq=False)
class HalfStep:
    """One half-step of k-means. Nothing writes to it after it is made.

    What a half-step did not change is the same object as in the one before, so ``is`` tells.
    """

    phase: Phase
    iteration: int
    """The number of updates done so far."""
    centroids: Points
    """Shape (K, d), float64, read-only."""
    labels: Labels
    """Shape (N,), read-only. After an update those of the assignment before it: stale by design,
    save for points that an empty cluster took."""
    emptied: tuple[int, ...] = ()
    """The clusters that were left without a point: after an assignment, those it emptied; after
    an update, those of the assignment before it, which the policy has dealt with."""
    numbers: tuple[int, ...] = ()
    """Which starting centroid each centroid descends from; differs from 0 … K - 1 only after a
    cluster was dropped."""

    def __iter__(self) -> Iterator[NDArray[np.generic]]:
        """Unpack as ``centroids, labels``."""
        return iter((self.centroids, self.labels))


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
    change while the generator is in use. Many points of the plane get an index first (see
    `PointIndex`; hand one in to use it again): labels and centroids are the same as without it,
    bit for bit, whatever the points, as means are exact sums, rounded once. ``empty`` names the
    policy for a cluster without points (see `EMPTY_POLICIES`); "random" draws from ``rng``.

    The run ends with the first ASSIGN after an UPDATE that changes no label, or after
    ``max_iterations`` updates and their ASSIGN. Ties go to the lowest index. A run that has
    converged ends on a fixed point.

    Raises TypeError or ValueError, before the first half-step, that names the argument: for a
    wrong type or shape, NaN or infinity, more centroids than distinct points, unknown names.
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


def seed_state(n: int, centroids: Points) -> HalfStep:
    """The half-step before all others: centroids, and no point has a cluster."""
    k = len(centroids)
    unassigned = np.full(n, -1, label_dtype(k))
    return HalfStep(Phase.SEED, 0, _frozen(centroids), _frozen(unassigned), numbers=tuple(range(k)))


def assigned(assigner: Assigner, state: HalfStep) -> HalfStep:
    """The half-step in which every point joins its nearest centroid.

    Its labels are the same object as before where no label changed.
    """
    labels: Labels = _frozen(assigner.nearest(state.centroids))
    emptied = _empty_clusters(assigner, labels, len(state.centroids))
    if _same(labels, state.labels):
        labels = state.labels
    return HalfStep(
        Phase.ASSIGN,
        state.iteration,
        state.centroids,
        labels,
        emptied,
        state.numbers,
    )


def updated(
    assigner: Assigner, state: HalfStep, policy: Policy, rng: np.random.Generator | None
) -> HalfStep:
    """The half-step in which every centroid moves to the mean of its points."""
    emptied = np.array(state.emptied, np.intp)
    act = policy if len(emptied) else keep
    update = act(assigner, state.centroids, state.labels, emptied, rng)
    numbers, centroids = state.numbers, update.centroids
    if len(centroids) < len(numbers):
        numbers = tuple(np.delete(numbers, emptied).tolist())
    elif np.array_equal(centroids, state.centroids):
        centroids = state.centroids
    return HalfStep(
        Phase.UPDATE,
        state.iteration + 1,
        _frozen(centroids),
        _frozen(update.labels),
        state.emptied,
        numbers,
    )


def _same(one: Labels, other: Labels) -> bool:
    """Whether no label differs; block by block, as mostly the first ones tell."""
    return all(
        np.array_equal(one[start : start + BLOCK], other[start : start + BLOCK])
        for start in range(0, len(one), BLOCK)
    )


def _empty_clusters(assigner: Assigner, labels: Labels, k: int) -> tuple[int, ...]:
    """The clusters without a point, ascending."""
    return tuple(np.flatnonzero(assigner.sizes(labels, k) == 0).tolist())


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array
