"""A recorded run: its points and, for every half-step, its centroids. Labels are recomputed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import overload

import numpy as np
from numpy.typing import NDArray

from core.assigner import Assigner
from core.checks import Labels, Points
from core.data import Data, make_data
from core.empty import without
from core.lloyd import BLOCK, MAX_ITERATIONS, HalfStep, Phase, lloyd, seed_state
from core.progress import UNHEARD, Progress
from core.randomness import EMPTIES, STARTS, generator
from core.recipe import BY_HAND, Recipe
from core.seeding import SEEDERS

FILMED = ("kmeans++", "farthest-first")
"""Ways to start that choose one centroid after the other: a mark is kept of every choice."""

MOST_FILMED = 1_000_000
"""Points up to which there is such a film: each of its marks is about all of them."""

MARK_BYTES = 64
"""Memory that a half-step takes for each of its centroids: place, size, inertia, number."""

QUICK = 20_000
"""Points times clusters up to which recording a run takes less than two frames."""

LONGEST = 2 * MAX_ITERATIONS + 2
"""Half-steps that no run is longer than."""

REMEMBERED = 4
"""Half-steps whose labels are kept at hand: the one shown, and those it is compared with."""


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What a run keeps of a half-step: O(K) numbers, whatever the number of points."""

    phase: Phase
    iteration: int
    centroids: Points
    emptied: tuple[int, ...]
    numbers: tuple[int, ...]
    sizes: NDArray[np.intp]
    """Points of each cluster, shape (K,); 0 before the first assignment."""
    inertias: Points
    """The part of each cluster in the inertia, shape (K,); 0 before the first assignment."""
    inertia: float
    """Within-cluster sum of squares with this half-step's labels; NaN before the first."""
    changed: int
    """Points whose cluster this half-step changed."""
    moved: tuple[tuple[int, int], ...] = ()
    """(row, new cluster) of the points that an update gave to empty clusters."""


class Run(Sequence[HalfStep]):
    """All half-steps of one run, by index. Seeking any of them costs one assignment."""

    def __init__(
        self, recipe: Recipe, data: Data, marks: Sequence[Mark], *, is_draft: bool = False
    ) -> None:
        self.recipe = recipe
        self.data = data
        self.marks = tuple(marks)
        self.is_draft = is_draft
        """Whether only the first assignment is there, as while a hand still holds a centroid."""
        self._labels: dict[int, Labels] = {}

    @property
    def points(self) -> Points:
        """The points, shape (N, 2), read-only."""
        return self.data.points

    @property
    def nbytes(self) -> int:
        """Memory of its half-steps, in bytes, about; that of its points is `Data.nbytes`."""
        return MARK_BYTES * len(self.marks) * len(self.starts)

    @property
    def last(self) -> int:
        """The index of the last half-step."""
        return len(self.marks) - 1

    @cached_property
    def first(self) -> int:
        """The index at which all centroids are there: that of the first assignment, less one.

        Above 0 where the choice of the starts is filmed: the half-steps before show it.
        """
        return sum(mark.phase is Phase.SEED for mark in self.marks) - 1

    @property
    def starts(self) -> Points:
        """The starting centroids, shape (K, 2)."""
        return self.marks[self.first].centroids

    @property
    def converged(self) -> bool:
        """Whether the run ends on a fixed point, not at the limit of iterations."""
        end = self.marks[-1]
        redrawn = self.recipe.empty == "random" and end.emptied
        return self.last > self.first + 1 and end.changed == 0 and not redrawn

    def axis_names(self) -> tuple[str, str] | None:
        """The columns of the file shown as x and y; None where the points are from no file."""
        table = self.data.table
        if table is None:
            return None
        across, up = self.recipe.columns
        return table.titles[across], table.titles[up] if up != across else "0"

    def __len__(self) -> int:
        return len(self.marks)

    @overload
    def __getitem__(self, index: int) -> HalfStep: ...
    @overload
    def __getitem__(self, index: slice) -> list[HalfStep]: ...
    def __getitem__(self, index: int | slice) -> HalfStep | list[HalfStep]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        mark = self.marks[index]
        labels = self._labels_at(index % len(self))
        return HalfStep(
            mark.phase, mark.iteration, mark.centroids, labels, mark.emptied, mark.numbers
        )

    def forget_labels(self) -> None:
        """Keep no labels at hand, as for a run that is out of sight; they are found again."""
        self._labels.clear()

    def _labels_at(self, index: int) -> Labels:
        index = self._labelled_at(index)
        labels = self._labels.pop(index, None)
        if labels is None:
            labels = self._recomputed(index)
        # Last in the dict is last used; the first one goes when there are too many.
        self._labels[index] = labels
        if len(self._labels) > REMEMBERED:
            del self._labels[next(iter(self._labels))]
        return labels

    def _labelled_at(self, index: int) -> int:
        """The half-step that made the labels of half-step ``index``: it, or one before it."""
        marks = self.marks
        if index < self.first:
            return self.first  # no point has a cluster yet
        while (
            index > self.first + 1
            and marks[index].changed == 0
            and marks[index].numbers == marks[index - 1].numbers
        ):
            index -= 1
        return index

    def _recomputed(self, index: int) -> Labels:
        mark = self.marks[index]
        if mark.phase is Phase.SEED:
            return seed_state(len(self.points), mark.centroids).labels
        labels = (
            self._relabelled(index)
            if mark.phase is Phase.UPDATE
            else self.data.assigner.nearest(mark.centroids)
        )
        labels.setflags(write=False)
        return labels

    def _relabelled(self, index: int) -> Labels:
        """The labels after the policy of this update moved points out of or into clusters."""
        before, mark = self.marks[index - 1], self.marks[index]
        labels = self._labels_at(index - 1)
        if mark.numbers != before.numbers:
            return without(np.array(before.emptied, np.intp), labels, len(before.numbers))
        labels = labels.copy()
        for row, cluster in mark.moved:
            labels[row] = cluster
        return labels


def is_quick(count: int, k: int) -> bool:
    """Whether a run of ``count`` points and ``k`` clusters is recorded before anyone waits."""
    return max(count, 1) * k <= QUICK


def record(
    recipe: Recipe,
    data: Data | None = None,
    progress: Progress = UNHEARD,
    *,
    is_draft: bool = False,
) -> Run:
    """The whole run of ``recipe``, on ``data`` if its points were made before.

    A draft ends with the first assignment.

    Raises ValueError where the recipe asks for more clusters than there are distinct points,
    CancelledError where ``progress`` says that the run is wanted no more.
    """
    if data is None:
        data, progress = make_data(recipe, progress=progress.part(0.0, 0.7)), progress.part(0.7, 1)
    starts = starts_of(recipe, data, progress.part(0.0, 0.3))
    steps = lloyd(
        data.assigner,
        starts,
        empty=recipe.empty,
        max_iterations=0 if is_draft else MAX_ITERATIONS,
        rng=generator(recipe.start_seed, EMPTIES),
    )
    is_filmed = recipe.start in FILMED and len(data.points) <= MOST_FILMED and not is_draft
    marks: list[Mark] = _film(starts) if is_filmed else []
    before: HalfStep | None = None
    for count, step in enumerate(steps):
        marks.append(_mark(data.assigner, step, before, marks[-1] if marks else None))
        before = step
        # Nobody knows how many half-steps there are; most runs are short.
        progress.at(0.3 + 0.7 * (count / LONGEST) ** 0.5)
    return Run(recipe, data, marks, is_draft=is_draft)


def starts_of(recipe: Recipe, data: Data, progress: Progress = UNHEARD) -> Points:
    """The starting centroids of ``recipe`` on ``data``, shape (K, 2); raises as `record` does."""
    if recipe.start == BY_HAND:
        return np.array(recipe.placed, float)
    rng = generator(recipe.start_seed, STARTS)
    return SEEDERS[recipe.start](data.points, recipe.k, rng, progress)


def _film(starts: Points) -> list[Mark]:
    """The marks before all centroids are there: with one of them, with two, and so on."""
    return [_seed_mark(starts[:count], tuple(range(count))) for count in range(1, len(starts))]


def _seed_mark(centroids: Points, numbers: tuple[int, ...]) -> Mark:
    centroids.setflags(write=False)
    k = len(centroids)
    none = np.zeros(k, np.intp), np.zeros(k)
    return Mark(Phase.SEED, 0, centroids, (), numbers, *none, np.nan, 0)


def _mark(assigner: Assigner, step: HalfStep, before: HalfStep | None, last: Mark | None) -> Mark:
    k = len(step.centroids)
    if before is None or last is None:
        return _seed_mark(step.centroids, step.numbers)
    if step.labels is before.labels and step.centroids is before.centroids:
        sizes, inertias = last.sizes, last.inertias
    else:
        sizes = assigner.sizes(step.labels, k)
        inertias = assigner.inertias(step.labels, step.centroids)
    return Mark(
        step.phase,
        step.iteration,
        step.centroids,
        step.emptied,
        step.numbers,
        sizes,
        inertias,
        fsum(inertias),
        changed_count(before, step),
        _moved(before, step),
    )


def _moved(before: HalfStep, step: HalfStep) -> tuple[tuple[int, int], ...]:
    """The points that an update gave to empty clusters, with their new clusters."""
    unmoved = step.labels is before.labels or step.numbers != before.numbers
    if step.phase is not Phase.UPDATE or unmoved:
        return ()
    rows = changed_rows(before, step)
    return tuple(zip(rows.tolist(), step.labels[rows].tolist(), strict=True))


def places(mark: Mark, numbers: tuple[int, ...]) -> Points:
    """Where the centroids with these ``numbers`` are at ``mark``, shape (len(numbers), d)."""
    if mark.numbers == numbers:
        return mark.centroids
    return mark.centroids[np.searchsorted(mark.numbers, numbers)]


def changed_count(before: HalfStep, after: HalfStep) -> int:
    """How many points `changed_rows` tells of."""
    if after.labels is before.labels:
        return 0
    if after.numbers == before.numbers or before.phase is Phase.SEED:
        return sum(
            int(np.count_nonzero(after.labels[block] != before.labels[block]))
            for block in (slice(s, s + BLOCK) for s in range(0, len(after.labels), BLOCK))
        )
    return len(changed_rows(before, after))


def changed_rows(before: HalfStep, after: HalfStep) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The points whose cluster differs between two half-steps, as row numbers, ascending.

    A cluster that only moved up because another was dropped is still the same cluster.
    """
    if after.labels is before.labels:
        return np.zeros(0, np.intp)
    if after.numbers == before.numbers or before.phase is Phase.SEED:
        return np.flatnonzero(after.labels != before.labels)
    own = np.array(after.numbers)[after.labels]
    return np.flatnonzero(own != np.array(before.numbers)[before.labels])
