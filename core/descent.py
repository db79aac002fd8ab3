"""The nearest centroid of whole nodes of a quadtree at once, and of points where a node is cut.

The method is that of Pelleg and Moore (1999) and Kanungo et al. (2002), breadth first, so that
numpy works on all nodes of a level together. A candidate leaves a node when even the corner of
the box that favours it most lies nearer to another; a node with one candidate left is decided.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.checks import Points
from core.quadtree import Nodes, Quadtree, lengths, spread_ranges

Candidates = NDArray[np.intp]

MARGIN = 64.0 * 2.0**-53
"""Times the square of a reach: more than all rounding of a test can add up to. The reach is how far
from the origin a node's box and the centroids lie, added up: no number of the test is larger. A
test that passes with it decides as the reference formula does, at every point of the box."""

LEAST_REACH = 1e-145
"""Squares of much smaller numbers are rounded to whole steps of 2**-1074, not to 53 bits: no reach
is less."""

TOP = 3
"""The level to begin at: above it hardly any node is decided."""


class Cut(NamedTuple):
    """Leaves that bisectors cut, with the candidates of each, ascending."""

    leaves: Nodes
    """(L,): which leaves, as nodes."""
    counts: Nodes
    """(L,): how many candidates each has."""
    candidates: Candidates
    """(sum of counts,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """Every point of the tree lies in one of the decided nodes, or in one of the cut leaves."""

    nodes: Nodes
    """(D,): nodes whose points are all nearest to one centroid."""
    owners: Candidates
    """(D,): that centroid."""
    between_two: tuple[Nodes, Candidates, Candidates]
    """Leaves between two centroids, and the lower and the higher index of the two."""
    between_more: Cut
    """Leaves between more."""


class _Pairs(NamedTuple):
    """Nodes between two candidates."""

    nodes: Nodes
    lower: Candidates
    higher: Candidates


def decide(tree: Quadtree, centroids: Points) -> Decision:
    """Which nodes of ``tree`` belong whole to one of ``centroids`` (K, 2), and which are cut.

    Equal centroids are all but the lowest left out; ties between others are left undecided.
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
        self._pair_leaves: list[_Pairs] = []
        self._more_leaves: list[Cut] = []

    def decision(self) -> Decision:
        """Go down level by level."""
        pairs, more = self._none(), self._top()
        while len(pairs.nodes) or len(more.leaves):
            pairs = self._undecided_pairs(pairs)
            more, new_pairs = self._undecided_more(more)
            pairs = self._below_pairs(_joined(pairs, new_pairs))
            more = self._below_more(more)
        nodes, owners = zip(*self._decided, strict=True)
        return Decision(
            np.concatenate(nodes),
            np.concatenate(owners),
            _all_joined(self._pair_leaves or [self._none()]),
            _all_cut(self._more_leaves),
        )

    def _none(self) -> _Pairs:
        nothing = np.zeros(0, np.intp)
        return _Pairs(nothing, nothing, nothing)

    def _top(self) -> Cut:
        """The nodes to begin with, each with every centroid for a candidate."""
        tree = self._tree
        level = min(TOP, len(tree.levels) - 2)
        above = np.arange(tree.levels[level])
        whole = np.arange(tree.levels[level], tree.levels[level + 1])
        nodes = np.append(above[tree.children[above] == 0], whole)
        counts = np.full(len(nodes), len(self._own))
        return Cut(nodes, counts, np.tile(self._own, len(nodes)))

    # Two candidates: which side of their bisector is the box on?

    def _all_bisectors(self) -> Points:
        """For each pair (lower * K + higher): direction x, y, offset, reach; (K * K, 4)."""
        dx = self._x - self._x[:, None]
        dy = self._y - self._y[:, None]
        offset = 0.5 * (dx * (self._x + self._x[:, None]) + dy * (self._y + self._y[:, None]))
        reach = np.maximum(self._reach, self._reach[:, None])
        return np.stack([dx, dy, offset, reach], axis=-1).reshape(-1, 4)

    def _undecided_pairs(self, pairs: _Pairs) -> _Pairs:
        if not len(pairs.nodes):
            return pairs
        tree = self._tree
        dx, dy, offset, far = self._bisectors.take(pairs.lower * self._k + pairs.higher, 0).T
        centre, half = tree.centre.take(pairs.nodes, 0), tree.half.take(pairs.nodes, 0)
        side = dx * centre[:, 0] + dy * centre[:, 1] - offset
        reach = np.abs(dx) * half[:, 0] + np.abs(dy) * half[:, 1]
        reach += MARGIN * np.square(far + tree.reach.take(pairs.nodes))
        for is_whole, owners in ((side < -reach, pairs.lower), (side > reach, pairs.higher)):
            rows = np.flatnonzero(is_whole)
            self._decided.append((pairs.nodes[rows], owners[rows]))
        rows = np.flatnonzero(np.abs(side) <= reach)
        return _Pairs(*(part[rows] for part in pairs))

    def _below_pairs(self, pairs: _Pairs) -> _Pairs:
        """The children of undecided nodes; undecided leaves are put aside."""
        children = self._tree.children[pairs.nodes]
        rows = np.flatnonzero(children)
        if len(rows) < len(children):
            leaves = np.flatnonzero(children == 0)
            self._pair_leaves.append(_Pairs(*(part[leaves] for part in pairs)))
        counts = children[rows]
        return _Pairs(
            spread_ranges(self._tree.first_child[pairs.nodes[rows]], counts),
            np.repeat(pairs.lower[rows], counts),
            np.repeat(pairs.higher[rows], counts),
        )

    # More candidates: all against the one nearest to the middle of the box.

    def _undecided_more(self, more: Cut) -> tuple[Cut, _Pairs]:
        """The nodes with three or more candidates left, and those with two."""
        if not len(more.leaves):
            return more, self._none()
        kept, stars = self._kept(more)
        offsets = np.cumsum(more.counts) - more.counts
        counts = np.add.reduceat(kept, offsets, dtype=np.intp)
        one = np.flatnonzero(counts == 1)
        self._decided.append((more.leaves[one], stars[one]))
        left = more.candidates[kept]
        starts = np.cumsum(counts) - counts
        two, rest = np.flatnonzero(counts == 2), np.flatnonzero(counts > 2)
        pairs = _Pairs(more.leaves[two], left[starts[two]], left[starts[two] + 1])
        places = spread_ranges(starts[rest], counts[rest])
        return Cut(more.leaves[rest], counts[rest], left[places]), pairs

    def _kept(self, more: Cut) -> tuple[NDArray[np.bool_], Candidates]:
        """Whether each candidate may still win somewhere, and each node's strongest."""
        own = np.repeat(np.arange(len(more.leaves)), more.counts)
        centre = self._tree.centre.take(more.leaves, 0)
        half = self._tree.half.take(more.leaves, 0).take(own, 0)
        x, y = self._x[more.candidates], self._y[more.candidates]
        squared = np.square(x - centre[:, 0].take(own)) + np.square(y - centre[:, 1].take(own))
        least = np.minimum.reduceat(squared, np.cumsum(more.counts) - more.counts).take(own)
        nearest = np.flatnonzero(squared == least)
        stars = np.empty(len(more.leaves), np.intp)
        stars[own[nearest]] = more.candidates[nearest]
        star = stars.take(own)
        dx, dy = np.abs(x - self._x[star]), np.abs(y - self._y[star])
        favour = 2.0 * (dx * half[:, 0] + dy * half[:, 1])
        far = np.maximum(self._reach[more.candidates], self._reach[star])
        favour += 2.0 * MARGIN * np.square(far + self._tree.reach.take(more.leaves).take(own))
        return squared - least <= favour, stars

    def _below_more(self, more: Cut) -> Cut:
        children = self._tree.children[more.leaves]
        starts = np.cumsum(more.counts) - more.counts
        ends = np.flatnonzero(children == 0)
        if len(ends):
            places = spread_ranges(starts[ends], more.counts[ends])
            cut = Cut(more.leaves[ends], more.counts[ends], more.candidates[places])
            self._more_leaves.append(cut)
        rows = np.repeat(np.arange(len(children)), children)
        places = spread_ranges(starts[rows], more.counts[rows])
        inner = np.flatnonzero(children)
        nodes = spread_ranges(self._tree.first_child[more.leaves[inner]], children[inner])
        return Cut(nodes, more.counts[rows], more.candidates[places])


def _first_of_equals(centroids: Points) -> Candidates:
    """The centroids that equal none of lower index."""
    _, first = np.unique(centroids, axis=0, return_index=True)
    return np.sort(first)


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
