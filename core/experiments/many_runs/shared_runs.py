"""Many runs over few points of the plane, computed together."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import fsum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.assignment.brute_force import BruteForce
from core.assignment.nearest import label_dtype
from core.experiments.many_runs.endings import Endings
from core.experiments.many_runs.minima import Minima
from core.experiments.many_runs.partition_graph import FIXED, Nodes, PartitionGraph
from core.experiments.many_runs.partitions import (
    Canonical,
    OwnLabels,
    Partitions,
    canonical,
    labels_of,
    members_of,
)
from core.experiments.many_runs.scores import Members
from core.experiments.many_runs.single_runs import End, SingleRuns
from core.experiments.many_runs.starts import InitialCentroids, Rows
from core.kmeans.half_step import HalfStep, Phase
from core.progress import Progress
from core.types import Points

MOST_MEMORY = 1 << 28
"""Greatest memory of the caches, in bytes."""

TOGETHER = 1 << 20
"""Labels of the runs that are begun together; limits the memory that they add."""

FEWEST, MOST = 64, 4096
"""Least and greatest number of runs that are begun together."""

Rngs = list[np.random.Generator]

T = TypeVar("T", Rows, "_RunsAtNodes")


@dataclass(frozen=True, slots=True, eq=False)
class _RunsAtNodes:
    """Some runs, each at a partition of the graph."""

    rows: Rows
    """Which runs, (R,)."""
    nodes: Nodes
    numbers: NDArray[np.uint8]
    """The canonical number that each of a run's own clusters has there, (R, K)."""

    def __getitem__(self, which: slice | NDArray[np.bool_]) -> "_RunsAtNodes":
        return _RunsAtNodes(self.rows[which], self.nodes[which], self.numbers[which])

    @classmethod
    def joined(cls, several: list["_RunsAtNodes"]) -> "_RunsAtNodes":
        """Concatenate several."""
        return cls(
            np.concatenate([own.rows for own in several]),
            np.concatenate([own.nodes for own in several]),
            np.concatenate([own.numbers for own in several]),
        )


class SharedRuns:
    """Runs that share the next partitions: the fast path of `ManyRuns`."""

    def __init__(
        self, assigner: BruteForce, k: int, empty: str, limit: int, minima: Minima
    ) -> None:
        """For points that `can_take` takes, and runs of at most ``limit`` updates."""
        self.assigner, self.limit, self.minima = assigner, limit, minima
        self.partitions = Partitions(assigner, k)
        self.graph = PartitionGraph(self.partitions)
        self.single_runs = SingleRuns(assigner, k, empty, limit)
        self._together = int(np.clip(TOGETHER // len(assigner.points), FEWEST, MOST))

    def endings(self, begin: InitialCentroids, rngs: Rngs | None, progress: Progress) -> Endings:
        """Return the ends of the runs; each draws from its own of ``rngs`` if the policy draws."""
        endings = Endings.blank(len(begin))
        for start in range(0, len(begin), self._together):
            if self.graph.size + self.single_runs.size > MOST_MEMORY:
                self.graph.forget()
                self.single_runs.forget()
            rows = np.arange(start, min(start + self._together, len(begin)))
            report = partial(progress.at, start / len(begin))
            _RunBlock(self, begin, rngs, endings, report).take(rows)
        return endings


class _RunBlock:
    """A block of runs, from start to end."""

    def __init__(
        self,
        shared: SharedRuns,
        begin: InitialCentroids,
        rngs: Rngs | None,
        endings: Endings,
        report: Callable[[], None],
    ) -> None:
        self._shared, self._begin, self._rngs = shared, begin, rngs
        self._endings, self._report = endings, report
        self._end_nodes: Nodes = np.full(len(begin), -1)
        """Final nodes by row; -1 for runs that ended outside of the graph."""
        self._end_labels: dict[int, OwnLabels] = {}
        """Final labels of those runs."""

    def take(self, rows: Rows) -> None:
        """Fill in how the runs in these rows end."""
        at_nodes = self._all_of(self._begun, rows, len(rows))
        while len(at_nodes.rows):
            self._shared.graph.explore(self._report)
            halted = self._followed(at_nodes)
            at_nodes = self._all_of(self._stepped, halted, len(halted.rows))
        self._number_ends(rows)

    def _all_of(self, go: Callable[[T], list[_RunsAtNodes]], runs: T, count: int) -> _RunsAtNodes:
        """Apply ``go`` to blocks of ``runs``; return the runs that go on."""
        block, left = self._shared.partitions.block, [self._none()]
        for start in range(0, count, block):
            self._report()
            left += go(runs[start : start + block])
        return _RunsAtNodes.joined(left)

    def _begun(self, rows: Rows) -> list[_RunsAtNodes]:
        """Do the first assignment."""
        members = self._begin.members(self._shared.partitions, rows)
        return self._arrived(rows, self._begin.centroids(rows), members, canonical(members))

    def _followed(self, runs: _RunsAtNodes) -> _RunsAtNodes:
        """Follow the edges of the graph; return the runs that have not ended."""
        graph, nodes, numbers = self._shared.graph, runs.nodes.copy(), runs.numbers.copy()
        counts = self._endings.iterations[runs.rows]
        moving = np.arange(len(nodes))
        while len(moving):
            # The last update is each run's own, as it may end there without a fixed point.
            moving = moving[
                (graph.next[nodes[moving]] >= 0) & (counts[moving] < self._shared.limit - 1)
            ]
            at = nodes[moving]
            nodes[moving] = graph.next[at]
            numbers[moving] = np.take_along_axis(graph.ranks[at], numbers[moving], 1)
            counts[moving] += 1
        fixed = graph.next[nodes] == FIXED
        self._endings.iterations[runs.rows] = counts + fixed
        self._endings.converged[runs.rows] = fixed
        self._end_nodes[runs.rows[fixed]] = nodes[fixed]
        return _RunsAtNodes(runs.rows, nodes, numbers)[~fixed]

    def _stepped(self, runs: _RunsAtNodes) -> list[_RunsAtNodes]:
        """Take one step under each run's own numbering; return the runs that go on."""
        partitions, graph, rows = self._shared.partitions, self._shared.graph, runs.rows
        labels = graph.labels_of(runs.nodes)
        means = partitions.means(labels)
        centroids = np.take_along_axis(means, runs.numbers[:, :, None].astype(np.intp), 1)
        members = partitions.nearest(centroids).members
        after = canonical(members)
        self._endings.iterations[rows] += 1
        fixed = (after.labels == labels).all(axis=1) & (after.ranks == runs.numbers).all(axis=1)
        self._endings.converged[rows] = fixed
        self._end_nodes[rows[fixed]] = runs.nodes[fixed]
        on = ~fixed
        return self._arrived(rows[on], centroids[on], members[:, on], after[on])

    def _arrived(
        self, rows: Rows, centroids: Points, members: Members, found: Canonical
    ) -> list[_RunsAtNodes]:
        """After an assignment: the runs that go on from a node, some after single steps."""
        over = self._endings.iterations[rows] == self._shared.limit
        ready = found.full & ~over
        nodes = self._shared.graph.nodes_of(found.labels[ready])
        ready_runs = [_RunsAtNodes(rows[ready], nodes, found.ranks[ready])]
        others = np.flatnonzero(~ready)
        if not len(others):
            return ready_runs
        states = self._states(rows[others], centroids[others], labels_of(members[:, others]))
        back = []
        for row, state in zip(rows[others].tolist(), states, strict=True):
            if state.iteration == self._shared.limit:
                self._end_outside(row, state, End.LIMIT)
            elif (rejoined := self._continued(row, state)) is not None:
                back.append((row, rejoined))
        return ready_runs + self._rejoined(back)

    def _states(self, rows: Rows, centroids: Points, labels: OwnLabels) -> list[HalfStep]:
        """The half-steps at which some runs are."""
        k = self._shared.partitions.k
        own = labels.astype(label_dtype(k))
        own.setflags(write=False)
        states = []
        for row, places, of in zip(rows.tolist(), centroids, own, strict=True):
            emptied = tuple(np.flatnonzero(np.bincount(of, minlength=k) == 0).tolist())
            self._endings.emptied[row] |= bool(emptied)
            iteration = int(self._endings.iterations[row])
            numbers = tuple(range(k))
            states.append(HalfStep(Phase.ASSIGN, iteration, places, of, emptied, numbers))
        return states

    def _continued(self, row: int, state: HalfStep) -> OwnLabels | None:
        """Continue until no cluster is empty: the labels there, or None if the run has ended."""
        self._report()
        rng = self._rngs[row] if self._rngs is not None else None
        state, end = self._shared.single_runs.continued(state, rng)
        self._endings.iterations[row] = state.iteration
        if end is not End.NONE:
            self._end_outside(row, state, end)
            return None
        return state.labels.astype(np.uint8)

    def _rejoined(self, back: list[tuple[int, OwnLabels]]) -> list[_RunsAtNodes]:
        """The runs in these rows, whose labels leave no cluster empty."""
        block, at_nodes = self._shared.partitions.block, []
        for start in range(0, len(back), block):
            rows, labels = zip(*back[start : start + block], strict=True)
            found = canonical(members_of(np.array(labels), self._shared.partitions.k))
            nodes = self._shared.graph.nodes_of(found.labels)
            at_nodes.append(_RunsAtNodes(np.array(rows), nodes, found.ranks))
        return at_nodes

    def _end_outside(self, row: int, state: HalfStep, end: End) -> None:
        shares = self._shared.assigner.inertias(state.labels, state.centroids)
        self._endings.inertias[row] = fsum(shares)
        self._endings.converged[row] = end is End.FIXED
        self._end_labels[row] = state.labels.astype(np.uint8)

    def _number_ends(self, rows: Rows) -> None:
        """Number the final partitions in the order of the runs."""
        minima, graph = self._shared.minima, self._shared.graph
        numbers: dict[int, int] = {}
        for row, node in zip(rows.tolist(), self._end_nodes[rows].tolist(), strict=True):
            if node < 0:
                number = minima.number_of(self._end_labels[row])
            else:
                known = numbers.get(node)
                if known is None:
                    labels = graph.labels_of(np.array([node]))[0].astype(np.int16)
                    known = numbers[node] = minima.number_of_canonical(labels)
                number = known
                self._endings.inertias[row] = minima[number].inertia
            self._endings.minima[row] = number

    def _none(self) -> _RunsAtNodes:
        k = self._shared.partitions.k
        return _RunsAtNodes(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros((0, k), np.uint8))
