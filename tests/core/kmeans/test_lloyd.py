"""The laws of Lloyd's algorithm, scikit-learn as the oracle, and runs worked out by hand."""

import inspect
import warnings
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.cluster import KMeans

from core import EMPTY_POLICIES, HalfStep, Phase, PointIndex, Points, inertia, lloyd, sizes
from core.assignment.brute_force import BruteForce
from core.assignment.row_order import InRowOrder
from core.checks import LARGEST
from tests.core.crowds import CROWDS

EVERY_POLICY = pytest.mark.parametrize("empty", EMPTY_POLICIES)


def run_of(points: Points, starts: Points, empty: str, **options: int) -> list[HalfStep]:
    return list(lloyd(points, starts, empty=empty, rng=np.random.default_rng(5), **options))


def rounding(points: Points) -> float:
    """How much inertia may rise by rounding alone."""
    return float(1e-14 * points.size * np.abs(points).max() * (1 + np.ptp(points)))


def costs(points: Points, run: list[HalfStep]) -> list[float]:
    return [inertia(points, centroids, labels) for centroids, labels in run[1:]]


def column(*values: float) -> Points:
    return np.array(values, float).reshape(-1, 1)


# Laws


@EVERY_POLICY
@given(data=st.data())
def test_inertia_never_rises_but_when_an_empty_cluster_jumps_at_random(boards, empty, data):
    points, starts = data.draw(boards())
    run = run_of(points, starts, empty)
    cost, allowed = costs(points, run), rounding(points)
    for (before, after), step in zip(pairwise(cost), run[2:], strict=True):
        reseeded = empty == "random" and step.phase is Phase.UPDATE and step.emptied
        assert after <= before * (1 + 1e-14) + allowed or reseeded


@EVERY_POLICY
@given(data=st.data())
def test_the_last_half_step_is_a_fixed_point(boards, nearest_by_loop, mean_by_loop, empty, data):
    points, starts = data.draw(boards())
    centroids, labels = run_of(points, starts, empty)[-1]
    assert labels.tolist() == nearest_by_loop(points, centroids)
    for cluster in range(len(centroids)):
        own = points[labels == cluster]
        if len(own):
            assert_allclose(centroids[cluster], mean_by_loop(own), rtol=1e-14, atol=1e-12)


@EVERY_POLICY
@given(data=st.data())
def test_every_half_step_follows_from_the_one_before(
    boards, nearest_by_loop, mean_by_loop, empty, data
):
    points, starts = data.draw(boards())
    run = run_of(points, starts, empty)
    for before, step in pairwise(run):
        if step.phase is Phase.ASSIGN:
            assert step.centroids is before.centroids
            assert step.labels.tolist() == nearest_by_loop(points, step.centroids)
        elif not step.emptied:
            assert step.labels is before.labels
            for cluster, centroid in enumerate(step.centroids):
                mean = mean_by_loop(points[step.labels == cluster])
                assert_allclose(centroid, mean, rtol=1e-14, atol=1e-12)


@EVERY_POLICY
@given(data=st.data())
def test_phases_alternate_and_iteration_counts_the_updates(boards, empty, data):
    run = run_of(*data.draw(boards()), empty)
    phases = [step.phase for step in run]
    assert phases[0] is Phase.SEED
    assert phases[1::2] == [Phase.ASSIGN] * len(phases[1::2])
    assert phases[2::2] == [Phase.UPDATE] * len(phases[2::2])
    assert phases[-1] is Phase.ASSIGN
    assert [step.iteration for step in run] == [(i // 2) for i in range(len(run))]


@EVERY_POLICY
@given(data=st.data())
def test_it_ends_with_the_first_assignment_after_an_update_that_changes_no_label(
    boards, empty, data
):
    run = run_of(*data.draw(boards()), empty)
    same = [
        np.array_equal(update.labels, assign.labels)
        for update, assign in zip(run[2::2], run[3::2], strict=True)
    ]
    assert same == [False] * (len(same) - 1) + [True]


@given(data=st.data())
def test_the_first_half_step_is_the_starts_and_no_labels(boards, data):
    points, starts = data.draw(boards())
    seed = next(iter(lloyd(points, starts)))
    assert_array_equal(seed.centroids, starts)
    assert seed.labels.tolist() == [-1] * len(points)
    assert (seed.emptied, seed.numbers) == ((), tuple(range(len(starts))))


@EVERY_POLICY
@given(data=st.data())
def test_the_callers_arrays_stay_as_they_are_and_are_not_handed_back(boards, empty, data):
    points, starts = data.draw(boards())
    before = points.tobytes(), starts.tobytes()
    for step in lloyd(points, starts, empty=empty, rng=np.random.default_rng(1)):
        for own in (points, starts):
            assert not np.shares_memory(step.centroids, own)
    assert (points.tobytes(), starts.tobytes()) == before
    assert points.flags.writeable
    assert starts.flags.writeable


@EVERY_POLICY
@given(data=st.data())
def test_what_was_yielded_never_changes_while_the_generator_goes_on(boards, empty, data):
    points, starts = data.draw(boards())
    seen = []
    for step in lloyd(points, starts, empty=empty, rng=np.random.default_rng(1)):
        seen.append((step, step.centroids.copy(), step.labels.copy()))
        starts[:] = np.nan  # the caller may use the array for something else
    for step, centroids, labels in seen:
        assert_array_equal(step.centroids, centroids)
        assert_array_equal(step.labels, labels)


@EVERY_POLICY
@given(data=st.data())
def test_yielded_arrays_are_read_only(boards, empty, data):
    for step in run_of(*data.draw(boards()), empty):
        for array in step:
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


@given(data=st.data())
def test_labels_that_stay_the_same_stay_the_same_object(boards, data):
    run = run_of(*data.draw(boards()), "keep")
    for before, step in pairwise(run[1:]):
        same = np.array_equal(before.labels, step.labels)
        assert (step.labels is before.labels) == same


@given(data=st.data())
def test_the_order_of_the_starts_only_renames_the_clusters(data):
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    points, starts = rng.normal(size=(40, 2)), rng.normal(size=(4, 2))
    order = np.array(data.draw(st.permutations(range(4))))
    plain = run_of(points, starts, "keep")
    shuffled = run_of(points, starts[order], "keep")
    assert len(plain) == len(shuffled)
    for one, other in zip(plain[1:], shuffled[1:], strict=True):
        assert_array_equal(one.centroids[order], other.centroids)
        assert_array_equal(one.labels, order[other.labels])


@given(data=st.data())
def test_a_half_step_unpacks_as_centroids_and_labels(boards, data):
    for step in lloyd(*data.draw(boards())):
        centroids, labels = step
        assert centroids is step.centroids
        assert labels is step.labels


def test_it_is_a_generator_that_works_on_demand():
    points = np.arange(20.0).reshape(-1, 1)
    steps = lloyd(points, points[:3])
    assert inspect.isgenerator(steps)
    assert next(steps).phase is Phase.SEED
    assert next(steps).phase is Phase.ASSIGN
    steps.close()


@pytest.mark.parametrize("limit", [0, 1, 2, 5])
def test_max_iterations_ends_the_run_after_that_many_updates_and_their_assignment(limit):
    points = np.arange(200.0).reshape(-1, 1)
    run = list(lloyd(points, points[:8], max_iterations=limit))
    assert len(run) == 2 + 2 * limit
    assert (run[-1].phase, run[-1].iteration) == (Phase.ASSIGN, limit)


def test_three_hundred_iterations_are_the_default_limit():
    assert inspect.signature(lloyd).parameters["max_iterations"].default == 300
    assert inspect.signature(lloyd).parameters["empty"].default == "farthest"


@EVERY_POLICY
def test_one_cluster_ends_at_the_mean(empty):
    points = np.random.default_rng(3).normal(size=(50, 3))
    run = run_of(points, points[:1], empty)
    assert len(run) == 4
    assert_allclose(run[-1].centroids, points.mean(axis=0, keepdims=True), rtol=1e-12)


@EVERY_POLICY
def test_as_many_clusters_as_points_cost_nothing(empty):
    points = np.random.default_rng(3).normal(size=(9, 2))
    run = run_of(points, points[::-1], empty)
    assert costs(points, run) == [0.0] * (len(run) - 1)
    assert_array_equal(run[-1].labels, np.arange(9)[::-1])


def test_plain_lists_and_whole_numbers_will_do():
    run = list(lloyd([[0], [1], [9], [10]], [[0], [1]]))
    assert run[-1].centroids.tolist() == [[0.5], [9.5]]


def test_a_view_with_strides_gives_the_same_as_its_copy():
    points = np.random.default_rng(2).normal(size=(60, 6))[::2, ::3]
    for one, other in zip(
        lloyd(points, points[:3]), lloyd(points.copy(), points[:3].copy()), strict=True
    ):
        assert_array_equal(one.centroids, other.centroids)
        assert_array_equal(one.labels, other.labels)


# scikit-learn, from the same starts


@pytest.mark.parametrize(
    ("n", "d", "k", "seed"), [(60, 1, 3, 0), (150, 2, 5, 1), (400, 2, 12, 2), (200, 7, 6, 3)]
)
def test_scikit_learn_agrees_after_every_iteration(n, d, k, seed):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(n, d)) + rng.integers(0, 4, size=(n, 1))
    starts = points[rng.choice(n, k, replace=False)]
    assigned = [step for step in lloyd(points, starts) if step.phase is Phase.ASSIGN]
    assert not any(step.emptied for step in assigned)
    assert len(assigned) > 3
    for step in assigned[1:]:
        theirs = scikit_learn(points, starts, step.iteration)
        assert_array_equal(step.labels, theirs.labels_)
        assert_allclose(step.centroids, theirs.cluster_centers_, rtol=0, atol=1e-12)
        assert inertia(points, *step) == pytest.approx(theirs.inertia_)


def test_scikit_learn_ends_at_the_same_place():
    rng = np.random.default_rng(8)
    points = rng.normal(size=(3000, 2)) * [3, 1]
    starts = points[:9]
    ours, theirs = list(lloyd(points, starts))[-1], scikit_learn(points, starts, 300)
    assert_array_equal(ours.labels, theirs.labels_)
    assert_allclose(ours.centroids, theirs.cluster_centers_, rtol=0, atol=1e-11)
    assert ours.iteration == theirs.n_iter_ - 1  # theirs counts the one that moves nothing


def scikit_learn(points: Points, starts: Points, iterations: int) -> KMeans:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a run that the limit of iterations cuts short
        return KMeans(
            len(starts), init=starts, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd"
        ).fit(points)


# Worked out by hand


def test_a_frozen_rectangle_never_moves():
    points = np.array([[1, 1], [1, 3], [4, 1], [4, 3]], float)
    run = list(lloyd(points, np.array([[2.5, 1], [2.5, 3]])))
    assert len(run) == 4
    assert_array_equal(run[-1].centroids, run[0].centroids)
    assert costs(points, run)[-1] == 9.0
    better = list(lloyd(points, np.array([[1, 2], [4, 2]], float)))
    assert costs(points, better)[-1] == 4.0


@pytest.mark.parametrize("width", [3, 30, 3000])
def test_a_wider_frozen_rectangle_is_worse_without_bound(width):
    points = np.array([[0, 1], [0, 3], [width, 1], [width, 3]], float)
    bad = costs(points, list(lloyd(points, np.array([[width / 2, 1], [width / 2, 3]]))))[-1]
    good = costs(points, list(lloyd(points, np.array([[0, 2], [width, 2]], float))))[-1]
    assert bad / good == width**2 / 4


def test_a_tie_to_the_lowest_index_is_not_even_a_local_minimum():
    points = column(1, 2, 3, 4)
    run = list(lloyd(points, column(2, 4)))
    assert run[-1].labels.tolist() == [0, 0, 0, 1]
    assert costs(points, run)[-1] == 2.0
    moved = np.array([0, 0, 1, 1])
    assert inertia(points, column(1.5, 3.5), moved) == 1.0


def test_nearest_is_not_always_best():
    points = np.array([[3, 0], [0, 2], [0, -2], [-3, 0], [7, 0]], float)
    run = list(lloyd(points, np.array([[0, 0], [7, 0]], float)))
    assert run[-1].labels.tolist() == [0, 0, 0, 0, 1]
    assert costs(points, run)[-1] == 26.0
    moved = np.array([1, 0, 0, 0, 1])
    assert inertia(points, np.array([[-1, 0], [5, 0]], float), moved) == 22.0


def test_a_slow_march_along_a_line():
    points = column(*range(200))
    run = list(lloyd(points, points[:8]))
    cost = costs(points, run)
    assert run[-1].iteration == 66
    assert (cost[0], cost[-1]) == (2_377_760.0, 10_575.0)


def test_one_dimension_by_hand():
    points = column(1.2, 5.6, 3.7, 0.6, 0.1, 2.6)
    run = list(lloyd(points, column(2, 5)))
    assert_allclose(run[-1].centroids, column(1.125, 4.65))
    assert run[-1].labels.tolist() == [0, 1, 1, 0, 0, 0]


FIVE = np.array([[4, 9], [1, 5], [12, 1], [9, 1], [0, 1]], float)


@pytest.mark.parametrize(
    ("empty", "after_each_assignment", "clusters"),
    [
        ("keep", [208, 98, 1325 / 18, 13], 3),
        ("drop", [208, 98, 503 / 6], 2),
        ("farthest", [208, 98, 13], 3),
    ],
)
def test_a_cluster_that_started_on_a_data_point_becomes_empty(
    empty, after_each_assignment, clusters
):
    run = run_of(FIVE, FIVE[[1, 4, 0]], empty)
    assert [step.emptied for step in run[:4]] == [(), (), (), (0,)]
    assert costs(FIVE, run)[::2] == pytest.approx(after_each_assignment)
    assert np.count_nonzero(sizes(run[-1].labels, len(run[-1].centroids))) == clusters
    assert len(run[-1].centroids) == clusters


@pytest.mark.parametrize("seed", range(8))
def test_an_empty_cluster_may_jump_to_any_data_point(seed):
    rng = np.random.default_rng(seed)
    run = list(lloyd(FIVE, FIVE[[1, 4, 0]], empty="random", rng=rng))
    assert run[3].emptied == (0,)
    assert run[4].centroids[0].tolist() in FIVE.tolist()
    assert any(costs(FIVE, run)[-1] == pytest.approx(end) for end in (13, 17))


@pytest.mark.parametrize(("empty", "left"), [("keep", 2), ("drop", 1), ("farthest", 2)])
def test_a_start_far_outside_the_data_never_gets_a_point(empty, left):
    points = column(0, 1, 2, 3)
    run = run_of(points, column(1, 1000), empty)
    assert run[1].emptied == (1,)
    assert len(run[-1].centroids) == left
    if empty == "keep":
        assert run[-1].emptied == (1,)
        assert run[-1].centroids[1] == 1000


# Wrong arguments


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"centroids": 3}, TypeError, ["centroids", "3", "shape", "SEEDERS"]),
        (
            {"centroids": [[0.0], [0.5], [1.0], [2.0]]},
            ValueError,
            ["centroids", "4", "distinct", "3"],
        ),
        ({"centroids": [[0.0, 1.0]]}, ValueError, ["centroids", "2 features", "1"]),
        ({"centroids": [[np.nan]]}, ValueError, ["centroids", "nan", "finite"]),
        ({"points": [[0.0], [np.inf]]}, ValueError, ["points", "inf", "row 1", "finite"]),
        ({"points": [0.0, 1.0]}, ValueError, ["points", "(2,)", "reshape"]),
        ({"empty": "ignore"}, ValueError, ["empty", "ignore", *EMPTY_POLICIES]),
        ({"empty": ["keep"]}, TypeError, ["empty", "keep"]),
        ({"empty": "random"}, TypeError, ["rng", "None", "Generator"]),
        ({"empty": "random", "rng": 3}, TypeError, ["rng", "3", "Generator"]),
        ({"max_iterations": -1}, ValueError, ["max_iterations", "-1", "at least 0"]),
        ({"max_iterations": 2.5}, TypeError, ["max_iterations", "2.5", "whole"]),
    ],
)
def test_a_wrong_argument_is_named_at_once(arguments, error, words):
    right = {"points": [[0.0], [1.0], [5.0]], "centroids": [[0.0], [1.0]]}
    with pytest.raises(error) as caught:
        lloyd(**(right | arguments))  # not even started
    for word in words:
        assert word in str(caught.value)


# With an index


def check_same_runs(one: Iterable[HalfStep], other: Iterable[HalfStep]) -> list[HalfStep]:
    """Both are the same bit for bit; returned is the first."""
    steps = []
    for step, like in zip(one, other, strict=True):
        assert (step.phase, step.iteration) == (like.phase, like.iteration)
        assert (step.emptied, step.numbers) == (like.emptied, like.numbers)
        assert step.centroids.tobytes() == like.centroids.tobytes()
        assert_array_equal(step.labels, like.labels, strict=True)
        steps.append(step)
    return steps


def starts_with_holes(points: Points, k: int, seed: int = 0) -> Points:
    """Points, some of them twice, and a place far outside: clusters become empty."""
    rng = np.random.default_rng(seed)
    starts = np.unique(points, axis=0)
    starts = starts[rng.integers(len(starts), size=min(k, len(starts)))]
    if len(starts) > 3:
        starts[1], starts[-1] = starts[0], np.clip(8 * points.max(axis=0) + 1, -LARGEST, LARGEST)
    return starts


VANISHING = ("tiny", "subnormal")
"""Points that are refused, for their distances vanish when they are squared."""


@pytest.mark.parametrize("crowd", VANISHING)
def test_points_whose_distances_vanish_are_refused(crowd):
    points = CROWDS[crowd](np.random.default_rng(3), 2500)
    with pytest.raises(ValueError, match="vanish"):
        lloyd(PointIndex(points), points[:9])


@EVERY_POLICY
@pytest.mark.parametrize("crowd", [name for name in CROWDS if name not in VANISHING])
def test_a_run_with_an_index_is_that_of_brute_force(empty, crowd):
    points = CROWDS[crowd](np.random.default_rng(3), 2500)
    starts = starts_with_holes(points, 9)
    options = {"empty": empty, "max_iterations": 12}
    index = PointIndex(points)
    for one, other in [
        (index, BruteForce(index.points)),
        (InRowOrder(points, index), BruteForce(points)),
    ]:
        runs = [lloyd(a, starts, **options, rng=np.random.default_rng(1)) for a in (one, other)]
        check_same_runs(*runs)


@EVERY_POLICY
@pytest.mark.parametrize("crowd", ["blobs", "heavy tails", "lattice", "far along x"])
def test_a_run_of_many_points_takes_an_index_and_is_that_of_brute_force(empty, crowd):
    points = CROWDS[crowd](np.random.default_rng(3), 100_000)
    starts = starts_with_holes(points, 12)
    options = {"empty": empty, "max_iterations": 8}
    runs = [
        lloyd(a, starts, **options, rng=np.random.default_rng(1))
        for a in (points, BruteForce(points))
    ]
    steps = check_same_runs(*runs)
    assert any(step.emptied for step in steps)


def test_the_order_of_the_points_changes_no_centroid():
    points = CROWDS["blobs"](np.random.default_rng(3), 5000)
    starts = points[:7]
    run = list(lloyd(points, starts, empty="keep"))
    order = np.random.default_rng(4).permutation(len(points))
    for step, like in zip(run, lloyd(points[order], starts, empty="keep"), strict=True):
        assert step.centroids.tobytes() == like.centroids.tobytes()
        assert_array_equal(step.labels[order], like.labels)


@pytest.mark.parametrize("seed", range(3))
def test_a_run_with_an_index_keeps_labels_that_did_not_change(seed):
    index = PointIndex(CROWDS["blobs"](np.random.default_rng(seed), 3000))
    run = list(lloyd(index, index.points[:4]))
    assert run[-1].labels is run[-2].labels
    assert not run[-1].labels.flags.writeable


@pytest.mark.parametrize("empty", ["keep", "drop"])
@given(
    points=st.one_of(
        hnp.arrays(np.float64, (12, 2), elements=st.sampled_from([0.1, 0.2, 0.3, 0.7])),
        hnp.arrays(np.float64, (12, 2), elements=st.integers(0, 50).map(lambda i: 1e8 + i * 1e-7)),
        hnp.arrays(np.float64, (15, 2), elements=st.floats(-1, 1).map(lambda x: round(x, 3))),
    ),
    k=st.integers(1, 4),
)
def test_inertia_never_rises_not_by_one_unit_in_the_last_place(points, k, empty):
    distinct = np.unique(points, axis=0)
    starts = distinct[: min(k, len(distinct))]
    costs = [
        inertia(points, step.centroids, step.labels)
        for step in lloyd(points, starts, empty=empty)
        if step.phase is not Phase.SEED
    ]
    assert costs == sorted(costs, reverse=True)


def test_the_mean_of_equal_points_is_the_point():
    points = np.full((3, 2), 0.1)
    *_, last = lloyd(points, points[:1])
    assert last.centroids.tolist() == [[0.1, 0.1]]
    assert inertia(points, last.centroids, last.labels) == 0.0
