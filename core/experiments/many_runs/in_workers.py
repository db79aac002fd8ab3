"""Many runs cut into tasks for the workers of an executor."""

from collections.abc import Sequence
from concurrent.futures import Executor
from copy import copy
from dataclasses import dataclass, fields

import numpy as np

from core.assignment.assigner import Assigner
from core.experiments.many_runs.endings import Endings
from core.experiments.many_runs.many_runs import ManyRuns
from core.experiments.many_runs.minima import Found
from core.experiments.tasks import ordered_results
from core.kmeans.seeding_many import ManyStarts
from core.progress import Progress
from core.randomness import EMPTIES, generator
from core.types import Points

CELLS = 1 << 18
"""Points times runs of a task: some fifty milliseconds."""


@dataclass(frozen=True, slots=True, eq=False)
class SeededRuns:
    """Runs from the starts of a method, one for each seed."""

    method: str
    """A name in SEEDERS."""
    seeds: Sequence[int]

    def __len__(self) -> int:
        return len(self.seeds)

    def __getitem__(self, rows: slice) -> "SeededRuns":
        return SeededRuns(self.method, self.seeds[rows])

    def endings(
        self, runs: ManyRuns, progress: Progress, starts: ManyStarts | None = None
    ) -> Endings:
        """How they end; ``starts`` of the points of ``runs`` saves checking them again."""
        starts = starts or ManyStarts(runs.assigner, runs.k)
        began = starts.of(self.method, self.seeds, progress.part(0.0, 0.3))
        return runs.endings(began, progress.part(0.3, 1.0), _rngs(runs, self.seeds))


@dataclass(frozen=True, slots=True, eq=False)
class MovedRuns:
    """Runs from ``centroids`` (K, 2) with the ``chosen`` one at ``places`` (R, 2)."""

    centroids: Points
    chosen: int
    places: Points
    seed: int
    """Of what the policy "random" draws in each of them."""

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, rows: slice) -> "MovedRuns":
        return MovedRuns(self.centroids, self.chosen, self.places[rows], self.seed)

    def endings(self, runs: ManyRuns, progress: Progress) -> Endings:
        """How they end."""
        rngs = _rngs(runs, [self.seed] * len(self))
        return runs.endings_around(self.centroids, self.chosen, self.places, progress, rngs)


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    assigner: Assigner
    k: int
    empty: str
    limit: int
    begin: SeededRuns | MovedRuns


def endings_in_workers(
    runs: ManyRuns, begin: SeededRuns | MovedRuns, executor: Executor, progress: Progress
) -> Endings:
    """How the runs that ``begin`` end, computed by the workers of ``executor``.

    Their minima are numbered by ``runs``, in the order of the runs: endings and numbers are those
    of one thread, whatever the cut into tasks. Raises as `core.experiments.tasks.results` does.
    """
    each = max(1, CELLS // len(runs.points))
    tasks = [
        _Task(runs.assigner, runs.k, runs.empty, runs.limit, begin[first : first + each])
        for first in range(0, len(begin), each)
    ]
    parts = [
        runs.adopted(endings, found)
        for endings, found in ordered_results(_done, tasks, executor, progress)
    ]
    if not parts:
        return Endings.blank(0)
    columns = [
        np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Endings)
    ]
    return Endings(*columns)


def _done(task: _Task, progress: Progress) -> tuple[Endings, list[Found]]:
    # An assigner remembers its last labels: one for each task, so that threads do not disturb.
    runs = ManyRuns(copy(task.assigner), task.k, task.empty, task.limit)
    return task.begin.endings(runs, progress), runs.found


def _rngs(runs: ManyRuns, seeds: Sequence[int]) -> list[np.random.Generator] | None:
    return [generator(seed, EMPTIES) for seed in seeds] if runs.empty == "random" else None
