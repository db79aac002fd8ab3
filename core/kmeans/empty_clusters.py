"""Policies for clusters that have lost all points: the table EMPTY_POLICIES."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.assignment.assigner import Assigner
from core.assignment.brute_force import squared_to_own
from core.assignment.nearest import label_dtype
from core.checks import checked_rng
from core.types import Labels, Points


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """The outcome of an update: new centroids, and the labels after a policy moved points."""

    centroids: Points
    labels: Labels


Policy = Callable[
    [Assigner, Points, Labels, NDArray[np.intp], np.random.Generator | None],
    Update,
]
"""``policy(assigner, centroids, labels, emptied, rng)``; ``emptied`` lists the empty clusters."""


def keep(
    assigner: Assigner,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Every empty centroid stays where it is."""
    return Update(assigner.means(labels, centroids), labels)


def farthest(
    assigner: Assigner,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Each empty centroid takes the point farthest from its own, which leaves its cluster.

    The last point of a cluster is never taken; among equals the lowest row is. The point taken then
    lies at distance 0, so inertia cannot rise.
    """
    labels = labels.copy()
    left = assigner.sizes(labels, len(centroids))
    distance = squared_to_own(assigner.points, labels, centroids)
    for single in np.flatnonzero(left == 1):
        distance[labels == single] = -1.0
    for cluster in emptied:
        row = int(distance.argmax())
        loser = labels[row]
        labels[row], distance[row] = cluster, -1.0
        left[loser] -= 1
        if left[loser] == 1:
            distance[labels == loser] = -1.0
    return Update(assigner.means(labels, centroids), labels)


def drop(
    assigner: Assigner,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Empty centroids are removed: K shrinks, and the clusters behind them move up."""
    survivors = np.delete(centroids, emptied, axis=0)
    labels = without(emptied, labels, len(centroids))
    return Update(assigner.means(labels, survivors), labels)


def without(emptied: NDArray[np.intp], labels: Labels, k: int) -> Labels:
    """``labels`` among k clusters after the ``emptied`` ones are gone: those behind move up."""
    gaps = np.searchsorted(emptied, np.arange(k))
    new_index = (np.arange(k) - gaps).astype(label_dtype(k - len(emptied)))
    return new_index[labels]


def random(
    assigner: Assigner,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Each empty centroid jumps to a random data point; TypeError without ``rng``.

    It is drawn among the points on which no centroid lies, so that it gets that point at least.
    """
    update = keep(assigner, centroids, labels, emptied)
    points, places = assigner.points, update.centroids
    rng = checked_rng(rng)
    drawn = points[rng.integers(len(points), size=len(emptied))]
    taken = np.delete(places, emptied, axis=0)
    for cluster, place in zip(emptied, drawn, strict=True):
        if (taken == place).all(axis=1).any():
            is_free = np.ones(len(points), bool)
            for other in taken:
                is_free &= (points != other).any(axis=1)
            free = np.flatnonzero(is_free)
            place = points[free[rng.integers(len(free))]] if len(free) else place
        places[cluster] = place
        taken = np.concatenate([taken, place[None]])
    return update


EMPTY_POLICIES: dict[str, Policy] = {
    "farthest": farthest,
    "keep": keep,
    "drop": drop,
    "random": random,
}
