"""One half-step of Lloyd's algorithm as an immutable value."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.assignment.assigner import Assigner
from core.assignment.nearest import label_dtype
from core.blocks import BLOCK
from core.kmeans.empty_clusters import Policy, keep
from core.types import Labels, Points

Array = TypeVar("Array", bound=NDArray[np.generic])


class Phase(Enum):
    """What a half-step did."""

    SEED = "seed"
    ASSIGN = "assign"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, eq=False)
class HalfStep:
    """One half-step of k-means. Nothing writes to it after it is made.

    Arrays that a half-step did not change are the same objects as in the one before.
    """

    phase: Phase
    iteration: int
    """The number of updates done so far."""
    centroids: Points
    """Shape (K, d), float64, read-only."""
    labels: Labels
    """Shape (N,), read-only. After an update, the labels of the assignment before it, except for
    points that an empty cluster took."""
    emptied: tuple[int, ...] = ()
    """The clusters that were left without a point: after an assignment, those it emptied; after
    an update, those of the assignment before it, which the policy has dealt with."""
    numbers: tuple[int, ...] = ()
    """Which starting centroid each centroid descends from; differs from 0 … K - 1 only after a
    cluster was dropped."""

    def __iter__(self) -> Iterator[NDArray[np.generic]]:
        """Unpack as ``centroids, labels``."""
        return iter((self.centroids, self.labels))


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
    """Whether no label differs; in blocks, because the first one mostly decides."""
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


def changed_count(before: HalfStep, after: HalfStep) -> int:
    """Return the number of points in `changed_rows`."""
    if after.labels is before.labels:
        return 0
    if after.numbers == before.numbers or before.phase is Phase.SEED:
        return sum(
            int(np.count_nonzero(after.labels[block] != before.labels[block]))
            for block in (slice(s, s + BLOCK) for s in range(0, len(after.labels), BLOCK))
        )
    return len(changed_rows(before, after))


def changed_rows(before: HalfStep, after: HalfStep) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The points whose cluster differs between two half-steps, as row numbers, ascending.

    A cluster that only moved up because another was dropped is still the same cluster.
    """
    if after.labels is before.labels:
        return np.zeros(0, np.intp)
    if after.numbers == before.numbers or before.phase is Phase.SEED:
        return np.flatnonzero(after.labels != before.labels)
    own = np.array(after.numbers)[after.labels]
    return np.flatnonzero(own != np.array(before.numbers)[before.labels])
