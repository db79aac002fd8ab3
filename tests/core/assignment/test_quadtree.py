"""The quadtree: every node's box, mean and scatter are those of its points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from core import Points
from core.assignment.morton import morton_order
from core.assignment.quadtree import LEAF, Quadtree, lengths, quadtree, spread_ranges
from tests.core.crowds import CROWDS

EVERY_CROWD = pytest.mark.parametrize("crowd", CROWDS)


def planted(points: Points) -> tuple[Quadtree, Points, np.ndarray]:
    rows, codes = morton_order(points)
    return quadtree(points[rows], codes), points[rows], codes


def spans(tree: Quadtree) -> tuple[np.ndarray, np.ndarray]:
    """Where each node's points begin and end."""
    return tree.leaf_starts[tree.first_leaf], tree.leaf_starts[tree.end_leaf]


@EVERY_CROWD
@given(n=st.integers(1, 400), seed=st.integers(0, 999))
def test_children_part_their_nodes_points_and_leaves_hold_all(crowd, n, seed):
    tree, _, codes = planted(CROWDS[crowd](np.random.default_rng(seed), n))
    starts, ends = spans(tree)
    assert (starts[0], ends[0]) == (0, n)
    seen = [0]
    for node in range(len(starts)):
        first, many = int(tree.first_child[node]), int(tree.children[node])
        if many:
            assert ends[node] - starts[node] > LEAF
            own = range(first, first + many)
            seen += own
            assert [starts[node], *ends[own]] == [*starts[own], ends[node]]
        else:
            few = ends[node] - starts[node] <= LEAF
            assert few or len(set(codes[starts[node] : ends[node]].tolist())) == 1
    assert seen == list(range(len(starts)))
    leaves = np.flatnonzero(tree.children == 0)
    assert_array_equal(np.sort(starts[leaves]), tree.leaf_starts[:-1])
    assert tree.leaf_starts[-1] == n == sum(ends[leaves] - starts[leaves])


@EVERY_CROWD
def test_boxes_hold_their_points_and_are_tight(crowd):
    tree, points, _ = planted(CROWDS[crowd](np.random.default_rng(1), 3000))
    assert np.isfinite(tree.origin).all()
    for node, (start, end) in enumerate(zip(*spans(tree), strict=True)):
        own = points[start:end] - tree.origin
        x, y, half_width, half_height, reach = tree.boxes[node]
        centre, half = np.array([x, y]), np.array([half_width, half_height])
        close = {"rtol": 0, "atol": 1e-15 * reach + 1e-323}
        assert_allclose(centre - half, own.min(axis=0), **close)
        assert_allclose(centre + half, own.max(axis=0), **close)
        assert lengths(own).max() <= reach * (1 + 1e-15)


@EVERY_CROWD
def test_about_any_place_the_scatter_of_a_node_is_that_of_its_points(crowd):
    rng = np.random.default_rng(1)
    tree, points, _ = planted(CROWDS[crowd](rng, 3000))
    places = points[rng.integers(len(points), size=len(tree.mean))]
    starts, ends = spans(tree)
    ways = tree.mean - places
    found = tree.scatter + (ways * (2 * tree.rest + ways * (ends - starts)[:, None])).sum(axis=1)
    wanted = [
        np.square(points[start:end] - place).sum()
        for start, end, place in zip(starts, ends, places, strict=True)
    ]
    assert_allclose(found, wanted, rtol=1e-12, atol=1e-290)
    assert (tree.scatter >= 0).all()


@EVERY_CROWD
def test_the_origin_lies_amid_the_points_wherever_one_of_them_is(crowd):
    points = CROWDS[crowd](np.random.default_rng(1), 3000)
    low, high = np.quantile(points, [0.4, 0.6], axis=0)
    tree = planted(points)[0]
    assert ((low <= tree.origin) & (tree.origin <= high)).all()


@given(ranges=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=12))
def test_spread_ranges_lays_them_end_to_end(ranges):
    starts, counts = np.array(ranges, np.intp).reshape(-1, 2).T
    wanted = [place for start, count in ranges for place in range(start, start + count)]
    assert spread_ranges(starts, counts).tolist() == wanted


def test_lengths_of_the_smallest_and_largest_vectors():
    vectors = np.array([[3.0, 4], [3e-200, 4e-200], [-3e150, 4e150], [0, 0], [5e-324, 0]])
    assert_allclose(lengths(vectors), [5, 5e-200, 5e150, 0, 5e-324], rtol=1e-15)


@EVERY_CROWD
def test_a_descent_goes_on_with_grandchildren_where_every_child_has_some(crowd):
    tree, _, _ = planted(CROWDS[crowd](np.random.default_rng(1), 3000))

    def children(node: int) -> list[int]:
        first = tree.first_child[node]
        return list(range(first, first + tree.children[node]))

    for node in range(len(tree.children)):
        below = list(range(tree.first_below[node], tree.first_below[node] + tree.below[node]))
        own = children(node)
        if own and all(tree.children[child] for child in own):
            own = [grandchild for child in own for grandchild in children(child)]
        assert below == own or not (below or own)
