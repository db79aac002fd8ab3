"""What every function of the engine asks of its arguments, and says when it gets something else."""

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
"""Coordinates, shape (N, d): a row a point, a column a feature."""

Labels = NDArray[np.signedinteger]
"""The cluster of every point, shape (N,); -1 where a point has none yet."""

LARGEST = 1e150
"""Coordinates beyond this would overflow when they are squared."""


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
    if not np.abs(array).max() <= LARGEST:
        _raise_for_first_bad_row(array, name)
    return array


def _numbers(values: ArrayLike, name: str) -> Points:
    if isinstance(values, (int, float, complex, str)) or values is None:
        raise TypeError(
            f"{name}: got {values!r}, wanted an array of shape (rows, features), one row each"
        )
    if np.ma.is_masked(values):
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
            f"{error}; starting centroids come from a seeder, "
            "as in SEEDERS['kmeans++'](points, k, rng)"
        ) from None
    if array.shape[1] != points.shape[1]:
        raise ValueError(
            f"centroids: got {array.shape[1]} features, wanted {points.shape[1]} as the points have"
        )
    checked_k(len(array), points, "centroids")
    return array


def checked_k(k: int, points: Points, name: str = "k") -> int:
    """``k`` as an int from 1 to the number of distinct points; ValueError or TypeError else."""
    k = checked_whole(k, name, 1)
    found = distinct_count(points, k)
    if k > found:
        raise TooManyClustersError(k, found, name)
    return k


def checked_labels(labels: ArrayLike, n: int | None, k: int, least: int) -> Labels:
    """``labels`` as an array of n whole numbers from ``least`` to k - 1 (n None: of any length).

    Raises TypeError where they are no whole numbers, ValueError for a wrong shape or range.
    """
    array = np.asarray(labels)
    if array.dtype.kind not in "iu":
        raise TypeError(f"labels: got dtype {array.dtype}, wanted whole numbers")
    if array.ndim != 1 or (n is not None and len(array) != n):
        raise ValueError(f"labels: got shape {array.shape}, wanted ({'N' if n is None else n},)")
    if len(array) and not least <= array.min() <= array.max() < k:
        raise ValueError(
            f"labels: got values from {array.min()} to {array.max()}, wanted {least} to {k - 1}"
        )
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


def distinct_count(points: Points, at_most: int) -> int:
    """The number of distinct rows, counted no further than ``at_most``."""
    # Nearly always a short stretch already holds enough of them; only then look at all.
    for stretch in (points[: 4 * at_most], points):
        found, rest = 0, stretch
        while len(rest) and found < at_most:
            found += 1
            rest = rest[(rest != rest[0]).any(axis=1)]
        if found == at_most:
            break
    return found
