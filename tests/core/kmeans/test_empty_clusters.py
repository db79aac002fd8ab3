"""What becomes of a cluster without points."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from core import EMPTY_POLICIES, Phase, inertia, lloyd, sizes
from core.assignment.brute_force import BruteForce
from core.kmeans.empty_clusters import drop, farthest, keep, random


@pytest.fixture
def crowd():
    """Four points, three clusters, of which the middle one is empty."""
    points = np.array([[0, 0], [1, 0], [9, 0], [4, 0]], float)
    centroids = np.array([[0, 0], [50, 0], [9, 0]], float)
    return BruteForce(points), centroids, np.array([0, 0, 2, 2], np.int8), np.array([1])


def test_keep_leaves_the_empty_centroid_where_it_is(crowd):
    update = keep(*crowd)
    assert update.centroids.tolist() == [[0.5, 0], [50, 0], [6.5, 0]]
    assert update.labels is crowd[2]


def test_farthest_takes_the_point_farthest_from_its_own_centroid(crowd):
    update = farthest(*crowd)
    assert update.labels.tolist() == [0, 0, 2, 1]
    assert update.centroids.tolist() == [[0.5, 0], [4, 0], [9, 0]]


def test_farthest_never_takes_the_last_point_of_a_cluster():
    points = np.array([[0.0], [1.0], [100.0]])
    centroids = np.array([[0.0], [70.0], [900.0]])
    update = farthest(BruteForce(points), centroids, np.array([0, 0, 1], np.int8), np.array([2]))
    assert update.labels.tolist() == [0, 2, 1]


def test_farthest_gives_several_empty_clusters_a_point_each():
    points = np.array([[0.0], [1.0], [2.0], [3.0]])
    centroids = np.array([[50.0], [0.0], [60.0], [70.0]])
    update = farthest(
        BruteForce(points), centroids, np.array([1, 1, 1, 1], np.int8), np.array([0, 2, 3])
    )
    assert update.labels.tolist() == [1, 3, 2, 0]
    assert update.centroids.tolist() == [[3], [0], [2], [1]]


def test_farthest_leaves_a_cluster_its_last_point_even_as_it_takes_several():
    points = np.array([[100.0], [90.0], [0.0], [1.0], [2.0]])
    centroids = np.array([[50.0], [0.0], [700.0], [800.0]])
    update = farthest(
        BruteForce(points), centroids, np.array([0, 0, 1, 1, 1], np.int8), np.array([2, 3])
    )
    assert update.labels.tolist() == [2, 0, 1, 1, 3]


def test_farthest_takes_the_lowest_row_among_equals():
    points = np.array([[-2.0], [2.0], [0.0], [-2.0]])
    centroids = np.array([[0.0], [50.0]])
    update = farthest(BruteForce(points), centroids, np.zeros(4, np.int8), np.array([1]))
    assert update.labels.tolist() == [1, 0, 0, 0]


def test_drop_moves_the_clusters_behind_it_up(crowd):
    update = drop(*crowd)
    assert update.centroids.tolist() == [[0.5, 0], [6.5, 0]]
    assert update.labels.tolist() == [0, 0, 1, 1]


def test_random_takes_a_data_point_and_leaves_the_labels_alone(crowd):
    places = set()
    for seed in range(40):
        update = random(*crowd, np.random.default_rng(seed))
        assert update.centroids[[0, 2]].tolist() == [[0.5, 0], [6.5, 0]]
        assert update.labels is crowd[2]
        places.add(tuple(update.centroids[1]))
    assert places == {(0, 0), (1, 0), (9, 0), (4, 0)}


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
def test_no_policy_writes_to_its_arguments(crowd, empty):
    arrays = [crowd[0].points, *crowd[1:]]
    before = [array.tobytes() for array in arrays]
    EMPTY_POLICIES[empty](*crowd, np.random.default_rng(0))
    assert [array.tobytes() for array in arrays] == before


@given(data=st.data())
def test_farthest_ends_with_every_cluster_filled(boards, data):
    points, starts = data.draw(boards())
    end = list(lloyd(points, starts, empty="farthest"))[-1]
    assert len(end.centroids) == len(starts)
    assert sizes(end.labels, len(starts)).min() > 0
    assert end.emptied == ()


@given(
    rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=9, max_size=40),
    far=st.sampled_from([1.0, -50.0, 1e9]),
)
def test_farthest_fills_as_many_clusters_as_there_are_distinct_points(rows, far):
    points = np.array(rows, float)
    k = len(np.unique(points, axis=0))
    end = list(lloyd(points, np.full((k, 2), far)))[-1]
    assert sizes(end.labels, k).min() > 0
    assert inertia(points, *end) == 0.0


@given(data=st.data())
def test_farthest_keeps_inertia_from_rising_at_the_re_seed_itself(boards, data):
    points, starts = data.draw(boards())
    run = list(lloyd(points, starts, empty="farthest"))
    for before, step in pairwise(run[1:]):
        if step.phase is Phase.UPDATE and step.emptied:
            taken = [int(np.flatnonzero(step.labels == cluster)[0]) for cluster in step.emptied]
            assert_array_equal(step.centroids[list(step.emptied)], points[taken])
            assert inertia(points, *step) <= inertia(points, *before)


@given(data=st.data())
def test_keep_leaves_empty_centroids_exactly_in_place(boards, data):
    run = list(lloyd(*data.draw(boards()), empty="keep"))
    for before, step in pairwise(run[1:]):
        idle = list(step.emptied)
        assert_array_equal(step.centroids[idle], before.centroids[idle])


@given(data=st.data())
def test_drop_ends_with_the_clusters_that_have_points(boards, data):
    points, starts = data.draw(boards())
    run = list(lloyd(points, starts, empty="drop"))
    for before, step in pairwise(run):
        left = len(before.centroids) - (len(step.emptied) if step.phase is Phase.UPDATE else 0)
        assert len(step.centroids) == len(step.numbers) == left
        assert set(step.numbers) <= set(before.numbers)
    assert sizes(run[-1].labels, len(run[-1].centroids)).min() > 0


@given(data=st.data())
def test_drop_keeps_every_point_in_the_cluster_it_had(boards, data):
    run = list(lloyd(*data.draw(boards()), empty="drop"))
    for before, step in pairwise(run[1:]):
        if step.phase is Phase.UPDATE:
            was = np.array(before.numbers)[before.labels]
            assert_array_equal(np.array(step.numbers)[step.labels], was)


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
@given(data=st.data())
def test_the_state_says_which_clusters_were_empty(boards, empty, data):
    rng = np.random.default_rng(2)
    run = list(lloyd(*data.draw(boards()), empty=empty, rng=rng))
    for before, step in pairwise(run):
        if step.phase is Phase.ASSIGN:
            counts = sizes(step.labels, len(step.centroids))
            assert step.emptied == tuple(np.flatnonzero(counts == 0))
        else:
            assert step.emptied == before.emptied


@given(data=st.data())
def test_random_depends_on_its_generator_alone(boards, data):
    board = data.draw(boards())
    one = list(lloyd(*board, empty="random", rng=np.random.default_rng(7)))
    other = list(lloyd(*board, empty="random", rng=np.random.default_rng(7)))
    assert [step.centroids.tolist() for step in one] == [step.centroids.tolist() for step in other]


def test_many_clusters_can_be_dropped_past_the_borders_of_the_label_type():
    points = np.arange(130.0).reshape(-1, 1)
    starts = np.vstack([points[:127], [[1e6], [2e6], [3e6]]])
    end = list(lloyd(points, starts, empty="drop"))[-1]
    assert len(end.centroids) == 127
    assert set(end.labels.tolist()) == set(range(127))


@pytest.mark.parametrize("seed", range(12))
def test_a_random_point_is_drawn_where_no_centroid_lies_so_that_no_cluster_stays_empty(seed):
    points = np.array([[1.0], [2.0], [3.0]])
    starts = [[4.0], [0.0], [1.0]]
    *_, last = lloyd(points, starts, empty="random", rng=np.random.default_rng(seed))
    assert last.emptied == ()
    assert sorted(last.centroids.ravel().tolist()) == [1.0, 2.0, 3.0]
