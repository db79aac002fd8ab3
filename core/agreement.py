"""How far a partition agrees with the true groups."""

from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike

from core.checks import checked_labels

MOST_GROUPS = 6
"""Beyond it, trying every matching would take too long."""


def agreement(labels: ArrayLike, truth: ArrayLike) -> float:
    """The share of points, 0 … 1, that are in the best one-to-one matching of clusters and groups.

    ``labels`` and ``truth`` have shape (N,) and whole numbers from 0 on. Two clusters that have
    nothing to do with two equally large groups agree in about half of the points. NaN where there
    are more than MOST_GROUPS clusters or groups. Raises ValueError or TypeError that names the
    argument.
    """
    labels, truth = np.asarray(labels), np.asarray(truth)
    count = 1 + int(max(labels.max(), truth.max()))
    labels = checked_labels(labels, len(truth), count, least=0)
    truth = checked_labels(truth, len(truth), count, least=0)
    if count > MOST_GROUPS:
        return float("nan")
    shared = np.bincount(truth * count + labels, minlength=count**2).reshape(count, count)
    best = max(
        sum(shared[group, cluster] for group, cluster in enumerate(matching))
        for matching in permutations(range(count))
    )
    return float(best / len(truth))
