"""A recorded run: its points and, for every half-step, its centroids. Labels are recomputed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from core.kmeans.empty_clusters import without
from core.kmeans.half_step import HalfStep, Phase, seed_state
from core.kmeans.lloyd import MAX_ITERATIONS
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.types import Labels, Points

FILMED = ("kmeans++", "farthest-first")
"""Seeders that choose centroids one after another; each choice is recorded as a mark."""

MOST_FILMED = 1_000_000
"""Greatest number of points for which these choices are recorded: each mark takes O(N)."""

MARK_BYTES = 64
"""Bytes of a mark per centroid: place, size, inertia, number."""


LONGEST = 2 * MAX_ITERATIONS + 2
"""Greatest number of half-steps of a run."""

REMEMBERED = 4
"""Half-steps with cached labels: the one shown, and those it is compared with."""


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """The record of a half-step: O(K) numbers."""

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
    """Number of points whose cluster changed."""
    moved: tuple[tuple[int, int], ...] = ()
    """(row, new cluster) of the points that an update gave to empty clusters."""


class Run(Sequence[HalfStep]):
    """All half-steps of one run, by index. The labels of each are computed by one assignment."""

    def __init__(
        self, recipe: Recipe, data: Data, marks: Sequence[Mark], *, is_draft: bool = False
    ) -> None:
        self.recipe = recipe
        self.data = data
        self.marks = tuple(marks)
        self.is_draft = is_draft
        """Whether it ends with the first assignment, as during a drag."""
        self._labels: dict[int, Labels] = {}

    @property
    def points(self) -> Points:
        """The points, shape (N, 2), read-only."""
        return self.data.points

    @property
    def nbytes(self) -> int:
        """Approximate bytes of the half-steps, without the points; see `Data.nbytes`."""
        return MARK_BYTES * len(self.marks) * len(self.starts)

    @property
    def last(self) -> int:
        """The index of the last half-step."""
        return len(self.marks) - 1

    @cached_property
    def first(self) -> int:
        """Index of the half-step before the first assignment.

        Above 0 if the choice of the starts is recorded in the half-steps before.
        """
        return sum(mark.phase is Phase.SEED for mark in self.marks) - 1

    @property
    def starts(self) -> Points:
        """The starting centroids, shape (K, 2)."""
        return self.marks[self.first].centroids

    @property
    def is_waiting(self) -> bool:
        """Whether there is nothing to run: no centroids, or too few points for them."""
        return self.last == self.first

    @property
    def converged(self) -> bool:
        """Whether the run ends on a fixed point, not at the limit of iterations."""
        end = self.marks[-1]
        redrawn = self.recipe.empty == "random" and end.emptied
        return self.last > self.first + 1 and end.changed == 0 and not redrawn

    def axis_names(self) -> tuple[str, str] | None:
        """Names of the columns of the file shown as x and y; None for other points."""
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
        """Clear the cached labels, as for a run that is not shown."""
        self._labels.clear()

    def _labels_at(self, index: int) -> Labels:
        index = self._labelled_at(index)
        labels = self._labels.pop(index, None)
        if labels is None:
            labels = self._recomputed(index)
        # Ordered by last use; the first is dropped if there are too many.
        self._labels[index] = labels
        if len(self._labels) > REMEMBERED:
            del self._labels[next(iter(self._labels))]
        return labels

    def _labelled_at(self, index: int) -> int:
        """Return the half-step at which the labels of half-step ``index`` were computed."""
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


def places(mark: Mark, numbers: tuple[int, ...]) -> Points:
    """Centroids with these ``numbers`` at ``mark``, shape (len(numbers), d)."""
    if mark.numbers == numbers:
        return mark.centroids
    return mark.centroids[np.searchsorted(mark.numbers, numbers)]
