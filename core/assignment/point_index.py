"""An index over points of the plane: the results of brute force in less time."""

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.assignment.brute_force import BruteForce
from core.assignment.descent import Cut, Decision, decide
from core.assignment.exact_sums import Sums, means_of
from core.assignment.morton import Rows, in_blocks, morton_order
from core.assignment.nearest import label_dtype, squared_in_plane
from core.assignment.quadtree import Nodes, quadtree, spread_ranges
from core.blocks import CACHED_BLOCK, LONG_BLOCK
from core.checks import checked_points
from core.geometry.voronoi import Rectangle
from core.progress import SILENT, Progress
from core.types import Labels, Points

INDEXED_FROM = 20_000
"""Number of points from which building an index is worth its time within a run."""

REMEMBERED = 3
"""Number of partitions whose nodes are remembered for sizes, means and inertias."""

Owners = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Partition:
    """An assignment: decided nodes, and the points of nodes that are cut."""

    labels: Labels
    nodes: Nodes
    owners: Owners
    """Of the nodes."""
    rows: Nodes
    own: Owners
    """Of the points in those rows."""
    sizes: NDArray[np.intp]
    """(K,): the number of points of each cluster, read-only."""


class PointIndex:
    """Points (N, 2) in Morton order under a quadtree; an `Assigner`.

    Its labels are those of `core.assignment.nearest`: nodes are decided by a margin above the
    rounding error, single points by the same formula. Its means are those of `BruteForce`, as both
    use exact sums. Only about √(N·K) nodes and points, those along the borders of the cells, are
    compared.
    """

    def __init__(self, points: ArrayLike, progress: Progress = SILENT) -> None:
        """Sort ``points`` (N, 2), N below 2**32, and build the tree over them.

        They are copied into Morton order; ``rows`` (N,) holds the row of each. Raises as
        `checked_points`, and ValueError for points that are not in the plane or too many.
        """
        points = checked_points(points)
        if points.shape[1] != 2 or len(points) >= 2**32:
            raise ValueError(f"points: got shape {points.shape}, wanted (N, 2) with N below 2**32")
        self.rows, codes = morton_order(points, progress.part(0.0, 0.6))
        self._points = _taken(points, self.rows, progress.part(0.6, 0.7))
        self._points.setflags(write=False)
        self._tree = quadtree(self._points, codes, progress.part(0.7, 0.95))
        progress.at(0.95)
        self._brute_force = BruteForce(self._points)
        self._sums = self._brute_force.exact_sums
        self._prefixes = self._leaf_prefixes()
        # One per thread: seeking in one run does not evict the partitions of a run that is being
        # computed, which would change the last digits of its inertias.
        self._recent = threading.local()
        progress.at(1.0)

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        # What a thread remembers is of that thread, and cannot be pickled.
        del state["_recent"]
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._recent = threading.local()

    @property
    def points(self) -> Points:
        """Shape (N, 2), in Morton order, read-only."""
        return self._points

    def nearest(self, centroids: Points) -> Labels:
        """As `Assigner.nearest`."""
        decision = decide(self._tree, centroids)
        two, more = decision.between_two, decision.between_more
        parts = [self._between_two(*two, centroids), self._between_more(more, centroids)]
        rows, own = (np.concatenate(of) for of in zip(*parts, strict=True))
        cut = np.concatenate([two[0], more.nodes])
        labels = self._spread(decision.nodes, decision.owners, cut, len(centroids))
        labels[rows] = own
        # The cached sizes hold only if nothing writes to the labels.
        labels.setflags(write=False)
        sizes = np.bincount(own, minlength=len(centroids))
        sizes += self._over_nodes(decision, self._tree.leaf_starts, len(sizes)).astype(np.intp)
        sizes.setflags(write=False)
        partition = _Partition(labels, decision.nodes, decision.owners, rows, own, sizes)
        self._recent.partitions = (partition, *self._remembered[: REMEMBERED - 1])
        return labels

    def sizes(self, labels: Labels, k: int) -> NDArray[np.intp]:
        """As `Assigner.sizes`; O(1) for labels that `nearest` has just returned."""
        known = self._known(labels)
        if known is None or len(known.sizes) != k:
            return self._brute_force.sizes(labels, k)
        return known.sizes

    def means(self, labels: Labels, fallback: Points) -> Points:
        """As `Assigner.means`; fast for labels that `nearest` has just returned."""
        known, k = self._known(labels), len(fallback)
        if known is None:
            return self._brute_force.means(labels, fallback)
        sums: Sums = [
            [self._over_nodes(known, prefix, k) for prefix in prefixes]
            for prefixes in self._prefixes
        ]
        self._sums.add(sums, self._coordinates(known.rows), known.own)
        return means_of(sums, self.sizes(labels, k), fallback)

    def inertias(self, labels: Labels, centroids: Points) -> Points:
        """As `Assigner.inertias`; fast for labels that `nearest` has just returned."""
        known, k, tree = self._known(labels), len(centroids), self._tree
        if known is None:
            return self._brute_force.inertias(labels, centroids)
        counts = self._counts(known.nodes)
        # About any place c: the scatter about the mean m, plus n times the square of m - c,
        # corrected for the rounding of m, which matters for points far from 0.
        way = tree.mean[known.nodes] - centroids[known.owners]
        between = (way * (2.0 * tree.rest[known.nodes] + way * counts[:, None])).sum(axis=1)
        shares = np.bincount(known.owners, tree.scatter[known.nodes] + between, k)
        squared = squared_in_plane(*self._coordinates(known.rows), centroids[known.own].T)
        return np.asarray(shares + np.bincount(known.own, squared, k))

    def rows_within(self, rectangle: Rectangle, most: int) -> NDArray[np.intp] | None:
        """Return the points in a closed rectangle (xmin, ymin, xmax, ymax), ascending.

        None if they are more than ``most``.
        """
        whole, cut = self._nodes_within(rectangle)
        if sum(int(self._counts(nodes).sum()) for nodes in whole) > most:
            return None
        candidates = self._points_of(np.concatenate([*cut, np.zeros(0, np.intp)]))[0]
        xmin, ymin, xmax, ymax = rectangle
        x, y = self._coordinates(candidates)
        inside = (x >= xmin) & (x <= xmax) & (y >= ymin) & (y <= ymax)
        rows = [self._points_of(nodes)[0] for nodes in whole]
        found = np.concatenate([*rows, candidates[inside]])
        return None if len(found) > most else np.sort(found)

    def _nodes_within(self, rectangle: Rectangle) -> tuple[list[Nodes], list[Nodes]]:
        """Return the nodes inside a rectangle, and the leaves that its border may cut, by level.

        Nodes at the border count as cut, because boxes are rounded.
        """
        tree = self._tree
        low, high = rectangle[:2] - tree.origin, rectangle[2:] - tree.origin
        nodes = np.zeros(1, np.intp)
        whole: list[Nodes] = []
        cut: list[Nodes] = []
        while len(nodes):
            boxes = tree.boxes[nodes]
            centre, half = boxes[:, :2], boxes[:, 2:4]
            top, bottom = centre + half, centre - half
            rounding = 8.0 * 2.0**-53 * boxes[:, 4:] + np.finfo(np.float64).tiny
            inside = ((bottom > low + rounding) & (top < high - rounding)).all(axis=1)
            outside = ((top < low - rounding) | (bottom > high + rounding)).any(axis=1)
            whole.append(nodes[inside])
            nodes = nodes[~inside & ~outside]
            is_leaf = tree.children[nodes] == 0
            cut.append(nodes[is_leaf])
            nodes = nodes[~is_leaf]
            nodes = spread_ranges(tree.first_child[nodes], tree.children[nodes])
        return whole, cut

    def _known(self, labels: Labels) -> _Partition | None:
        return next((known for known in self._remembered if known.labels is labels), None)

    @property
    def _remembered(self) -> tuple[_Partition, ...]:
        partitions: tuple[_Partition, ...] = getattr(self._recent, "partitions", ())
        return partitions

    def _over_nodes(
        self, known: Decision | _Partition, prefix: NDArray[np.float64] | Nodes, k: int
    ) -> Points:
        """Sum over the decided nodes of each cluster, from prefix sums (leaves + 1,)."""
        shares = self._over(known.nodes, prefix)
        # bincount returns integers for empty input.
        return np.bincount(known.owners, shares, k).astype(np.float64, copy=False)

    def _spread(self, nodes: Nodes, owners: Owners, cut: Nodes, k: int) -> Labels:
        """Return the labels of all points, except those in ``cut`` nodes, which are 0."""
        tree = self._tree
        begins = np.full(len(tree.leaf_starts), -1, label_dtype(k))
        begins[tree.first_leaf[nodes]] = owners
        begins[tree.first_leaf[cut]] = 0
        begins[-1] = 0  # the end of the last run
        bounds = (begins >= 0).nonzero()[0]
        starts = tree.leaf_starts[bounds]
        return begins[bounds[:-1]].repeat(starts[1:] - starts[:-1])

    def _counts(self, nodes: Nodes) -> Nodes:
        return self._over(nodes, self._tree.leaf_starts)

    def _points_of(self, nodes: Nodes) -> tuple[Nodes, Nodes]:
        """Return the points of some nodes, in the order of the nodes, and the number in each."""
        counts = self._counts(nodes)
        return spread_ranges(self._tree.leaf_starts[self._tree.first_leaf[nodes]], counts), counts

    def _between_two(
        self, nodes: Nodes, lower: Owners, higher: Owners, centroids: Points
    ) -> tuple[Nodes, Owners]:
        """Return the points of nodes between two centroids, and the nearest of the two."""
        rows, counts = self._points_of(nodes)
        x, y = self._coordinates(rows)
        to_lower, to_higher = (
            squared_in_plane(x, y, centroids[own].T.repeat(counts, axis=1))
            for own in (lower, higher)
        )
        is_higher = to_higher < to_lower
        return rows, np.where(is_higher, higher.repeat(counts), lower.repeat(counts))

    def _between_more(self, cut: Cut, centroids: Points) -> tuple[Nodes, Owners]:
        """Return the points of nodes between more centroids, and the nearest one."""
        rows, counts = self._points_of(cut.nodes)
        if not len(rows):
            return rows, rows
        # Every point with every candidate of its node, the candidates of a point side by side.
        many = cut.counts.repeat(counts)
        ends = many.cumsum()
        first = cut.counts.cumsum() - cut.counts
        candidates = cut.candidates[spread_ranges(first.repeat(counts), many)]
        x, y = self._coordinates(rows)
        squared = squared_in_plane(x.repeat(many), y.repeat(many), centroids[candidates].T)
        least = np.minimum.reduceat(squared, ends - many)
        # In reverse, so that of equal distances the lowest index is written last.
        nearest = np.flatnonzero(squared == least.repeat(many))[::-1]
        own = np.empty(len(rows), np.intp)
        own[np.searchsorted(ends, nearest, side="right")] = candidates[nearest]
        return rows, own

    def _over(self, nodes: Nodes, prefix: NDArray[Any]) -> NDArray[Any]:
        """Sum over each node, from the prefix sums ``prefix`` (leaves + 1,)."""
        tree = self._tree
        shares: NDArray[Any] = prefix.take(tree.end_leaf.take(nodes))
        shares -= prefix.take(tree.first_leaf.take(nodes))
        return shares

    def _coordinates(self, rows: Nodes) -> tuple[Points, Points]:
        return self._points[:, 0].take(rows), self._points[:, 1].take(rows)

    def _leaf_prefixes(self) -> Sums:
        """Return the prefix sums over the leaves, (leaves + 1,), of each part of each feature."""
        starts = self._tree.leaf_starts[:-1]
        prefixes: Sums = []
        for feature in (0, 1):
            parts = [np.zeros(len(starts) + 1) for _ in range(self._sums.parts[feature])]
            for first in range(0, len(starts), CACHED_BLOCK):
                own = starts[first : first + CACHED_BLOCK]
                last = self._tree.leaf_starts[min(first + CACHED_BLOCK, len(starts))]
                column = self._points[own[0] : last, feature]
                for part, total in zip(self._sums.cut(column, feature), parts, strict=True):
                    total[first + 1 : first + 1 + len(own)] = np.add.reduceat(part, own - own[0])
            prefixes.append([total.cumsum() for total in parts])
        return prefixes


def _taken(points: Points, rows: Rows, progress: Progress) -> Points:
    """Return ``points`` in the order of ``rows``, with contiguous columns."""
    result = np.empty((len(rows), 2), order="F")

    def take(start: int) -> None:
        result[start : start + LONG_BLOCK] = points.take(rows[start : start + LONG_BLOCK], 0)

    in_blocks(take, len(rows), progress, block=LONG_BLOCK)
    return result
