"""A quadtree over points of the plane."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.assignment.morton import BITS, Codes, in_blocks
from core.blocks import CACHED_BLOCK
from core.progress import SILENT, Progress
from core.types import Points

Nodes = NDArray[np.intp]

LEAF = 48
"""Points a leaf holds at most, unless they share one cell of the finest grid."""

SAMPLE = 1 << 12
"""Size of the sample that the origin is the median of."""


@dataclass(frozen=True, slots=True, eq=False)
class Quadtree:
    """Nodes in the order of their levels: the root first, the children of a node side by side.

    The leaves from left to right hold all points in Morton order.
    """

    origin: Points
    """(2,): the median of the points. Boxes are relative to it, so that they lose no digits if a
    few points lie far away."""
    boxes: Points
    """(nodes, 5): centre x, y of the tight box of each node, relative to the origin; half its width
    and height; its largest distance from the origin."""
    first_leaf: Nodes
    """(nodes,): the first leaf of a node."""
    end_leaf: Nodes
    """(nodes,): the leaf after its last one."""
    first_child: Nodes
    """(nodes,): the first of its children; 0 for a leaf."""
    children: Nodes
    """(nodes,): number of its children, up to four; 0 for a leaf."""
    first_below: Nodes
    """(nodes,): the first node with which a descent goes on: its grandchildren if each child has
    children, else its children."""
    below: Nodes
    """(nodes,): number of these; 0 for a leaf."""
    mean: Points
    """(nodes, 2): the mean of a node's points, rounded."""
    rest: Points
    """(nodes, 2): the sum of the differences between a node's points and that mean."""
    scatter: Points
    """(nodes,): the sum of squared distances of a node's points to that mean."""
    leaf_starts: Nodes
    """(leaves + 1,): where each leaf begins in the order of the points, and their number."""
    levels: tuple[int, ...]
    """Where each level begins among the nodes, and their number."""


def quadtree(points: Points, codes: Codes, progress: Progress = SILENT) -> Quadtree:
    """The tree over ``points`` (N, 2) in Morton order, with their ``codes`` (N,).

    A cell of more than LEAF points is split into its quadrants; boxes are those of the points
    in them, not those of the cells (Samet 1984; tight boxes as in Pelleg and Moore 1999).
    """
    starts, ends, first_child, children, levels = _split(codes)
    is_leaf = children == 0
    own = np.flatnonzero(is_leaf)
    # Leaves from left to right, on whatever level.
    order = own[np.argsort(starts[own], kind="stable")]
    leaf_starts = np.append(starts[order], len(codes))
    first_leaf = np.searchsorted(leaf_starts[:-1], starts)
    end_leaf = np.searchsorted(leaf_starts[:-1], ends)
    low, high, mean, rest = (np.empty((len(starts), 2)) for _ in range(4))
    scatter = np.empty(len(starts))
    measured = _measured(points, leaf_starts[:-1], progress)
    for array, of_leaves in zip((low, high, mean, rest, scatter), measured, strict=True):
        array[order] = of_leaves
    _grow(low, high, mean, rest, scatter, ends - starts, first_child, children, levels)
    origin = np.median(points[:: max(1, len(points) // SAMPLE)], axis=0)
    low -= origin
    high -= origin
    boxes = np.empty((len(starts), 5))
    boxes[:, :2], boxes[:, 2:4] = 0.5 * (low + high), 0.5 * (high - low)
    boxes[:, 4] = lengths(np.maximum(np.abs(low), np.abs(high)))
    return Quadtree(
        origin,
        boxes,
        first_leaf,
        end_leaf,
        first_child,
        children,
        *_two_below(first_child, children),
        mean,
        rest,
        scatter,
        leaf_starts,
        levels,
    )


def _two_below(first_child: Nodes, children: Nodes) -> tuple[Nodes, Nodes]:
    """Return ``first_below`` and ``below`` of `Quadtree`."""
    inner = np.flatnonzero(children)
    first = first_child[inner]
    counts = np.add.reduceat(children, first) if len(inner) else first
    # For an inner node reduceat sums over its children, up to those of the next inner node.
    fewest = np.minimum.reduceat(children, first) if len(inner) else first
    deep = fewest > 0
    first_below, below = first_child.copy(), children.copy()
    first_below[inner[deep]], below[inner[deep]] = first_child[first[deep]], counts[deep]
    return first_below, below


def lengths(vectors: Points) -> Points:
    """The Euclidean length of every row of ``vectors`` (n, 2), shape (n,)."""
    result: Points = np.hypot(*vectors.T)
    return result


def _split(codes: Codes) -> tuple[Nodes, Nodes, Nodes, Nodes, tuple[int, ...]]:
    """Return start, end, first child and number of children of every node, and the levels."""
    # Two neighbours separate at the level of the highest bit in which their codes differ.
    differing = codes[1:] ^ codes[:-1]
    starts, ends = np.zeros(1, np.intp), np.array([len(codes)], np.intp)
    all_starts, all_ends, firsts, counts = [], [], [], []
    levels = [0]
    for level in range(BITS + 1):
        all_starts.append(starts)
        all_ends.append(ends)
        levels.append(levels[-1] + len(starts))
        large = np.flatnonzero(ends - starts > LEAF)
        first, count = np.zeros(len(starts), np.intp), np.zeros(len(starts), np.intp)
        firsts.append(first)
        counts.append(count)
        if not len(large) or level == BITS:
            break
        parts = np.flatnonzero(differing >= np.uint32(1 << (30 - 2 * level))) + 1
        starts, ends, count[large] = _quadrants(parts, starts[large], ends[large])
        first[large] = levels[-1] + np.cumsum(count[large]) - count[large]
    joined = (np.concatenate(arrays) for arrays in (all_starts, all_ends, firsts, counts))
    a, b, c, d = joined
    return a, b, c, d, tuple(levels)


def _quadrants(parts: Nodes, starts: Nodes, ends: Nodes) -> tuple[Nodes, Nodes, Nodes]:
    """Return starts and ends of the quadrants of some nodes, and the number in each node.

    ``parts`` are all places where a quadrant of their level begins, except the first.
    """
    low = np.searchsorted(parts, starts, side="right")
    inner = np.searchsorted(parts, ends, side="left") - low
    counts = inner + 1
    offsets = np.cumsum(counts) - counts
    child_starts = np.empty(int(counts.sum()), np.intp)
    child_starts[offsets] = starts
    rest = np.ones(len(child_starts), bool)
    rest[offsets] = False
    child_starts[rest] = parts[spread_ranges(low, inner)]
    child_ends = np.empty_like(child_starts)
    child_ends[:-1] = child_starts[1:]
    child_ends[offsets + inner] = ends
    return child_starts, child_ends, counts


def spread_ranges(starts: Nodes, counts: Nodes) -> Nodes:
    """Return start, start + 1, … start + count - 1 of every range, concatenated."""
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    ranges: Nodes = np.arange(total)
    ranges += (starts - ends + counts).repeat(counts)
    return ranges


def _measured(
    points: Points, starts: Nodes, progress: Progress
) -> tuple[Points, Points, Points, Points, Points]:
    """Return low, high, mean, rest and scatter of the points of every leaf."""
    low, high, mean, rest = (np.empty((len(starts), 2)) for _ in range(4))
    scatter = np.empty(len(starts))

    def measure(first: int) -> None:
        own = starts[first : first + CACHED_BLOCK]
        last = starts[first + CACHED_BLOCK] if first + CACHED_BLOCK < len(starts) else len(points)
        place, counts = own - own[0], np.diff(own, append=last)
        to = slice(first, first + CACHED_BLOCK)
        scatter[to] = 0.0
        # A copy, because it is written to.
        for feature, column in enumerate(np.array(points[own[0] : last].T, order="C")):
            low[to, feature] = np.minimum.reduceat(column, place)
            high[to, feature] = np.maximum.reduceat(column, place)
            mean[to, feature] = np.add.reduceat(column, place) / counts
            column -= np.repeat(mean[to, feature], counts)
            rest[to, feature] = np.add.reduceat(column, place)
            scatter[to] += np.add.reduceat(np.square(column), place)

    in_blocks(measure, len(starts), progress, block=CACHED_BLOCK)
    return low, high, mean, rest, scatter


def _grow(
    low: Points,
    high: Points,
    mean: Points,
    rest: Points,
    scatter: Points,
    counts: Nodes,
    first_child: Nodes,
    children: Nodes,
    levels: tuple[int, ...],
) -> None:
    """Fill in the inner nodes from their children, from the bottom up."""
    for begin, end in reversed(list(pairwise(levels))):
        inner = begin + np.flatnonzero(children[begin:end])
        if not len(inner):
            continue
        below = slice(first_child[inner[0]], first_child[inner[-1]] + children[inner[-1]])
        places = first_child[inner] - below.start
        low[inner] = np.minimum.reduceat(low[below], places)
        high[inner] = np.maximum.reduceat(high[below], places)
        weight = counts[below, None]
        mean[inner] = np.add.reduceat(mean[below] * weight, places) / counts[inner, None]
        # Each child's scatter is about its own mean: add that between the means.
        way = mean[below] - np.repeat(mean[inner], children[inner], axis=0)
        rest[inner] = np.add.reduceat(rest[below] + way * weight, places)
        between = scatter[below] + (way * (2.0 * rest[below] + way * weight)).sum(axis=1)
        scatter[inner] = np.add.reduceat(between, places)
