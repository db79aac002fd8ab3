"""Many runs over several sets of points at once, each with the end of a single run."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import fsum

import numpy as np
from numpy.typing import NDArray

from core.assignment.nearest import label_dtype
from core.experiments.many_runs.partitions import OwnLabels
from core.experiments.many_runs.point_sets import ClusterSums, PointSets, Whole
from core.experiments.many_runs.single_runs import End, SingleRuns
from core.kmeans.half_step import HalfStep, Phase
from core.progress import SILENT, Progress
from core.types import Points

NONE = 255
"""Label of a point before the first assignment."""

FULL = 0.75
"""New runs begin where a smaller share of a block is under way."""

Rngs = Sequence[np.random.Generator]


@dataclass(frozen=True, slots=True, eq=False)
class RunEnds:
    """How M runs end."""

    inertias: Points
    """Shape (M,); bit for bit that of the last half-step of the single run."""
    iterations: Whole
    """Number of updates, (M,)."""
    emptied: NDArray[np.bool_]
    """Whether any assignment left a cluster empty, (M,)."""
    converged: NDArray[np.bool_]
    """Whether the run ends on a fixed point, (M,)."""
    labels: OwnLabels
    """The last labels, (M, N)."""
    centroids: Points
    """The last centroids, (M, K, 2); NaN in the last rows for clusters that were dropped."""


@dataclass(slots=True, eq=False)
class _Active:
    """The runs under way, in the order of their sets; each after an assignment."""

    rows: Whole
    sets: Whole
    iterations: Whole
    centroids: Points
    labels: OwnLabels
    sums: ClusterSums

    def __getitem__(self, which: NDArray[np.generic]) -> "_Active":
        return _Active(*(getattr(self, field.name)[which] for field in fields(self)))


class BatchedRuns:
    """Runs of `core.kmeans.lloyd` with K clusters over S sets of N points of the plane.

    Half-steps of many runs are done together, whatever their sets, and sums are changed only by the
    points that change cluster. Runs with an empty cluster are continued one by one until it has
    points again. Every end is bit for bit that of the single run. For one thread.
    """

    def __init__(self, sets: PointSets, empty: str, limit: int) -> None:
        """For runs of at most ``limit`` updates over ``sets``, with this empty policy."""
        self._sets, self._k, self._limit = sets, sets.k, limit
        self._singles = [SingleRuns(assigner, self._k, empty, limit) for assigner in sets.assigners]

    def ends(
        self,
        starts: Points,
        sets: Whole,
        progress: Progress = SILENT,
        rngs: Rngs | None = None,
    ) -> RunEnds:
        """Return the ends of the runs from ``starts`` (M, K, 2) over ``sets`` (M,), ascending.

        The policy "random" draws from ``rngs``, one per run. Raises CancelledError if ``progress``
        is cancelled.
        """
        m = len(starts)
        ends = RunEnds(
            np.full(m, np.nan),
            np.zeros(m, np.intp),
            np.zeros(m, bool),
            np.zeros(m, bool),
            np.zeros((m, self._sets.n), np.uint8),
            np.full((m, self._k, 2), np.nan),
        )
        active, begun, block = self._begun(starts, sets, np.arange(0)), 0, self._sets.block
        while len(active.rows) or begun < m:
            progress.at((begun - len(active.rows)) / m)
            if len(active.rows) <= FULL * block and begun < m:
                end = min(m, begun + block - len(active.rows))
                new = self._begun(starts, sets, np.arange(begun, end))
                active, begun = self._stepped(active, new, ends), end
            else:
                active = self._stepped(active, None, ends)
            active = self._filled(active, ends, rngs)
        for single in self._singles:
            single.forget()
        return ends

    def _begun(self, starts: Points, sets: Whole, rows: Whole) -> _Active:
        """New runs, before their first assignment: without labels and with sums of nothing."""
        m = len(rows)
        labels = np.full((m, self._sets.n), NONE, np.uint8)
        sums = self._sets.sums(labels[:0], rows[:0])
        empty = ClusterSums(
            np.zeros((m, self._k), np.intp),
            [[np.zeros((m, self._k)) for _ in parts] for parts in sums.parts],
        )
        iterations = np.zeros(m, np.intp)
        return _Active(rows, sets[rows], iterations, starts[rows], labels, empty)

    def _stepped(self, active: _Active, new: _Active | None, ends: RunEnds) -> _Active:
        """Update and assign the ``active`` runs, assign the ``new`` ones; those that go on."""
        active.centroids = active.sums.means()
        active.iterations += 1
        count = len(active.rows)
        if new is not None:
            active = _joined(active, new)
        labels = self._sets.nearest(active.centroids, active.sets)
        # Nobody's label is NONE: the new runs have changed.
        changed = (labels != active.labels).any(axis=1)
        over = changed & (active.iterations == self._limit)
        before, active.labels = active.labels, labels
        self._move_sums(active, before, changed, count)
        over &= (active.sums.counts > 0).all(axis=1)
        ending = over | ~changed
        if ending.any():
            self._end(active[ending], ~changed[ending], ends)
            active = active[~ending]
        return active

    def _move_sums(
        self, active: _Active, before: OwnLabels, changed: NDArray[np.bool_], count: int
    ) -> None:
        """Change the sums to the new labels; the first ``count`` runs have had labels before."""
        sets = self._sets
        if count:
            old = slice(0, count)
            sums = ClusterSums(
                active.sums.counts[old], [[p[old] for p in parts] for parts in active.sums.parts]
            )
            sets.move(sums, before[old], active.labels[old], active.sets[old])
        new = np.arange(count, len(active.rows))
        if len(new):
            active.sums[new] = sets.sums(active.labels[new], active.sets[new])

    def _filled(self, active: _Active, ends: RunEnds, rngs: Rngs | None) -> _Active:
        """Continue runs that have an empty cluster until it has points; the runs that go on."""
        emptied = (active.sums.counts == 0).any(axis=1)
        if not emptied.any():
            return active
        ends.emptied[active.rows[emptied]] = True
        goes_on = np.ones(len(emptied), bool)
        for place in np.flatnonzero(emptied).tolist():
            row, own_set = int(active.rows[place]), int(active.sets[place])
            state, end = self._state(active, place), End.LIMIT
            if state.iteration < self._limit:
                rng = None if rngs is None else rngs[row]
                state, end = self._singles[own_set].continued(state, rng)
            if end is End.NONE:
                active.iterations[place] = state.iteration
                active.labels[place] = state.labels
            else:
                goes_on[place] = False
                self._end_single(row, own_set, state, end, ends)
        back = np.flatnonzero(emptied & goes_on)
        active.sums[back] = self._sets.sums(active.labels[back], active.sets[back])
        return active[goes_on]

    def _state(self, active: _Active, place: int) -> HalfStep:
        """The half-step at which a run is."""
        labels = active.labels[place].astype(label_dtype(self._k))
        labels.setflags(write=False)
        empty = tuple(np.flatnonzero(active.sums.counts[place] == 0).tolist())
        return HalfStep(
            Phase.ASSIGN,
            int(active.iterations[place]),
            active.centroids[place],
            labels,
            empty,
            tuple(range(self._k)),
        )

    def _end(self, ended: _Active, converged: NDArray[np.bool_], ends: RunEnds) -> None:
        shares = self._sets.inertias(ended.labels, ended.centroids, ended.sets)
        ends.inertias[ended.rows] = [fsum(own) for own in shares.tolist()]
        ends.iterations[ended.rows] = ended.iterations
        ends.converged[ended.rows] = converged
        ends.labels[ended.rows] = ended.labels
        ends.centroids[ended.rows] = ended.centroids

    def _end_single(self, row: int, own_set: int, state: HalfStep, end: End, ends: RunEnds) -> None:
        shares = self._sets.assigners[own_set].inertias(state.labels, state.centroids)
        ends.inertias[row] = fsum(shares)
        ends.iterations[row] = state.iteration
        ends.converged[row] = end is End.FIXED
        ends.labels[row] = state.labels
        ends.centroids[row, : len(state.centroids)] = state.centroids


def _joined(one: _Active, other: _Active) -> _Active:
    sums = ClusterSums(
        np.concatenate([one.sums.counts, other.sums.counts]),
        [
            [np.concatenate(both) for both in zip(own, more, strict=True)]
            for own, more in zip(one.sums.parts, other.sums.parts, strict=True)
        ],
    )
    return _Active(
        np.concatenate([one.rows, other.rows]),
        np.concatenate([one.sets, other.sets]),
        np.concatenate([one.iterations, other.iterations]),
        np.concatenate([one.centroids, other.centroids]),
        np.concatenate([one.labels, other.labels]),
        sums,
    )
