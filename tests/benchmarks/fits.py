"""Whole runs, from the same starts to convergence, against scikit-learn's ``fit``.

Ours yields every half-step, labels and all. The points are in the order in which they were made.
A run may be short or long by the luck of its start: a figure is of several, one after the other.
"""

import warnings
from collections import deque
from collections.abc import Iterator
from functools import partial

from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from core.assignment.assigner import Assigner
from core.assignment.row_order import assigner_of
from core.datasets.shapes import make_points
from core.kmeans.half_step import HalfStep
from core.kmeans.lloyd import MAX_ITERATIONS, lloyd
from core.kmeans.seeding import SEEDERS
from core.randomness import STARTS, generator
from core.types import Points
from tests.benchmarks.table import Row, count, duration, medians, times_faster

K, SEEDS = 5, 5

CASES = ((300, 31), (3_000, 31), (30_000, 21), (300_000, 3), (3_000_000, 2))
"""N, repeats."""


def rows() -> Iterator[Row]:
    """A row a size."""
    for n, repeats in CASES:
        points = make_points("blobs", n, clusters=K, seed=11)[0]
        all_starts = [_starts(points, seed) for seed in range(SEEDS)]
        (build,) = medians(min(repeats, 5), partial(assigner_of, points))
        assigner = assigner_of(points)
        ours, theirs = medians(
            repeats, partial(_runs, assigner, all_starts), partial(_fits, points, all_starts)
        )
        yield times_faster(
            f"{SEEDS} fits, N = {count(n)}, K = {K}, {_runs(assigner, all_starts)} iterations",
            ours,
            ("KMeans.fit", theirs),
            1.0,
            f"and {duration(build)} for {type(assigner).__name__}",
        )


def _starts(points: Points, seed: int) -> Points:
    return SEEDERS["random-points"](points, K, generator(seed, STARTS))


def _runs(assigner: Assigner, all_starts: list[Points]) -> int:
    """Run from each of the starts; returns the iterations."""
    return sum(_run(assigner, starts).iteration for starts in all_starts)


def _run(assigner: Assigner, starts: Points) -> HalfStep:
    return deque(lloyd(assigner, starts, max_iterations=MAX_ITERATIONS), maxlen=1).pop()


def _fits(points: Points, all_starts: list[Points]) -> None:
    """As `_runs`, by the peer, who counts an iteration more: the last, which changes nothing."""
    for starts in all_starts:
        peer = KMeans(K, init=starts, n_init=1, max_iter=MAX_ITERATIONS, tol=0, algorithm="lloyd")
        with warnings.catch_warnings():
            # That it ends at the limit of iterations, as ours does then.
            warnings.simplefilter("ignore", ConvergenceWarning)
            peer.fit(points)
