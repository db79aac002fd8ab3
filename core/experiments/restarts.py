"""Restarts: runs of a recipe with other seeds and starting methods."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.experiments.many_runs.endings import Endings
from core.experiments.many_runs.in_workers import SeededRuns, endings_in_workers
from core.experiments.many_runs.many_runs import ManyRuns
from core.kmeans.seeding import SEEDERS
from core.kmeans.seeding_many import ManyStarts
from core.progress import SILENT, Progress
from core.runs.data import Data
from core.runs.recipe import Recipe

FIRST_BATCH, GROWTH, LARGEST_BATCH = 10, 3, 1000
"""Restarts of a method in a batch: at first, factor of growth, at most."""

LARGEST_SHARED_BATCH = 16_000
"""The same for the workers of an executor."""

FAILED = 1.05
"""A restart has failed if its inertia is more than so many times the reference."""

Whole = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Consecutive restarts of one method."""

    method: str
    """A name in SEEDERS."""
    first: int
    """Index of the first of them, from 0."""
    seeds: Whole
    """Their start seeds, (R,)."""
    endings: Endings


def restarts(
    recipe: Recipe,
    data: Data,
    methods: Sequence[str],
    count: int,
    progress: Progress = SILENT,
    runs: ManyRuns | None = None,
    executor: Executor | None = None,
) -> Iterator[Batch]:
    """Yield the first ``count`` restarts of each of the ``methods``, in turns, in growing batches.

    Restart i of a method is the run of `restart_of`. Methods that are not in SEEDERS are skipped.
    Minima are numbered by ``runs``, which is to be of this data, k and policy; a new one if None.
    With an ``executor`` its workers compute the restarts; nothing in them depends on it, and
    batches are larger.

    Raises ValueError where the recipe asks for more clusters than there are distinct points,
    CancelledError where ``progress`` says that no more is wanted, `WorkersLostError` if the
    executor is lost: batches yielded before stay valid.
    """
    known = [method for method in methods if method in SEEDERS]
    starts = ManyStarts(data.assigner, recipe.k)
    runs = runs or ManyRuns(data.assigner, recipe.k, recipe.empty)
    largest = LARGEST_BATCH if executor is None else LARGEST_SHARED_BATCH
    first, size, done, total = 0, FIRST_BATCH, 0, count * len(known)
    while first < count:
        last = min(first + size, count)
        for method in known:
            part = progress.part(done / total, (done + last - first) / total)
            seeds = [recipe.later_seed("start_seed", index) for index in range(first, last)]
            begin = SeededRuns(method, seeds)
            if executor is None:
                endings = begin.endings(runs, part, starts)
            else:
                endings = endings_in_workers(runs, begin, executor, part)
            yield Batch(method, first, np.array(seeds, np.intp), endings)
            done += last - first
        first, size = last, min(GROWTH * size, largest)


def restart_of(recipe: Recipe, method: str, index: int) -> Recipe:
    """The recipe of one restart: of this method, its seed further on by ``index``."""
    seed = recipe.later_seed("start_seed", index)
    return recipe.but(start=method, start_seed=seed, placed=(), held=False)
