"""One iteration, assignment and update, against scikit-learn's.

Theirs is (t(21 iterations) - t(1)) / 20, so that their set-up cancels; ours is the mean over the
same 20 iterations, with the index made before. Points (in the order of the index), starts and
stopping rule are the same.
"""

import gc
import itertools
import warnings
from collections.abc import Iterator
from functools import partial

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from core.assignment.nearest import nearest
from core.assignment.point_index import PointIndex
from core.datasets.shapes import make_points
from core.kmeans.seeding import SEEDERS
from core.randomness import STARTS, generator
from core.types import Points
from tests.benchmarks.table import Row, count, medians, times_faster

ITERATIONS = 20

CASES = (
    (100_000, 10, 1.0, 9),
    (1_000_000, 10, 6.0, 5),
    (1_000_000, 50, 6.0, 5),
    (10_000_000, 10, 15.0, 3),
    (10_000_000, 50, 12.0, 2),
)
"""N, K, how many times faster is wanted, repeats."""


def rows() -> Iterator[Row]:
    """A row a size, each with the mismatches with brute force after the last iteration."""
    for n, k, wanted, repeats in CASES:
        index = PointIndex(make_points("blobs", n, clusters=k, seed=11)[0])
        stops = _unfinished(index, k)
        gc.collect()
        ours, long, short = medians(
            repeats,
            partial(_iterate, index, stops[1:-1]),
            partial(_fit, index.points, stops[0], 1 + ITERATIONS),
            partial(_fit, index.points, stops[0], 1),
        )
        yield times_faster(
            f"iteration, N = {count(n)}, K = {k}",
            ours / ITERATIONS,
            ("KMeans(algorithm='lloyd')", (long - short) / ITERATIONS),
            wanted,
            f"{_mismatches(index, stops[-1])} labels not those of brute force",
        )


def _unfinished(index: PointIndex, k: int) -> list[Points]:
    """Centroids from the first start that 21 iterations do not bring to its end.

    They are the starts, those that iterations 2 … 21 begin with, and those they leave.
    """
    for seed in itertools.count():
        found = [SEEDERS["random-points"](index.points, k, generator(seed, STARTS))]
        for _ in range(1 + ITERATIONS):
            found.append(index.means(index.nearest(found[-1]), found[-1]))
        if not np.array_equal(found[-1], found[-2]):
            return found
    raise AssertionError("unreachable")


def _iterate(index: PointIndex, stops: list[Points]) -> None:
    for centroids in stops:
        index.means(index.nearest(centroids), centroids)


def _fit(points: Points, starts: Points, iterations: int) -> None:
    peer = KMeans(len(starts), init=starts, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        peer.fit(points)
    # One that converges early would be charged for iterations that it does not do.
    assert peer.n_iter_ == iterations, f"converged after {peer.n_iter_}"


def _mismatches(index: PointIndex, centroids: Points) -> int:
    return int((index.nearest(centroids) != nearest(index.points, centroids)).sum())
