"""Many small runs: restarts against scikit-learn's ``n_init``, basins against runs one by one.

Nothing is remembered from one repeat to the next. Both make their own starts, as random points.
"""

from collections import deque
from collections.abc import Iterator
from functools import partial

import numpy as np
from sklearn.cluster import KMeans, kmeans_plusplus
from threadpoolctl import threadpool_limits

from core.experiments import ManyRuns, Pixels, Tally, basins, reference_cost, restarts
from core.experiments.restarts import FAILED
from core.kmeans.lloyd import lloyd
from core.kmeans.seeding import SEEDERS
from core.randomness import STARTS, generator
from core.runs.data import Data, make_data
from core.runs.recipe import Recipe
from core.types import Points
from tests.benchmarks.table import Row, medians, times_faster

RESTARTS = 1000

CASES = ((300, 5, 6.0), (1_000, 8, 3.0))
"""N, K, wanted."""

SIDE, SAMPLE = 96, 300
"""Pixels of a basin map, and of these the runs that are done one by one."""

SHARES = 2000
"""Restarts, to see how often a method fails."""


def rows() -> Iterator[Row]:
    """Restarts, then a basin map, then how often starts fail."""
    for n, k, wanted in CASES:
        yield _restarts(n, k, wanted)
    yield from _basins()
    for k in (5, 8):
        for method in ("random-points", "kmeans++"):
            yield _shares(method, k)


def _restarts(n: int, k: int, wanted: float) -> Row:
    recipe = Recipe(n=n, k=k, blobs=k)
    data = make_data(recipe)
    fits = [partial(_fit, data.points, k, threads) for threads in (1, None)]
    ours, *theirs = medians(3, partial(_tally, recipe, data), *fits)
    return times_faster(
        f"{RESTARTS} restarts, N = {n}, K = {k}", ours, ("KMeans(n_init)", min(theirs)), wanted
    )


def _tally(
    recipe: Recipe, data: Data, method: str = "random-points", count: int = RESTARTS
) -> Tally:
    tally = Tally(method)
    for batch in restarts(recipe, data, [method], count):
        tally = tally.with_batch(batch)
    return tally


def _fit(points: Points, k: int, threads: int | None) -> None:
    """By the peer, in one thread or in as many as it likes, which is slower on a busy machine."""
    peer = KMeans(k, init="random", n_init=RESTARTS, algorithm="lloyd", tol=0, random_state=0)
    with threadpool_limits(threads):
        peer.fit(points)


def _basins() -> Iterator[Row]:
    recipe = Recipe(n=300, k=5)
    data = make_data(recipe)
    starts = SEEDERS["random-points"](data.points, recipe.k, generator(4, STARTS))
    pixels = Pixels(data.bounds, SIDE, SIDE)
    sample = np.random.default_rng(0).integers(SIDE, size=(SAMPLE, 2)).tolist()

    def whole() -> None:
        deque(basins(ManyRuns(data.assigner, recipe.k), starts, 0, pixels), maxlen=0)

    def coarse() -> None:
        next(basins(ManyRuns(data.assigner, recipe.k), starts, 0, pixels))

    def one_by_one() -> None:
        for column, row in sample:
            moved = starts.copy()
            moved[0] = pixels.place_of(column, row)
            deque(lloyd(data.assigner, moved), maxlen=0)

    ours, first, single = medians(5, whole, coarse, one_by_one)
    label = f"basins, {SIDE} × {SIDE} pixels, N = 300, K = 5"
    peer = ("runs one by one", single / SAMPLE * SIDE**2)
    yield times_faster(label, ours, peer, 20.0)
    yield Row(
        "!" if first > 0.02 else "",
        f"{label}: first picture",
        f"{first * 1e3:.3g} ms",
        "",
        "≤ 20 ms",
        f"{first * 1e3:.3g} ms",
    )


def _shares(method: str, k: int) -> Row:
    """How often a run ends far above the true groups: as often as the peer's, but for chance."""
    recipe = Recipe(shape="ring-of-blobs", n=60 * k, blobs=k, k=k)
    data = make_data(recipe)
    tally = _tally(recipe, data, method, SHARES)
    reference = reference_cost(data, k, [tally])
    ours = tally.failed(reference)
    theirs = float(np.mean([cost > FAILED * reference for cost in _costs(method, data.points, k)]))
    both = (ours + theirs) / 2
    allowed = 2.576 * np.sqrt(2 * both * (1 - both) / SHARES)
    return Row(
        "!" if abs(ours - theirs) > allowed else "",
        f"failed restarts, {method}, a ring of {k} blobs",
        f"{ours:.1%}",
        f"KMeans: {theirs:.1%}",
        f"± {allowed:.1%}",
        f"{ours - theirs:+.1%}",
    )


def _costs(method: str, points: Points, k: int) -> Iterator[float]:
    """The costs of the peer's runs; of k-means++ without its greedy trials."""
    with threadpool_limits(1):
        for seed in range(SHARES):
            rng = np.random.RandomState(seed)
            starts = points[rng.permutation(len(points))[:k]]
            if method == "kmeans++":
                starts = kmeans_plusplus(points, k, random_state=rng, n_local_trials=1)[0]
            peer = KMeans(k, init=starts, n_init=1, algorithm="lloyd", tol=0)
            yield peer.fit(points).inertia_
