"""How compact clusters are, and how far apart: two indices of a partition."""

import numpy as np
from numpy.typing import ArrayLike

from core.analysis.criteria.partition import partition_of
from core.assignment.nearest import squared_distances


def calinski_harabasz(points: ArrayLike, labels: ArrayLike) -> float:
    """The variance ratio of a partition of ``points`` (N, d); large is good.

    ((W_1 - W_K) / (K - 1)) / (W_K / (N - K)), with the inertia W_K about the means of the K
    clusters that have points by ``labels`` (N,), and W_1 about the mean of all (Calinski and
    Harabasz 1974). 1 where W_K is 0, as in scikit-learn; NaN for one cluster.

    Raises TypeError or ValueError that names the argument.
    """
    partition = partition_of(points, labels)
    n, k = len(partition.own), len(partition.sizes)
    if k < 2:
        return float("nan")
    within = squared_distances(partition.points, partition.means[partition.own]).sum()
    if within == 0.0:
        return 1.0
    # Relative to one of the means: the weighted mean of small differences keeps its digits.
    means = partition.means - partition.means[0]
    middle = partition.sizes @ means / n
    between = partition.sizes @ squared_distances(means, middle)
    return float((between / (k - 1)) / (within / (n - k)))


def davies_bouldin(points: ArrayLike, labels: ArrayLike) -> float:
    """The mean over clusters of the greatest (σ_r + σ_q) / ‖μ_r - μ_q‖; small is good.

    σ is the mean distance of a cluster's points to its mean μ, not squared (Davies and Bouldin
    1979). ``points`` (N, d), ``labels`` (N,). Where two means are equal the ratio is 0 if both σ
    are 0, else infinite. NaN for one cluster.

    Raises TypeError or ValueError that names the argument.
    """
    partition = partition_of(points, labels)
    k = len(partition.sizes)
    if k < 2:
        return float("nan")
    distance = np.sqrt(squared_distances(partition.points, partition.means[partition.own]))
    spread = np.bincount(partition.own, weights=distance, minlength=k) / partition.sizes
    worst = np.empty(k)
    for cluster, mean in enumerate(partition.means):
        apart = np.sqrt(squared_distances(partition.means, mean))
        both = spread + spread[cluster]
        ratio = np.where(both > 0.0, np.inf, 0.0)
        np.divide(both, apart, out=ratio, where=apart > 0.0)
        ratio[cluster] = -np.inf
        worst[cluster] = ratio.max()
    return float(worst.mean())
