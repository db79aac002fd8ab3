"""Choose K: the table, computed K by K, then reference set by reference set."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.analysis.criteria import calinski_harabasz, davies_bouldin, silhouette_samples
from core.assignment.assigner import Assigner
from core.assignment.row_order import assigner_of
from core.checks import checked_points, distinct_count
from core.experiments.choose_k.plan import (
    BOXES,
    EXACT_SILHOUETTES,
    LARGEST_REFERENCE,
    POINTS,
    SAMPLE,
    Plan,
    SetKey,
    reference_key,
)
from core.experiments.choose_k.references import ReferenceBox
from core.experiments.choose_k.search import Found, Search, least_inertias
from core.experiments.choose_k.shapes import Shape, shape_of
from core.experiments.choose_k.table import BestRun, KTable, padded
from core.experiments.tasks import results
from core.progress import SILENT, Progress
from core.runs.recipe import BY_HAND
from core.types import Points

CELLS = 1 << 17
"""Points times runs of the reference sets in a task: enough for full blocks of runs."""


def choose_k(
    points: ArrayLike | Assigner,
    k_max: int = 10,
    *,
    restarts: int = 10,
    references: int = 20,
    seed: int = 0,
    start: str = "kmeans++",
    empty: str = "farthest",
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> KTable:
    """Six criteria for the number of clusters in ``points`` (N, d), for K = 1 … ``k_max``.

    For each K the best of ``restarts`` runs and of a warm start from the best run with a cluster
    less is taken, so that inertia never rises with K. The gap statistic compares with
    ``references`` sets of uniform points in each of two boxes. ``start`` is a name in SEEDERS,
    ``empty`` one in EMPTY_POLICIES.

    The same ``seed`` gives the same table, whatever the ``executor``; a larger ``k_max`` adds rows
    and changes none.

    Raises TypeError or ValueError that names the argument, CancelledError if ``progress`` is
    cancelled, `WorkersLostError` if the executor is lost. `choose_k_stages` yields what is done
    before that.
    """
    plan = Plan(k_max, restarts, references, seed, start, empty)
    stages = choose_k_stages(points, plan, executor=executor, progress=progress or SILENT)
    return deque(stages, maxlen=1).pop()


def choose_k_stages(
    points: ArrayLike | Assigner,
    plan: Plan,
    *,
    executor: Executor | None = None,
    progress: Progress = SILENT,
) -> Iterator[KTable]:
    """Yield the table of `choose_k` as it grows: after every K, then after some reference sets.

    The last one is complete. ``points`` may be an assigner of them, as `Data.assigner`, in which
    case runs are those recorded on it. Raises as `choose_k` does; tables yielded before stay valid.
    """
    assigner = points if isinstance(points, Assigner) else assigner_of(checked_points(points))
    work = _Work(assigner, plan)
    total = work.size(POINTS) + work.gap_size
    share = work.size(POINTS) / total
    table = work.blank()
    search = Search([assigner], [POINTS], plan)
    for k in range(1, table.largest + 1):
        part = progress.part(share * (k - 1) / table.largest, share * k / table.largest)
        (found,) = search.next(part.part(0.0, 0.7), executor)
        table = work.with_row(table, found, part.part(0.7, 1.0))
        yield table
    yield from work.with_references(table, executor, progress.part(share, 1.0))


def reference_set(points: ArrayLike, box: str, number: int, *, seed: int = 0) -> Points:
    """Reference set ``number`` of `choose_k` with this ``seed``, (N, d).

    ``box`` is a name in BOXES. Where there are more than LARGEST_REFERENCE points it is that of
    the sample, with so many points.
    """
    array = checked_points(points)
    if len(array) > LARGEST_REFERENCE:
        array = array[Plan(seed=seed).sample_rows(len(array), LARGEST_REFERENCE)]
    return ReferenceBox(array, box).draw(seed, number)


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """Some sets of uniform points, or the sample, whose least inertias are wanted."""

    points: Points
    """What the reference sets are drawn from."""
    keys: tuple[SetKey, ...]
    largest: int
    plan: Plan


def _inertias_of(task: _Task, progress: Progress) -> Points:
    boxes = {box: ReferenceBox(task.points, box) for box in BOXES}
    sets = [
        task.points
        if key == SAMPLE
        else boxes[BOXES[key.kind - 1]].draw(task.plan.seed, key.number)
        for key in task.keys
    ]
    return least_inertias(sets, task.keys, task.largest, task.plan, progress)


@dataclass(slots=True, eq=False)
class _Work:
    """The points, and what is to be computed of them."""

    assigner: Assigner
    plan: Plan
    sample: Points = field(init=False)
    """The points that the gap is of."""
    silhouette_rows: NDArray[np.intp] | slice = field(init=False)
    """The rows of the points whose silhouettes are computed."""

    def __post_init__(self) -> None:
        points = self.assigner.points
        self.sample, self.silhouette_rows = points, slice(None)
        if len(points) > LARGEST_REFERENCE:
            self.sample = points[self.plan.sample_rows(len(points), LARGEST_REFERENCE)]
        if len(points) > EXACT_SILHOUETTES:
            self.silhouette_rows = self.plan.sample_rows(len(points), EXACT_SILHOUETTES)

    @property
    def is_sampled(self) -> bool:
        return self.sample is not self.assigner.points

    def size(self, key: SetKey) -> int:
        """What a set costs."""
        return len(self.assigner.points if key == POINTS else self.sample)

    @property
    def keys(self) -> list[SetKey]:
        """The sets that the gap needs beside the points: both boxes in turns."""
        keys = [reference_key(box, b) for b in range(self.plan.references) for box in BOXES]
        return [SAMPLE, *keys] if self.is_sampled and keys else keys

    @property
    def gap_size(self) -> int:
        return sum(self.size(key) for key in self.keys)

    def blank(self) -> KTable:
        """The table without rows."""
        points, k_max = self.assigner.points, self.plan.k_max
        # As distinct points as clusters have inertia 0, whose logarithm no criterion can use.
        distinct = distinct_count(self.sample, k_max + 1)
        nothing = padded([], k_max)
        n = len(points)
        return KTable(
            self.plan,
            n,
            points.shape[1],
            max(1, min(k_max, distinct - 1)),
            distinct,
            nothing,
            nothing,
            nothing,
            silhouette_sample=EXACT_SILHOUETTES if n > EXACT_SILHOUETTES else None,
            reference_size=len(self.sample),
        )

    def with_row(self, table: KTable, found: Found, progress: Progress) -> KTable:
        """``table`` with one K more."""
        points, labels = self.assigner.points, found.labels
        run = BestRun(
            found.k,
            found.restart,
            found.seed,
            self.plan.start if found.placed is None else BY_HAND,
            self.plan.empty,
            found.placed,
            found.inertia,
            found.centroids,
            np.bincount(labels, minlength=len(found.centroids)),
        )
        shape: Shape = shape_of(self.assigner, labels, found.centroids)
        silhouette = float("nan")
        if np.count_nonzero(run.sizes) > 1:
            rows = self.silhouette_rows
            silhouette = float(silhouette_samples(points[rows], labels[rows], progress).mean())
        return replace(
            table,
            best=(*table.best, run),
            shapes=(*table.shapes, shape),
            silhouette=_with(table.silhouette, found.k, silhouette),
            calinski_harabasz=_with(
                table.calinski_harabasz, found.k, calinski_harabasz(points, labels)
            ),
            davies_bouldin=_with(table.davies_bouldin, found.k, davies_bouldin(points, labels)),
            is_complete=found.k == table.largest and not self.plan.references,
        )

    def with_references(
        self, table: KTable, executor: Executor | None, progress: Progress
    ) -> Iterator[KTable]:
        """Yield ``table`` with more and more reference sets."""
        runs = (1 + self.plan.restarts) * len(self.sample)
        together = max(1, CELLS // runs)
        keys = self.keys
        tasks = [
            _Task(self.sample, tuple(keys[i : i + together]), table.largest, self.plan)
            for i in range(0, len(keys), together)
        ]
        done: dict[SetKey, Points] = {}
        for index, inertias in results(_inertias_of, tasks, executor, progress):
            done.update(zip(tasks[index].keys, inertias, strict=True))
            if self.is_sampled and SAMPLE not in done:
                continue
            yield self._with_inertias(table, done, is_complete=len(done) == len(keys))

    def _with_inertias(
        self, table: KTable, done: dict[SetKey, Points], *, is_complete: bool
    ) -> KTable:
        k_max = self.plan.k_max
        references = {}
        for box in BOXES:
            keys = [reference_key(box, b) for b in range(self.plan.references)]
            rows = [padded(done[key], k_max) for key in keys if key in done]
            references[box] = np.array(rows).reshape(-1, k_max)
            references[box].setflags(write=False)
        sample = padded(done[SAMPLE], k_max) if self.is_sampled else None
        return replace(
            table,
            reference_inertias=references,
            sample_inertia=sample,
            is_complete=is_complete,
        )


def _with(values: Points, k: int, value: float) -> Points:
    changed = values.copy()
    changed[k - 1] = value
    changed.setflags(write=False)
    return changed
