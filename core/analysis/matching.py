"""Matching of clusters between two runs, so that colours stay in place."""

import numpy as np
from numpy.typing import NDArray

from core.analysis.agreement import contingency
from core.types import Labels, Points, Slots


def matched_slots(old: Points, old_slots: Slots, new: Points) -> Slots:
    """Return slots for the centroids ``new`` (K, d): each takes that of the nearest ``old`` one.

    Pairs are taken greedily, nearest first, each centroid once. A centroid without a partner takes
    the lowest slot left, so that the slots are 0 … K - 1.
    """
    gaps = np.square(new[:, None] - old).sum(axis=2)
    slots = [-1] * len(new)
    free = set(range(len(new)))
    for pair in gaps.ravel().argsort(kind="stable").tolist():
        mine, theirs = divmod(pair, len(old))
        if slots[mine] < 0 and old_slots[theirs] in free:
            slots[mine] = old_slots[theirs]
            free.remove(old_slots[theirs])
    left = iter(sorted(free))
    return tuple(slot if slot >= 0 else next(left) for slot in slots)


def matched_groups(truth: Labels, labels: Labels, k: int) -> tuple[int, ...]:
    """Return the cluster (0 … k - 1) matched with each true group; -1 where none is left.

    ``truth`` and ``labels`` have shape (N,). Pairs are taken greedily, those with most points in
    common first, each group and each cluster once; the lower numbers first among equals.
    """
    groups = int(truth.max()) + 1
    common = contingency(truth, labels, (groups, k)).ravel()
    matched, free = [-1] * groups, set(range(k))
    for pair in (-common).argsort(kind="stable").tolist():
        group, cluster = divmod(pair, k)
        if common[pair] and matched[group] < 0 and cluster in free:
            matched[group] = cluster
            free.remove(cluster)
    return tuple(matched)


def disagreeing(labels: Labels, truth: Labels, k: int) -> NDArray[np.intp]:
    """Return the rows, ascending, whose label is not the cluster matched with their true group.

    ``labels`` (0 … k - 1) and ``truth`` have shape (N,); a group without a cluster of its own
    disagrees in all its points.
    """
    matched = np.array(matched_groups(truth, labels, k), np.intp)
    return np.flatnonzero(matched[truth] != labels)
