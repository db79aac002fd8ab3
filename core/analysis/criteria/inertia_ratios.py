"""Criteria that need only the least inertias for K = 1, 2, …, and sizes: f(K) and the BIC."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.checks import checked_whole
from core.types import Points

F_LIMIT = 0.85
"""Every K with f(K) below it is recommended (Pham, Dimov and Nguyen 2005)."""


def f_weights(count: int, d: int) -> Points:
    """The weights α of f(K) for K = 1 … ``count`` in ``d`` features, (count,); α_1 is NaN.

    α_2 = 1 - 3/(4 d) and α_K = α_(K-1) + (1 - α_(K-1)) / 6: the share of inertia that one more
    cluster leaves in uniform points of a cube.
    """
    count, d = checked_whole(count, "count", 0), checked_whole(d, "d", 1)
    weights = np.full(count, np.nan)
    for index in range(1, count):
        before = weights[index - 1]
        weights[index] = 1 - 3 / (4 * d) if index == 1 else before + (1 - before) / 6
    return weights


def f_k(inertias: ArrayLike, d: int) -> Points:
    """f(K) of Pham, Dimov and Nguyen (2005) for K = 1, 2, …, shape (K,); small is good.

    f(1) = 1, f(K) = W_K / (α_K W_(K-1)) with `f_weights`, and 1 where W_(K-1) is 0. ``inertias``
    (K,) are the least inertias W, ``d`` the number of features.

    Raises TypeError or ValueError that names the argument.
    """
    inertias = checked_inertias(inertias, "inertias", 1)
    ratios = np.ones(len(inertias))
    before, after = inertias[:-1], inertias[1:]
    expected = f_weights(len(inertias), d)[1:] * before
    np.divide(after, expected, out=ratios[1:], where=before != 0.0)
    return ratios


def bic(
    inertias: ArrayLike, sizes: Sequence[NDArray[np.integer] | Sequence[int]], n: int, d: int
) -> Points:
    """The Bayesian information criterion for K = 1, 2, …, shape (K,); large is good.

    Of a mixture of round Gaussians with one variance for all (Pelleg and Moore 2000, corrected):
    ℓ - p/2 log N with σ² = W / (d (N - K)), p = (K - 1) + d K + 1 and
    ℓ = Σ n_r log(n_r / N) - N d / 2 log(2 π σ²) - d (N - K) / 2. ``inertias`` (K,) are the W,
    ``sizes`` the sizes n_r of the clusters in each row, of ``n`` points with ``d`` features. K is
    the number of clusters that have points. NaN where W is 0 or K is N.

    Raises TypeError or ValueError that names the argument.
    """
    inertias = checked_inertias(inertias, "inertias", 1)
    n, d = checked_whole(n, "n", 1), checked_whole(d, "d", 1)
    if len(sizes) != len(inertias):
        raise ValueError(f"sizes: got {len(sizes)} rows, wanted {len(inertias)} as inertias has")
    values = [_bic(w, np.asarray(own), n, d) for w, own in zip(inertias, sizes, strict=True)]
    return np.array(values)


def _bic(inertia: float, sizes: NDArray[np.integer], n: int, d: int) -> float:
    sizes = sizes[sizes > 0]
    k = len(sizes)
    if not inertia > 0.0 or k in (0, n):
        return float("nan")
    variance = inertia / (d * (n - k))
    likelihood = (
        float(sizes @ np.log(sizes / n))
        - n * d / 2 * np.log(2 * np.pi * variance)
        - d * (n - k) / 2
    )
    parameters = (k - 1) + d * k + 1
    return float(likelihood - parameters / 2 * np.log(n))


def checked_inertias(values: ArrayLike, name: str, dimensions: int) -> Points:
    """``values`` as float64 with so many dimensions, none negative; TypeError or ValueError else.

    NaN stands for an inertia that is not known.
    """
    array = np.asarray(values)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name}: got dtype {array.dtype}, wanted numbers")
    if array.ndim != dimensions or 0 in array.shape:
        raise ValueError(f"{name}: got shape {array.shape}, wanted {dimensions} dimensions")
    array = array.astype(np.float64)
    if (array < 0.0).any() or np.isinf(array).any():
        raise ValueError(f"{name}: got negative or infinite ones, wanted 0 or above")
    return array
