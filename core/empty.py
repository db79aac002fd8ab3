"""What an update does with a cluster that has lost all its points: the table EMPTY_POLICIES."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.assignment import label_dtype, squared_distances
from core.checks import Labels, Points, checked_rng
from core.measures import means


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """The outcome of an update: new centroids, and the labels after a policy moved points."""

    centroids: Points
    labels: Labels


Policy = Callable[
    [Points, Points, Labels, NDArray[np.intp], np.random.Generator | None],
    Update,
]
"""``policy(points, centroids, labels, emptied, rng)``; ``emptied`` lists the empty clusters."""


def keep(
    points: Points,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Every empty centroid stays where it is."""
    return Update(means(points, labels, centroids), labels)


def farthest(
    points: Points,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Each empty centroid takes the point farthest from its own, which leaves its cluster.

    A cluster's last point is never taken, or the hole would only move; the lowest row wins
    among equals. The point taken then lies at distance 0, so inertia cannot rise.
    """
    labels = labels.copy()
    left = np.bincount(labels, minlength=len(centroids))
    distance = squared_distances(points, centroids[labels])
    for cluster in emptied:
        row = int(np.where(left[labels] > 1, distance, -1.0).argmax())
        left[labels[row]] -= 1
        left[cluster] += 1
        labels[row] = cluster
    return Update(means(points, labels, centroids), labels)


def drop(
    points: Points,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Empty centroids are removed: K shrinks, and the clusters behind them move up."""
    survivors = np.delete(centroids, emptied, axis=0)
    gaps = np.searchsorted(emptied, np.arange(len(centroids)))
    new_index = (np.arange(len(centroids)) - gaps).astype(label_dtype(len(survivors)))
    labels = new_index[labels]
    return Update(means(points, labels, survivors), labels)


def random(
    points: Points,
    centroids: Points,
    labels: Labels,
    emptied: NDArray[np.intp],
    rng: np.random.Generator | None = None,
) -> Update:
    """Each empty centroid jumps to a random data point; TypeError without ``rng``."""
    update = keep(points, centroids, labels, emptied)
    update.centroids[emptied] = points[checked_rng(rng).integers(len(points), size=len(emptied))]
    return update


EMPTY_POLICIES: dict[str, Policy] = {
    "farthest": farthest,
    "keep": keep,
    "drop": drop,
    "random": random,
}
