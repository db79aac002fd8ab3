"""Many runs at once end as each does alone, to the bit."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from core import (
    DATASETS,
    EMPTY_POLICIES,
    PointIndex,
    Points,
    Recipe,
    make_data,
    make_points,
    record,
)
from core.assignment.brute_force import BruteForce
from core.assignment.nearest import nearest
from core.checks import TooManyClustersError
from core.experiments import ManyRuns
from core.experiments.many_runs import many_runs
from core.experiments.many_runs import shared_runs as crowd
from core.experiments.many_runs.partitions import Partitions, labels_of
from core.experiments.many_runs.scores import MARGIN, Scale
from core.progress import CancelledError, Progress
from core.randomness import EMPTIES, generator
from tests.core.experiments.many_runs.singles import assert_equal, plane_boards, single

EVERY_POLICY = pytest.mark.parametrize("empty", EMPTY_POLICIES)


def rngs(count: int) -> list[np.random.Generator]:
    return [generator(seed, EMPTIES) for seed in range(count)]


def random_starts(points: Points, k: int, count: int, seed: int = 0) -> Points:
    """Some on points, some around, some far off, so that clusters are empty."""
    rng = np.random.default_rng(seed)
    low, high = points.min(axis=0), points.max(axis=0)
    starts = rng.uniform(low, high + 1e-3, size=(count, k, 2))
    starts[::3] = points[rng.integers(len(points), size=(len(starts[::3]), k))]
    starts[1::5, 0] += 40 * (high - low + 1)
    return starts


def check(points: Points, starts: Points, empty: str, limit: int = 300) -> None:
    assigner = BruteForce(points)
    singles = [single(assigner, own, empty, row, limit) for row, own in enumerate(starts)]
    for batched_from in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(many_runs, "BATCHED_FROM", batched_from)
            runs = ManyRuns(assigner, starts.shape[1], empty, limit)
        found = runs.endings(starts, rngs=rngs(len(starts)))
        assert_equal(found, singles)


# Every run as if alone


@EVERY_POLICY
@pytest.mark.parametrize("shape", DATASETS)
def test_a_run_ends_as_the_recorded_one(shape, empty):
    recipe = Recipe(shape=shape, n=90, k=6, empty=empty, start="random-box")
    data = make_data(recipe)
    recorded = [record(recipe.but(start_seed=seed), data) for seed in range(40)]
    starts = np.array([run.marks[0].centroids for run in recorded])
    found = ManyRuns(data.assigner, 6, empty).endings(starts, rngs=rngs(40))
    ends = [run.marks[-1] for run in recorded]
    assert found.inertias.tolist() == [end.inertia for end in ends]
    assert found.iterations.tolist() == [end.iteration for end in ends]
    assert found.converged.tolist() == [run.converged for run in recorded]
    emptied = [any(mark.emptied for mark in run.marks) for run in recorded]
    assert found.emptied.tolist() == emptied


@EVERY_POLICY
@given(board=plane_boards(), limit=st.sampled_from([300, 300, 0, 1, 2, 3]))
@settings(max_examples=60)
def test_boards_of_ties_duplicates_and_empties(empty, board, limit):
    check(*board, empty, limit)


@EVERY_POLICY
@pytest.mark.parametrize("k", range(1, 9))
@pytest.mark.parametrize("shape", ["blobs", "grid", "rings"])
def test_any_number_of_clusters(shape, k, empty):
    points = make_points(shape, 100, clusters=5, seed=3)[0]
    check(points, random_starts(points, k, 40), empty)


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_points(n):
    points = np.array([[0.1, 0.2], [0.3, -5.0]])[:n]
    for k in range(1, n + 1):
        check(points, random_starts(points, k, 10), "farthest")


@EVERY_POLICY
def test_sums_of_several_parts(empty):
    rng = np.random.default_rng(8)
    points = rng.normal(size=(80, 2)) * 10.0 ** rng.integers(-12, 3, size=(80, 2))
    assert min(BruteForce(points).exact_sums.parts) > 2
    check(points, random_starts(points, 5, 60), empty)


def test_runs_stopped_at_the_limit_on_their_way():
    points = make_points("uniform", 400, seed=2)[0]
    for limit in range(5, 12):
        check(points, random_starts(points, 7, 20), "farthest", limit)


@pytest.mark.parametrize("d", [1, 3])
def test_points_that_are_not_in_the_plane(d):
    rng = np.random.default_rng(d)
    points = rng.integers(-3, 4, size=(30, d)).astype(float)
    check(points, points[rng.integers(30, size=(9, 4))], "farthest")


def test_many_points_under_an_index():
    recipe = Recipe(n=20_500, k=4, empty="random", start="random-box")
    data = make_data(recipe)
    assert isinstance(data.assigner, PointIndex)
    recorded = [record(recipe.but(start_seed=seed), data) for seed in range(3)]
    starts = np.array([run.marks[0].centroids for run in recorded])
    found = ManyRuns(data.assigner, 4, "random").endings(starts, rngs=rngs(3))
    assert found.inertias.tolist() == [run.marks[-1].inertia for run in recorded]


# Independence


@EVERY_POLICY
@given(cuts=st.lists(st.integers(0, 60), max_size=5), seed=st.integers(0, 9))
@settings(max_examples=15)
def test_batches_make_no_difference(empty, cuts, seed):
    points = make_points("grid", 64)[0]
    starts = random_starts(points, 5, 60, seed)
    whole = ManyRuns(BruteForce(points), 5, empty).endings(starts, rngs=rngs(60))
    runs, own, bounds = ManyRuns(BruteForce(points), 5, empty), rngs(60), [0, *sorted(cuts), 60]
    parts = [runs.endings(starts[a:b], rngs=own[a:b]) for a, b in pairwise(bounds)]
    for name in ("inertias", "iterations", "emptied", "converged", "minima"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert_array_equal(joined, getattr(whole, name))


def test_the_order_makes_no_difference():
    points = make_points("rings", 200, seed=4)[0]
    starts = random_starts(points, 6, 200)
    order = np.random.default_rng(1).permutation(200)
    one = ManyRuns(BruteForce(points), 6).endings(starts)
    other = ManyRuns(BruteForce(points), 6).endings(starts[order])
    for name in ("inertias", "iterations", "emptied", "converged"):
        assert_array_equal(getattr(one, name)[order], getattr(other, name))
    pairs = set(zip(one.minima[order].tolist(), other.minima.tolist(), strict=True))
    assert len(pairs) == len(set(one.minima.tolist())) == len(set(other.minima.tolist()))


def test_numbers_last_when_what_was_remembered_is_forgotten(monkeypatch):
    points = make_points("blobs", 150, seed=4)[0]
    starts = random_starts(points, 5, 300)
    remembering = ManyRuns(BruteForce(points), 5).endings(starts)
    monkeypatch.setattr(crowd, "MOST_MEMORY", 1)
    runs = ManyRuns(BruteForce(points), 5)
    halves = [runs.endings(starts[:150]), runs.endings(starts[150:]), runs.endings(starts)]
    assert_array_equal(np.concatenate([h.minima for h in halves[:2]]), remembering.minima)
    assert_array_equal(halves[2].minima, remembering.minima)
    assert_array_equal(halves[2].inertias, remembering.inertias)


def test_after_being_called_off_the_next_call_is_right():
    points = make_points("uniform", 300, seed=1)[0]
    starts = random_starts(points, 6, 200)
    wanted = ManyRuns(BruteForce(points), 6).endings(starts)
    runs = ManyRuns(BruteForce(points), 6)
    for looks in range(1, 14):
        left = iter(range(looks))
        progress = Progress(is_wanted=lambda left=left: next(left, None) is not None)
        with pytest.raises(CancelledError):
            runs.endings(starts, progress)
    found = runs.endings(starts)
    assert_array_equal(found.inertias, wanted.inertias)
    assert_array_equal(found.iterations, wanted.iterations)


def test_a_minimum_tells_its_centroids():
    recipe = Recipe(n=200, k=5)
    data = make_data(recipe)
    runs = ManyRuns(data.assigner, 5)
    for seed in range(20):
        end = record(recipe.but(start_seed=seed), data).marks
        found = runs.endings(end[0].centroids[None])
        told = runs.centroids_of(int(found.minima[0]))
        assert sorted(told.tolist()) == sorted(end[-1].centroids.tolist())


def test_the_callers_arrays_stay_as_they_are():
    points = make_points("blobs", 50)[0]
    starts = random_starts(points, 3, 20)
    before = starts.tobytes(), points.tobytes()
    ManyRuns(BruteForce(points), 3).endings(starts)
    assert before == (starts.tobytes(), points.tobytes())


# Moved centroids


@EVERY_POLICY
@given(board=plane_boards(), data=st.data())
@settings(max_examples=40)
def test_one_centroid_moved_is_a_start_of_its_own(empty, board, data):
    points, starts = board
    chosen = data.draw(st.integers(0, starts.shape[1] - 1))
    places = np.concatenate([starts[:, 0], points])
    assigner = BruteForce(points)
    runs = ManyRuns(assigner, starts.shape[1], empty)
    found = runs.endings_around(starts[0], chosen, places, rngs=rngs(len(places)))
    own = np.repeat(starts[:1], len(places), axis=0)
    own[:, chosen] = places
    assert_equal(found, [single(assigner, start, empty, row) for row, start in enumerate(own)])


# Scores


@given(seed=st.integers(0, 10**6), closeness=st.sampled_from([1.0, 1e-5, 1e-8, 1e-15]))
@settings(max_examples=60)
def test_nearest_is_that_of_the_reference_however_close(seed, closeness):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(60, 2))
    starts = points[0] + closeness * rng.normal(size=(7, 5, 2))
    starts[3] = points[rng.integers(60, size=5)]
    starts[4] = np.round(starts[4], 1)
    found = labels_of(Partitions(BruteForce(points), 5).nearest(starts).members)
    for own, start in zip(found, starts, strict=True):
        assert_array_equal(own, nearest(points, start))


def test_ties_are_told_run_by_run():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    centroids = np.array([[[0.0, 0], [2, 0]], [[0, 0], [2.1, 0]], [[0, 1], [0, -1]]])
    found = Partitions(BruteForce(points), 2).nearest(centroids)
    assert found.tied.tolist() == [True, False, True]
    assert labels_of(found.members).tolist() == [[0, 0, 1], [0, 0, 1], [0, 0, 0]]


def test_the_margin_is_wider_than_what_rounding_does():
    rng = np.random.default_rng(3)
    points = rng.uniform(-1, 1, size=(4000, 2))
    points[:2] = [[-1, -1], [1, 1]]
    centroids = rng.uniform(-2, 2, size=(64, 4, 2))
    scale = Scale(points)
    scaled = scale.scaled(centroids)
    rows = scaled.reshape(-1, 3).astype(np.float32)
    scores = (rows @ scale.factors).astype(float)
    exact = scaled.reshape(-1, 3)[:, :2] @ scale.scaled(points)[:, :2].T
    exact -= scaled.reshape(-1, 3)[:, 2:]
    assert 0 < 2 * np.abs(scores - exact).max() < MARGIN / 2


# Wrong arguments


def test_a_wrong_argument_is_named():
    points = np.array([[0.0, 0], [0, 0], [1, 1]])
    with pytest.raises(TooManyClustersError):
        ManyRuns(BruteForce(points), 3)
    with pytest.raises(ValueError, match="empty"):
        ManyRuns(BruteForce(points), 2, "nothing")
    runs = ManyRuns(BruteForce(points), 2, "random")
    with pytest.raises(ValueError, match="starts"):
        runs.endings(np.zeros((4, 3, 2)))
    with pytest.raises(ValueError, match="starts"):
        runs.endings(np.full((4, 2, 2), np.nan))
    with pytest.raises(TypeError, match="rngs"):
        runs.endings(np.zeros((4, 2, 2)))
    assert len(runs.endings(np.zeros((0, 2, 2)), rngs=[])) == 0
