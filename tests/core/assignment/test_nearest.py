"""The nearest centroid of every point, bit for bit as the plain double loop finds it."""

import timeit
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core import Points
from core.assignment.nearest import label_dtype, nearest, squared_distances, squared_in_plane
from core.blocks import CACHED_BLOCK as BLOCK

ANY = st.floats(-1e9, 1e9)
LATTICE = st.integers(-2, 2).map(float)
TENTHS = st.integers(-20, 20).map(lambda i: i / 10)


@given(data=st.data())
def test_labels_are_those_of_the_naive_loop(nearest_by_loop, data):
    n, k, d = (data.draw(st.integers(1, most)) for most in (12, 6, 4))
    elements = data.draw(st.sampled_from([ANY, LATTICE, TENTHS]))
    points = data.draw(hnp.arrays(np.float64, (n, d), elements=elements))
    centroids = data.draw(hnp.arrays(np.float64, (k, d), elements=elements))
    offset = data.draw(st.sampled_from([0.0, 1e7, -1e7]))
    points, centroids = points + offset, centroids + offset
    assert nearest(points, centroids).tolist() == nearest_by_loop(points, centroids)


@pytest.mark.parametrize("offset", [0.0, 0.1, 1e7])
def test_near_ties_far_from_the_origin_are_rounded_like_the_naive_loop(nearest_by_loop, offset):
    rng = np.random.default_rng(0)
    centroids = offset + rng.integers(-3, 4, size=(7, 2)) / 8
    pairs = rng.integers(7, size=(2, 600))
    points = (centroids[pairs[0]] + centroids[pairs[1]]) / 2
    assert nearest(points, centroids).tolist() == nearest_by_loop(points, centroids)


def test_exact_ties_go_to_the_lowest_index():
    corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], float)
    assert nearest(np.zeros((1, 2)), corners).tolist() == [0]
    assert nearest(np.array([[-5.0, 0], [0, -5]]), corners).tolist() == [1, 2]


def test_the_first_of_equal_centroids_gets_every_point():
    centroids = np.array([[5.0], [1.0], [1.0], [5.0]])
    assert nearest(np.array([[0.0], [6.0], [3.0]]), centroids).tolist() == [1, 0, 0]


@pytest.mark.parametrize("n", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 1])
def test_blocks_leave_no_seam(n):
    points = np.arange(n, dtype=float).reshape(-1, 1)
    centroids = np.array([[0.0], [BLOCK - 1.25], [BLOCK + 0.25], [2.0 * BLOCK]])
    borders = [(BLOCK - 1.25) / 2, BLOCK - 0.5, (3 * BLOCK + 0.25) / 2]
    assert nearest(points, centroids).tolist() == np.searchsorted(borders, points[:, 0]).tolist()


def test_labels_do_not_depend_on_the_memory_layout():
    rng = np.random.default_rng(1)
    points, centroids = rng.normal(size=(500, 3)), rng.normal(size=(9, 3))
    wanted = nearest(points, centroids).tolist()
    assert nearest(np.asfortranarray(points), centroids).tolist() == wanted
    assert nearest(np.repeat(points, 2, axis=1)[:, ::2], centroids[:]).tolist() == wanted


@pytest.mark.parametrize(
    ("k", "name"), [(1, "int8"), (127, "int8"), (128, "int8"), (129, "int16"), (32769, "int32")]
)
def test_labels_take_the_least_room_that_holds_minus_one_and_every_index(k, name):
    dtype = label_dtype(k)
    assert dtype == np.dtype(name)
    assert np.iinfo(dtype).max >= k - 1


def test_more_clusters_than_one_byte_holds():
    points = np.arange(200.0).reshape(-1, 1)
    assert nearest(points, points).tolist() == list(range(200))


def test_squared_distances_to_rows_and_to_one_place():
    points = np.array([[0.0, 0], [3, 4], [1, 1]])
    assert squared_distances(points, np.array([0.0, 0])).tolist() == [0, 25, 2]
    assert squared_distances(points, points[::-1]).tolist() == [2, 0, 2]


def test_it_is_far_faster_than_a_loop_over_the_points(nearest_by_loop):
    rng = np.random.default_rng(0)
    points, centroids = rng.normal(size=(4000, 2)), rng.normal(size=(10, 2))

    def seconds(way: Callable[[Points, Points], object]) -> float:
        return min(timeit.repeat(lambda: way(points, centroids), number=1, repeat=3))

    assert seconds(nearest) < seconds(nearest_by_loop) / 5


def test_distances_are_the_same_bit_for_bit_whichever_way_they_are_written():
    rng = np.random.default_rng(0)
    points = rng.standard_cauchy((20_000, 2)) * 10.0 ** rng.integers(-9, 9, (20_000, 1))
    targets = rng.normal(size=(20_000, 2))
    found = squared_in_plane(*points.T, targets.T)
    assert (found == squared_distances(points, targets)).all()
    pair = targets[:2]
    ways = np.array([squared_in_plane(*points.T, pair[[own]].T) for own in (0, 1)])
    assert (nearest(points, pair) == (ways[1] < ways[0])).all()
