"""The index says what brute force says, bit for bit, of whatever points and centroids."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import Generator
from numpy.testing import assert_allclose, assert_array_equal

from core import Labels, PointIndex, Points
from core.assignment.assigner import Assigner
from core.assignment.brute_force import BruteForce, squared_to_own
from core.assignment.nearest import nearest
from core.assignment.point_index import INDEXED_FROM
from core.assignment.row_order import InRowOrder, assigner_of, is_worth_an_index
from core.progress import CancelledError
from tests.core.crowds import CROWDS, PLACES, Listener

EVERY_CROWD = pytest.mark.parametrize("crowd", CROWDS)


def check_partition(answers: Assigner, labels: Labels, centroids: Points) -> None:
    """What is told of these labels is what brute force tells."""
    reference, k = BruteForce(answers.points), len(centroids)
    assert_array_equal(answers.sizes(labels, k), reference.sizes(labels, k), strict=True)
    means = answers.means(labels, centroids)
    assert means.tobytes() == reference.means(labels, centroids).tobytes()
    for places in (centroids, means):
        squared = squared_to_own(answers.points, labels, places)
        wanted = [squared[labels == cluster].sum() for cluster in range(k)]
        # Added one by one, N equal terms may be rounded N times alike; very small squares have
        # no twelve digits.
        rtol = max(1e-12, len(labels) * 2.0**-53)
        for found in (answers, reference):
            assert_allclose(found.inertias(labels, places), wanted, rtol=rtol, atol=1e-290)


def check_answers(answers: Assigner, centroids: Points) -> Labels:
    labels = answers.nearest(centroids)
    assert_array_equal(labels, nearest(answers.points, centroids), strict=True)
    check_partition(answers, labels, centroids)
    return labels


def check_order(index: PointIndex, points: Points) -> None:
    assert_array_equal(index.points, points[index.rows], strict=True)
    assert_array_equal(np.sort(index.rows), np.arange(len(points)))


# Labels, means and costs


@EVERY_CROWD
@given(data=st.data())
def test_it_answers_as_brute_force_does(crowd, data):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    points = CROWDS[crowd](rng, data.draw(st.integers(1, 300)))
    index = PointIndex(points)
    check_order(index, points)
    place = PLACES[data.draw(st.sampled_from(list(PLACES)))]
    check_answers(index, place(rng, points, data.draw(st.integers(1, 12))))


@EVERY_CROWD
def test_it_answers_as_brute_force_does_of_many_points(crowd):
    rng = np.random.default_rng(7)
    points = CROWDS[crowd](rng, 20_000)
    index = PointIndex(points)
    check_order(index, points)
    for place in PLACES.values():
        for k in (2, 5, 60):
            check_answers(index, place(rng, points, k))


@pytest.mark.parametrize("k", [1, 127, 128, 129, 200])
def test_it_answers_as_brute_force_does_of_many_clusters(k):
    rng = np.random.default_rng(k)
    points = CROWDS["blobs"](rng, 30_000)
    for place in PLACES.values():
        check_answers(PointIndex(points), place(rng, points, k))


@pytest.mark.parametrize("crowd", ["uniform", "heavy tails", "lattice"])
def test_it_answers_as_brute_force_does_of_a_million_points(crowd):
    """So many that they are sorted and measured in blocks, by two threads."""
    rng = np.random.default_rng(1)
    points = CROWDS[crowd](rng, 1_000_000)
    index = PointIndex(points)
    check_order(index, points)
    check_answers(index, PLACES["half lattice"](rng, points, 7))


@pytest.mark.parametrize("n", [1, 2, 47, 48, 49, 50])
def test_few_points_around_the_size_of_a_leaf(n):
    points = np.random.default_rng(n).normal(size=(n, 2))
    check_answers(PointIndex(points), points[: min(n, 5)])


def test_ties_go_to_the_lowest_index_along_every_bisector():
    x, y = np.meshgrid(np.arange(-40.0, 41), np.arange(-40.0, 41))
    index = PointIndex(np.column_stack([x.ravel(), y.ravel()]))
    corners = np.array([[1.0, 1], [-1, 1], [1, -1], [-1, -1], [1, 1], [0, 20], [0, -20]])
    for shift in range(len(corners)):
        check_answers(index, np.roll(corners, shift, axis=0))


@pytest.mark.parametrize("centroids", [[[0.0, 0]] * 3, [[0.0, 0], [-0.0, 0.0]], [[9.0, 9]] * 200])
def test_equal_centroids_leave_all_points_to_the_first(centroids):
    index = PointIndex(np.random.default_rng(0).normal(size=(500, 2)))
    assert not check_answers(index, np.array(centroids)).any()


def test_what_lies_around_the_middle_of_many_centroids_is_told_to_the_last_bit():
    """Without a margin, boxes of one point are decided by other roundings than the formula's."""
    rng = np.random.default_rng(3)
    for crowd in ("uniform", "far along x", "squares are tiny", "huge"):
        for _ in range(150):
            points = CROWDS[crowd](rng, 3)
            check_answers(PointIndex(points), PLACES["around a point"](rng, points, 6))


@EVERY_CROWD
def test_older_labels_and_labels_of_others_count_as_new_ones(crowd):
    rng = np.random.default_rng(5)
    points = CROWDS[crowd](rng, 3000)
    for answers in (PointIndex(points), InRowOrder(points, PointIndex(points))):
        centroids = [PLACES["points"](rng, points, 6) for _ in range(6)]
        labels = [answers.nearest(places) for places in centroids]
        for own, places in zip(labels, centroids, strict=True):
            check_partition(answers, own, places)
            check_partition(answers, own.copy(), places)
        strange = rng.integers(6, size=len(points)).astype(np.int8)
        check_partition(answers, strange, centroids[0])
        check_partition(answers, np.zeros(len(points), np.int8), centroids[0])


def test_labels_whose_sums_are_remembered_are_read_only():
    points = np.random.default_rng(0).normal(size=(100, 2))
    for answers in (PointIndex(points), InRowOrder(points, PointIndex(points))):
        with pytest.raises(ValueError, match="read-only"):
            answers.nearest(points[:2])[0] = 1


def test_an_empty_cluster_keeps_its_row_of_the_fallback():
    index = PointIndex(np.random.default_rng(0).normal(size=(1000, 2)))
    centroids = np.array([[0.0, 0], [1e9, 3], [1, 1]])
    labels = check_answers(index, centroids)
    assert index.means(labels, centroids)[1].tolist() == [1e9, 3]


def test_the_callers_points_are_copied_and_left_alone():
    points = np.random.default_rng(0).normal(size=(1, 2))
    before = points.tobytes()
    index = PointIndex(points)
    assert points.tobytes() == before
    assert not np.shares_memory(points, index.points)
    assert not index.points.flags.writeable


# In the order of the rows


@EVERY_CROWD
@given(data=st.data())
def test_in_row_order_it_answers_as_brute_force_does(crowd, data):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    points = CROWDS[crowd](rng, data.draw(st.integers(1, 200)))
    answers = InRowOrder(points, PointIndex(points))
    assert answers.points is points
    for _ in range(2):
        check_answers(answers, PLACES["points"](rng, points, 5))


def test_an_index_is_taken_for_many_points_of_the_plane_alone():
    rng = np.random.default_rng(0)
    for d, n, wanted in [
        (2, INDEXED_FROM, InRowOrder),
        (2, INDEXED_FROM - 1, BruteForce),
        (1, INDEXED_FROM, BruteForce),
        (3, INDEXED_FROM, BruteForce),
    ]:
        points = rng.random((n, d))
        assert type(assigner_of(points)) is wanted
        assert is_worth_an_index(points) == (wanted is InRowOrder)


# Rectangles


def inside(points: Points, rectangle: tuple[float, float, float, float]) -> list[int]:
    xmin, ymin, xmax, ymax = rectangle
    x, y = points.T
    return np.flatnonzero((xmin <= x) & (x <= xmax) & (ymin <= y) & (y <= ymax)).tolist()


def rectangles(rng: Generator, points: Points) -> list[tuple[float, float, float, float]]:
    """Edges at random, on points, a last bit beside them; points, lines, all, nothing, reversed."""
    reach = np.abs(points).max()
    made = []
    for _ in range(4):
        corners = points[rng.integers(len(points), size=2)]
        beside = np.nextafter(corners, rng.choice([-9e200, 9e200], (2, 2)))
        made += [corners, beside, rng.normal(size=(2, 2)) * reach, corners[[0, 0]], beside[[0, 0]]]
    ordered = [(*two.min(axis=0).tolist(), *two.max(axis=0).tolist()) for two in made]
    low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    beyond = float(2 * reach)
    return [
        *ordered,
        (*low, *high),
        (low[0], low[1], low[0], high[1]),
        (beyond, beyond, 2 * beyond, 2 * beyond),
        (beyond, beyond, -beyond, -beyond),
        (-beyond, -beyond, beyond, beyond),
    ]


@EVERY_CROWD
@pytest.mark.parametrize("n", [1, 60, 4000])
def test_rows_within_a_closed_rectangle_are_those_in_it(crowd, n):
    rng = np.random.default_rng(n)
    index = PointIndex(CROWDS[crowd](rng, n))
    for rectangle in rectangles(rng, index.points):
        wanted = inside(index.points, rectangle)
        assert index.rows_within(rectangle, n).tolist() == wanted
        assert index.rows_within(rectangle, len(wanted)).tolist() == wanted
        if wanted:
            assert index.rows_within(rectangle, len(wanted) - 1) is None


# Progress and threads


def test_making_one_tells_how_far_it_is():
    listener = Listener()
    PointIndex(np.random.default_rng(0).random((600_000, 2)), listener)
    listener.check()
    assert len(listener.shares) > 5
    assert listener.shares[-1] == 1.0


@pytest.mark.parametrize("patience", [0, 1, 4])
def test_making_one_stops_where_it_is_wanted_no_more(patience):
    listener = Listener(patience)
    with pytest.raises(CancelledError):
        PointIndex(np.random.default_rng(0).random((600_000, 2)), listener)
    assert len(listener.shares) == patience


@pytest.mark.parametrize("made", [lambda p: PointIndex(p), lambda p: InRowOrder(p, PointIndex(p))])
def test_two_threads_may_ask_at_once(made: Callable[[Points], Assigner]):
    rng = np.random.default_rng(0)
    points = CROWDS["blobs"](rng, 20_000)
    answers = made(points)
    reference = BruteForce(answers.points)

    def ask(seed: int) -> bool:
        own = PLACES["points"](np.random.default_rng(seed), points, 9)
        labels = answers.nearest(own)
        means = answers.means(labels, own)
        wanted = reference.nearest(own)
        return np.array_equal(labels, wanted) and np.array_equal(
            means, reference.means(wanted, own)
        )

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(80)))


@pytest.mark.parametrize(
    ("points", "says"),
    [
        ([[0.0, np.nan]], "finite"),
        ([[np.inf, 0.0]], "finite"),
        ([[1.0, 2.0, 3.0]], "(N, 2)"),
        ([], "rows, features"),
    ],
)
def test_what_is_no_points_of_the_plane_is_refused(points, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        PointIndex(points)


def test_another_thread_does_not_make_sums_forgotten():
    index = PointIndex(np.random.default_rng(0).random((3000, 2)))
    labels = index.nearest(index.points[:5])
    thread = Thread(target=lambda: [index.nearest(index.points[i : i + 3]) for i in range(9)])
    thread.start()
    thread.join()
    assert index._known(labels) is not None
