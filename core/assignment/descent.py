"""The nearest centroid of whole nodes of a quadtree at once, and of points where a node is cut.

The method is that of Pelleg and Moore (1999) and Kanungo et al. (2002), breadth first, so that
numpy works on all nodes of a level together. A candidate leaves a node when even the corner of
the box that favours it most lies nearer to another; a node with one candidate left is decided.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.assignment.quadtree import Nodes, Quadtree, lengths, spread_ranges
from core.types import Points

Candidates = NDArray[np.intp]

MARGIN = 64.0 * 2.0**-53
"""Times the square of a reach, this is more than the total rounding error of a test. The reach is
the sum of the distances of a node's box and of the centroids from the origin; no number in the test
is larger. A test that passes with this margin agrees with the reference formula at every point of
the box."""

LEAST_REACH = 1e-145
"""The least reach: squares of much smaller numbers are subnormal and have fewer than 53 bits."""

TOP = 2048
"""The descent begins on the lowest level with at most so many nodes times candidates: on higher
levels hardly any node is decided."""

FEW = 8192
"""Number of distances between two candidates below which comparing points is faster than the next
level."""

FEW_OF_MORE = 2048
"""The same between more candidates, where each distance takes longer."""


class Cut(NamedTuple):
    """Nodes that bisectors cut, with the candidates of each, ascending."""

    nodes: Nodes
    """(L,): the nodes."""
    counts: Nodes
    """(L,): number of candidates of each."""
    candidates: Candidates
    """(sum of counts,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """The result of a descent: every point is in a decided node or in a node that is cut."""

    nodes: Nodes
    """(D,): nodes whose points are all nearest to one centroid."""
    owners: Candidates
    """(D,): the index of that centroid."""
    between_two: tuple[Nodes, Candidates, Candidates]
    """Nodes between two centroids, and the lower and the higher index of the two."""
    between_more: Cut
    """Nodes between more."""


class _Pairs(NamedTuple):
    """Nodes between two candidates."""

    nodes: Nodes
    lower: Candidates
    higher: Candidates


def decide(tree: Quadtree, centroids: Points) -> Decision:
    """Find the nodes of ``tree`` that belong to one of ``centroids`` (K, 2), and those cut.

    Of equal centroids only the lowest is a candidate; other ties are left undecided.
    """
    return _Descent(tree, centroids).decision()


class _Descent:
    def __init__(self, tree: Quadtree, centroids: Points) -> None:
        self._tree = tree
        self._own = _first_of_equals(centroids)
        places = centroids - tree.origin
        self._x, self._y = np.ascontiguousarray(places.T)
        self._reach = lengths(places) + LEAST_REACH
        self._k = len(centroids)
        self._bisectors = self._all_bisectors()
        self._decided: list[tuple[Nodes, Candidates]] = []
        self._cut_pairs: list[_Pairs] = []
        self._cut_more: list[Cut] = []

    def decision(self) -> Decision:
        """Go down level by level."""
        pairs, more = self._none(), self._top()
        while len(pairs.nodes) or len(more.nodes):
            pairs = self._undecided_pairs(pairs)
            more, new_pairs = self._undecided_more(more)
            pairs = self._below_pairs(_joined(pairs, new_pairs))
            more = self._below_more(more)
        nodes, owners = zip(*self._decided, strict=True)
        return Decision(
            np.concatenate(nodes),
            np.concatenate(owners),
            _all_joined(self._cut_pairs or [self._none()]),
            _all_cut(self._cut_more),
        )

    def _none(self) -> _Pairs:
        nothing = np.zeros(0, np.intp)
        return _Pairs(nothing, nothing, nothing)

    def _top(self) -> Cut:
        """The nodes to begin with, each with every centroid for a candidate."""
        tree = self._tree
        widths = np.diff(tree.levels) * len(self._own)
        too_wide = (widths > TOP).nonzero()[0]
        level = max(int(too_wide[0]) - 1, 0) if len(too_wide) else len(widths) - 1
        above = np.arange(tree.levels[level])
        whole = np.arange(tree.levels[level], tree.levels[level + 1])
        nodes = np.append(above[tree.children[above] == 0], whole)
        shape = len(nodes), len(self._own)
        return Cut(nodes, np.full(*shape), np.broadcast_to(self._own, shape).ravel())

    # Two candidates: which side of their bisector is the box on?

    def _all_bisectors(self) -> Points:
        """For each pair (lower * K + higher): direction x, y, offset, reach; (K * K, 4)."""
        bisectors = np.empty((self._k, self._k, 4))
        dx, dy, offset, reach = np.moveaxis(bisectors, -1, 0)
        dx[:] = self._x - self._x[:, None]
        dy[:] = self._y - self._y[:, None]
        offset[:] = 0.5 * (dx * (self._x + self._x[:, None]) + dy * (self._y + self._y[:, None]))
        reach[:] = np.maximum(self._reach, self._reach[:, None])
        return bisectors.reshape(-1, 4)

    def _undecided_pairs(self, pairs: _Pairs) -> _Pairs:
        if not len(pairs.nodes):
            return pairs
        tree = self._tree
        dx, dy, offset, far = self._bisectors.take(pairs.lower * self._k + pairs.higher, 0).T
        x, y, half_width, half_height, box_reach = tree.boxes.take(pairs.nodes, 0).T
        side = dx * x + dy * y - offset
        reach = np.abs(dx) * half_width + np.abs(dy) * half_height
        reach += MARGIN * np.square(far + box_reach)
        for is_whole, owners in ((side < -reach, pairs.lower), (side > reach, pairs.higher)):
            rows = is_whole.nonzero()[0]
            self._decided.append((pairs.nodes[rows], owners[rows]))
        rows = (np.abs(side) <= reach).nonzero()[0]
        return _Pairs(*(part[rows] for part in pairs))

    def _below_pairs(self, pairs: _Pairs) -> _Pairs:
        """Return the nodes below undecided ones; set aside those that go no further."""
        below = self._below(pairs.nodes, 2, FEW)
        rows = below.nonzero()[0]
        if len(rows) < len(below):
            ends = (below == 0).nonzero()[0]
            self._cut_pairs.append(_Pairs(*(part[ends] for part in pairs)))
        counts = below[rows]
        return _Pairs(
            spread_ranges(self._tree.first_below[pairs.nodes[rows]], counts),
            pairs.lower[rows].repeat(counts),
            pairs.higher[rows].repeat(counts),
        )

    def _below(self, nodes: Nodes, candidates: int | Nodes, few: int) -> Nodes:
        """Number of nodes to go on with below each; 0 if comparing all points is faster."""
        tree = self._tree
        starts = tree.leaf_starts
        points = starts[tree.end_leaf[nodes]] - starts[tree.first_leaf[nodes]]
        if int((points * candidates).sum()) <= few:
            return np.zeros(len(nodes), np.intp)
        return tree.below[nodes]

    # More candidates: all against the one nearest to the middle of the box.

    def _undecided_more(self, more: Cut) -> tuple[Cut, _Pairs]:
        """The nodes with three or more candidates left, and those with two."""
        if not len(more.nodes):
            return more, self._none()
        kept, stars = self._kept(more)
        offsets = more.counts.cumsum() - more.counts
        counts = np.add.reduceat(kept, offsets, dtype=np.intp)
        one = (counts == 1).nonzero()[0]
        self._decided.append((more.nodes[one], stars[one]))
        left = more.candidates[kept]
        starts = counts.cumsum() - counts
        two, rest = (counts == 2).nonzero()[0], (counts > 2).nonzero()[0]
        pairs = _Pairs(more.nodes[two], left[starts[two]], left[starts[two] + 1])
        places = spread_ranges(starts[rest], counts[rest])
        return Cut(more.nodes[rest], counts[rest], left[places]), pairs

    def _kept(self, more: Cut) -> tuple[NDArray[np.bool_], Candidates]:
        """Whether each candidate may be nearest to a point, and the nearest to each node."""
        own = np.repeat(np.arange(len(more.nodes)), more.counts)
        boxes = self._tree.boxes.take(more.nodes.repeat(more.counts), 0).T
        centre_x, centre_y, half_width, half_height, box_reach = boxes
        x, y = self._x[more.candidates], self._y[more.candidates]
        squared = np.square(x - centre_x) + np.square(y - centre_y)
        least = np.minimum.reduceat(squared, more.counts.cumsum() - more.counts).take(own)
        nearest = (squared == least).nonzero()[0]
        stars = np.empty(len(more.nodes), np.intp)
        stars[own[nearest]] = more.candidates[nearest]
        star = stars.take(own)
        dx, dy = np.abs(x - self._x[star]), np.abs(y - self._y[star])
        favour = 2.0 * (dx * half_width + dy * half_height)
        far = np.maximum(self._reach[more.candidates], self._reach[star])
        favour += 2.0 * MARGIN * np.square(far + box_reach)
        return squared - least <= favour, stars

    def _below_more(self, more: Cut) -> Cut:
        below = self._below(more.nodes, more.counts, FEW_OF_MORE)
        starts = more.counts.cumsum() - more.counts
        ends = (below == 0).nonzero()[0]
        if len(ends):
            places = spread_ranges(starts[ends], more.counts[ends])
            cut = Cut(more.nodes[ends], more.counts[ends], more.candidates[places])
            self._cut_more.append(cut)
        inner = below.nonzero()[0]
        rows = inner.repeat(below[inner])
        places = spread_ranges(starts[rows], more.counts[rows])
        nodes = spread_ranges(self._tree.first_below[more.nodes[inner]], below[inner])
        return Cut(nodes, more.counts[rows], more.candidates[places])


def _first_of_equals(centroids: Points) -> Candidates:
    """Indices of the centroids that do not equal one of lower index."""
    first: dict[tuple[float, ...], int] = {}
    for index, place in enumerate(centroids.tolist()):
        first.setdefault(tuple(place), index)
    return np.array(list(first.values()), np.intp)


def _joined(one: _Pairs, other: _Pairs) -> _Pairs:
    if not len(one.nodes) or not len(other.nodes):
        return one if len(one.nodes) else other
    return _all_joined([one, other])


def _all_joined(several: list[_Pairs]) -> _Pairs:
    return _Pairs(*(np.concatenate(parts) for parts in zip(*several, strict=True)))


def _all_cut(several: list[Cut]) -> Cut:
    nothing = np.zeros(0, np.intp)
    parts = zip(*several, strict=True) if several else ([nothing], [nothing], [nothing])
    return Cut(*(np.concatenate(part) for part in parts))
