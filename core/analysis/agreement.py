"""Agreement of two partitions of the same points, such as clusters and true groups."""

from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.blocks import LONG_BLOCK
from core.checks import checked_labels
from core.types import Labels

MOST_GROUPS = 6
"""The largest number of clusters or groups for which the best matching is searched."""

LARGEST_TABLE = 1 << 16
"""The largest contingency table that is stored with its empty cells."""


def agreement(labels: ArrayLike, truth: ArrayLike) -> float:
    """Share of points in the best one-to-one matching of clusters and groups, 0 … 1.

    ``labels`` and ``truth`` (N,) are whole numbers from 0. Two clusters that are independent of two
    equally large groups agree in about half of the points. Returns NaN for more than MOST_GROUPS
    clusters or groups. Raises ValueError or TypeError that names the argument.
    """
    labels, truth = np.asarray(labels), np.asarray(truth)
    count = 1 + int(max(labels.max(), truth.max()))
    labels = checked_labels(labels, len(truth), count, least=0)
    truth = checked_labels(truth, len(truth), count, least=0, name="truth")
    if count > MOST_GROUPS:
        return float("nan")
    shared = contingency(truth, labels, (count, count))
    best = max(
        sum(shared[group, cluster] for group, cluster in enumerate(matching))
        for matching in permutations(range(count))
    )
    return float(best / len(truth))


def adjusted_rand_index(labels: ArrayLike, truth: ArrayLike) -> float:
    """Adjusted Rand index of two partitions of the same points (Hubert and Arabie 1985).

    The share of pairs of points that both partitions join or both separate, adjusted for chance: 1
    for equal partitions, about 0 for random ones, below 0 for less agreement than by chance.
    ``labels`` and ``truth`` (N,) are whole numbers from 0 on, in any order. Pairs are counted
    exactly, and the result is rounded once.

    Raises ValueError or TypeError that names the argument: for a wrong shape, negative numbers, no
    whole numbers.
    """
    labels = checked_labels(labels, None, None, least=0)
    truth = checked_labels(truth, len(labels), None, least=0, name="truth")
    cells, rows, columns = _filled(labels, truth)
    together, in_labels, in_truth = (_ordered_pairs(counts) for counts in (cells, rows, columns))
    only_labels, only_truth = in_labels - together, in_truth - together
    if not only_labels and not only_truth:
        return 1.0
    apart = len(labels) * (len(labels) - 1) - together - only_labels - only_truth
    excess = 2 * (together * apart - only_labels * only_truth)
    most = in_truth * (only_truth + apart) + in_labels * (only_labels + apart)
    return excess / most


def _ordered_pairs(counts: NDArray[np.integer]) -> int:
    """Number of ordered pairs of different points within groups of these sizes."""
    return sum(count * (count - 1) for count in counts[counts > 1].tolist())


def contingency(rows: Labels, columns: Labels, shape: tuple[int, int]) -> NDArray[np.intp]:
    """Contingency table of two partitions, of this ``shape``.

    ``rows`` and ``columns`` (N,) are whole numbers from 0 on, below the two of ``shape``.
    """
    high, wide = shape
    cells = np.zeros(high * wide, np.intp)
    for start in range(0, len(rows), LONG_BLOCK):
        block = slice(start, start + LONG_BLOCK)
        places = rows[block].astype(np.intp) * wide
        places += columns[block].astype(np.intp)
        cells += np.bincount(places, minlength=high * wide)
    return cells.reshape(shape)


def _filled(
    labels: Labels, truth: Labels
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Counts of the contingency table, of its rows and of its columns."""
    high, wide = (1 + int(groups.max(initial=0)) for groups in (labels, truth))
    if high * wide > LARGEST_TABLE:
        # The table is sparse: keep only the cells with points.
        rows, columns = (
            np.unique(groups, return_inverse=True)[1].astype(np.int64) for groups in (labels, truth)
        )
        cells = np.unique(rows * (1 + int(columns.max())) + columns, return_counts=True)[1]
        return cells, np.bincount(rows), np.bincount(columns)
    table = contingency(labels, truth, (high, wide))
    return table.ravel(), table.sum(axis=1), table.sum(axis=0)
