"""Choosing K, against the same loops over scikit-learn: runs, silhouettes, many restarts.

Nothing is remembered from one repeat to the next. The peer may use all threads, or one, whichever
is faster.
"""

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_samples as peer_silhouettes
from threadpoolctl import threadpool_limits

from core.analysis.criteria import silhouette_samples
from core.datasets.shapes import make_points
from core.experiments.choose_k import BOXES, Plan, choose_k, choose_k_stages, reference_set
from core.experiments.tasks import ordered_results
from core.progress import Progress
from core.types import Points
from tests.benchmarks.table import Row, duration, medians, seconds_of, times_faster

K_MAX, REFERENCES = 10, 20

CASES = ((300, 5.0), (1_000, 3.0))
"""N, wanted."""

MANY = 20_000
"""Points of the silhouettes."""

MEMORY = 50
"""MB that the silhouettes may take."""


def rows() -> Iterator[Row]:
    """The whole table, its first curve, silhouettes, then what workers bring."""
    for n, wanted in CASES:
        yield _table(n, wanted)
    yield _first_curve(300)
    for k in (2, 5, 10):
        yield _silhouettes(k)
    yield _memory()
    yield from _workers(1_000)


def _points(n: int) -> Points:
    return make_points("blobs", n, clusters=5, seed=7)[0]


def _table(n: int, wanted: float) -> Row:
    points = _points(n)
    sets = [points]
    sets += [reference_set(points, box, b) for b in range(REFERENCES) for box in BOXES]
    fits = [partial(_fit_all, sets, threads) for threads in (1, None)]
    ours, *theirs = medians(3, partial(choose_k, points, K_MAX, references=REFERENCES), *fits)
    label = f"choose K = 1 … {K_MAX}, N = {n}, 10 restarts, {len(sets)} sets"
    return times_faster(label, ours, ("KMeans(n_init=10)", min(theirs)), wanted)


def _fit_all(sets: list[Points], threads: int | None) -> None:
    """The runs alone: without criteria, and without a warm start."""
    with threadpool_limits(threads):
        for points in sets:
            for k in range(1, K_MAX + 1):
                KMeans(k, n_init=10, random_state=0).fit(points)


def _first_curve(n: int) -> Row:
    points = _points(n)

    def curve() -> None:
        for table in choose_k_stages(points, Plan(K_MAX)):
            if len(table.best) == table.largest:
                return

    (taken,) = medians(5, curve)
    figure = f"choose K: inertia and all of the data's curves, N = {n}"
    return _limited(figure, taken, 0.3)


def _silhouettes(k: int) -> Row:
    points, truth = make_points("blobs", MANY, clusters=k, seed=3)
    ours, theirs = medians(
        3, partial(silhouette_samples, points, truth), partial(peer_silhouettes, points, truth)
    )
    figure = f"silhouettes, N = {MANY}, K = {k}"
    return times_faster(figure, ours, ("silhouette_samples", theirs), 3.0)


def _memory() -> Row:
    points, truth = make_points("blobs", MANY, clusters=10, seed=3)
    tracemalloc.start()
    silhouette_samples(points, truth)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    mark = "!" if peak > MEMORY else ""
    figure = f"silhouettes, N = {MANY}, K = 10: memory"
    return Row(mark, figure, f"{peak:.3g} MB", "", f"≤ {MEMORY} MB", f"{peak:.3g} MB")


def _workers(n: int) -> Iterator[Row]:
    """The gain of workers, which depends on what else the machine does, and a task's overhead."""
    points = _points(n)
    alone = partial(choose_k, points, K_MAX)
    with (
        ThreadPoolExecutor(2) as threads,
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes,
    ):
        ordered_results(_nothing, range(20), processes)
        one, two, apart = medians(
            3, alone, partial(alone, executor=threads), partial(alone, executor=processes)
        )
        tasks = range(200)
        seconds = seconds_of(partial(ordered_results, _nothing, tasks, processes))
    label = f"choose K, N = {n}: workers of 2"
    yield times_faster(f"{label} threads", two, ("1 thread", one), None)
    yield times_faster(f"{label} processes", apart, ("1 thread", one), None)
    yield Row("", "a task that does nothing, in a process", duration(seconds / 200), "", "", "")


def _nothing(number: int, progress: Progress) -> int:
    return number


def _limited(figure: str, seconds: float, most: float) -> Row:
    mark = "!" if seconds > most else ""
    return Row(mark, figure, duration(seconds), "", f"≤ {duration(most)}", duration(seconds))
