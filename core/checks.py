"""Checks of arguments."""

import sys
from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.blocks import CACHED_BLOCK
from core.progress import SILENT, Progress
from core.types import Labels, Points

LARGEST = 1e100
"""Largest absolute value of a coordinate, so that sums of squares stay finite."""


FINEST = 1e-150
"""Least distance whose square keeps its digits; shorter ones lose digits or become 0."""


class TooManyClustersError(ValueError):
    """More clusters are asked for than there are distinct points."""

    def __init__(self, k: int, distinct: int, name: str = "k") -> None:
        super().__init__(
            f"{name}: got {k} clusters for {distinct} distinct points, wanted at most {distinct}"
        )
        self.k = k
        self.distinct = distinct


def checked_points(points: ArrayLike, name: str = "points") -> Points:
    """``points`` as a float64 array of shape (N, d) with N, d >= 1.

    Raises TypeError where numbers or an array are missing, ValueError for a wrong shape, for
    NaN or infinity, and for numbers whose square would overflow.
    """
    array = _numbers(points, name)
    if array.ndim != 2 or 0 in array.shape:
        hint = ": for one feature use .reshape(-1, 1)" if array.ndim == 1 and array.size else ""
        raise ValueError(
            f"{name}: got an array of shape {array.shape}, wanted (rows, features), "
            f"at least one of each{hint}"
        )
    # Not np.abs, which would need 160 MB for ten million points.
    if not (array.min() >= -LARGEST and array.max() <= LARGEST):
        _raise_for_first_bad_row(array, name)
    return array


def _numbers(values: ArrayLike, name: str) -> Points:
    if isinstance(values, (int, float, complex, str)) or values is None:
        raise TypeError(
            f"{name}: got {values!r}, wanted an array of shape (rows, features), one row each"
        )
    # If numpy.ma has not been imported, nothing is masked.
    if "numpy.ma" in sys.modules and np.ma.is_masked(values):
        raise TypeError(f"{name}: got an array with masked values, wanted all of them there")
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name}: got rows of different lengths, wanted equal ones") from error
    if array.ndim == 0 or array.dtype.kind not in "biuf":
        raise TypeError(f"{name}: got {_shown(array)}, wanted an array of real numbers")
    return np.asarray(array, dtype=np.float64)


def _shown(array: NDArray[np.generic]) -> str:
    return f"the single value {array}" if array.ndim == 0 else f"an array of dtype {array.dtype}"


def _raise_for_first_bad_row(array: Points, name: str) -> None:
    row = int(np.flatnonzero(~(np.abs(array) <= LARGEST).all(axis=1))[0])
    raise ValueError(
        f"{name}: got {array[row].tolist()} in row {row}, "
        f"wanted finite numbers no larger than {LARGEST:g}"
    )


def checked_centroids(centroids: ArrayLike, points: Points) -> Points:
    """``centroids`` as a float64 array of shape (K, d), a copy of the caller's.

    Raises like `checked_points`, and ValueError where d differs from that of ``points`` or K
    exceeds the number of distinct points.
    """
    try:
        array = checked_points(centroids, "centroids").copy()
    except TypeError as error:
        raise TypeError(
            f"{error}; initial centroids come from a seeder, "
            "as in SEEDERS['kmeans++'](points, k, rng)"
        ) from None
    if array.shape[1] != points.shape[1]:
        raise ValueError(
            f"centroids: got {array.shape[1]} features, wanted {points.shape[1]} as the points have"
        )
    checked_k(len(array), points, "centroids")
    return array


def checked_k(k: int, points: Points, name: str = "k", progress: Progress = SILENT) -> int:
    """``k`` as an int from 1 to the number of distinct points; ValueError or TypeError else.

    Points whose distance vanishes when it is squared are not told apart.
    """
    k = checked_whole(k, name, 1)
    found = distinct_count(points, k, progress)
    if k > found:
        if len(points) >= k and len(np.unique(points, axis=0)) >= k:
            raise ValueError(
                f"points: got some less than {FINEST:g} apart, whose distances vanish when they "
                "are squared; wanted points on a larger scale"
            )
        raise TooManyClustersError(k, found, name)
    return k


def checked_labels(
    labels: ArrayLike, n: int | None, k: int | None, least: int, name: str = "labels"
) -> Labels:
    """``labels`` as an array of n whole numbers from ``least`` to k - 1.

    With n None it may be of any length, with k None there is no largest number. Raises
    TypeError where they are no whole numbers, ValueError for a wrong shape or range.
    """
    array = np.asarray(labels)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name}: got dtype {array.dtype}, wanted whole numbers")
    if array.ndim != 1 or (n is not None and len(array) != n):
        raise ValueError(f"{name}: got shape {array.shape}, wanted ({'N' if n is None else n},)")
    if len(array) and not (least <= array.min() and (k is None or array.max() < k)):
        wanted = f"{least} to {k - 1}" if k is not None else f"{least} or more"
        raise ValueError(f"{name}: got values from {array.min()} to {array.max()}, wanted {wanted}")
    return array


def checked_whole(value: int, name: str, least: int) -> int:
    """``value`` as an int that is at least ``least``; TypeError or ValueError else."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name}: got {value!r}, wanted a whole number")
    if value < least:
        raise ValueError(f"{name}: got {value}, wanted at least {least}")
    return int(value)


def checked_name(value: str, known: Collection[str], name: str) -> str:
    """``value`` if it is one of ``known``; ValueError or TypeError with the list of them else."""
    if not isinstance(value, str) or value not in known:
        kind = ValueError if isinstance(value, str) else TypeError
        raise kind(f"{name}: got {value!r}, wanted one of {', '.join(sorted(known))}")
    return value


def checked_rng(rng: np.random.Generator | None) -> np.random.Generator:
    """``rng`` if it is a Generator; TypeError else."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng: got {rng!r}, wanted a numpy.random.Generator, as default_rng(seed)")
    return rng


def distinct_count(points: Points, at_most: int, progress: Progress = SILENT) -> int:
    """The number of distinct rows, counted no further than ``at_most``."""
    return len(first_distinct(points, at_most, progress=progress))


def first_distinct(
    points: Points,
    at_most: int,
    order: NDArray[np.intp] | None = None,
    progress: Progress = SILENT,
) -> Points:
    """Return the first ``at_most`` distinct rows, (m, d); fewer if there are no more.

    The rows are taken in their order, or in the ``order`` given, a permutation of their numbers.
    """
    # Equal rows have equal keys, so each block takes one search among the keys found so far.
    weights: Points = np.random.default_rng(0).uniform(0.5, 1.0, size=points.shape[1:])
    found = points[:0]
    # Nearly always the first few rows are enough.
    start, size = 0, 4 * at_most
    while start < len(points) and len(found) < at_most:
        progress.at(start / len(points))
        stretch = slice(start, start + size)
        rows = points[stretch] if order is None else points[order[stretch]]
        found = np.concatenate([found, _unknown(rows, found, weights)[: at_most - len(found)]])
        start, size = start + size, CACHED_BLOCK
    return found


def resolved(rows: Points) -> Points:
    """Return ``rows`` rounded so that rows whose squared distance is 0 are equal.

    Only numbers near 0 are affected.
    """
    result: Points = rows + 0.0  # -0.0 becomes 0.0
    tiny = np.abs(result) < FINEST / np.finfo(np.float64).eps
    result[tiny] = np.rint(result[tiny] / FINEST) * FINEST + 0.0
    return result


def _unknown(rows: Points, found: Points, weights: Points) -> Points:
    """Return the distinct ``rows`` that are not in ``found``, in their order."""
    original, rows, found = rows, resolved(rows), resolved(found)
    places = np.arange(len(rows))
    if len(found):
        keys = _keys(found, weights)
        order = keys.argsort(kind="stable")
        near = np.searchsorted(keys[order], _keys(rows, weights))
        like = found[order[np.minimum(near, len(found) - 1)]]
        # Different rows may share a key: compare those with all that were found.
        places = np.flatnonzero((rows != like).any(axis=1))
        if len(places):
            places = places[~(rows[places, None] == found).all(axis=2).any(axis=1)]
    rows = rows[places]
    order = np.lexsort(rows.T)
    new = np.ones(len(rows), bool)
    new[1:] = (rows[order[1:]] != rows[order[:-1]]).any(axis=1)
    return original[places[np.sort(order[new])]]


def _keys(rows: Points, weights: Points) -> Points:
    return sum((rows[:, d] * weight for d, weight in enumerate(weights)), np.zeros(len(rows)))
