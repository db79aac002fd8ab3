"""Runs over several sets at once end as each does alone, to the bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from core import DATASETS, EMPTY_POLICIES, Points, lloyd, make_points
from core.assignment.brute_force import BruteForce
from core.experiments.many_runs import point_sets
from core.experiments.many_runs.batched_runs import BatchedRuns
from core.experiments.many_runs.point_sets import PointSets
from core.progress import CancelledError, Progress
from core.randomness import EMPTIES, generator
from tests.core.experiments.many_runs.singles import plane_boards, single

EVERY_POLICY = pytest.mark.parametrize("empty", EMPTY_POLICIES)


def check(sets: list[Points], starts: Points, of: list[int], empty: str, limit: int = 300) -> None:
    """Compare runs from ``starts`` over the sets ``of`` them with single runs."""
    assigners = [BruteForce(points) for points in sets]
    runs = BatchedRuns(PointSets(assigners, starts.shape[1]), empty, limit)
    rngs = [generator(row, EMPTIES) for row in range(len(starts))]
    ends = runs.ends(starts, np.array(of), rngs=rngs)
    for row, (start, own) in enumerate(zip(starts, of, strict=True)):
        inertia, iterations, emptied, converged, _ = single(
            assigners[own], start, empty, row, limit
        )
        last = list(
            lloyd(
                assigners[own],
                start,
                empty=empty,
                max_iterations=limit,
                rng=generator(row, EMPTIES),
            )
        )[-1]
        assert ends.inertias[row] == inertia
        assert ends.iterations[row] == iterations
        assert ends.emptied[row] == emptied
        assert ends.converged[row] == converged
        assert_array_equal(ends.labels[row], last.labels)
        left = len(last.centroids)
        assert_array_equal(ends.centroids[row, :left], last.centroids)
        assert np.isnan(ends.centroids[row, left:]).all()


def random_starts(sets: list[Points], k: int, each: int) -> Points:
    """Some on points, some between, some far off, so that clusters are empty."""
    rng = np.random.default_rng(7)
    starts = []
    for points in sets:
        own = points[rng.integers(len(points), size=(each, k))]
        own[1::3] += rng.normal(size=own[1::3].shape) * np.ptp(points) / 4
        own[2::5, 0] += 40 * np.ptp(points)
        starts.append(own)
    return np.concatenate(starts)


@EVERY_POLICY
@pytest.mark.parametrize("k", [1, 2, 6])
def test_sets_of_every_shape_at_once(k, empty):
    sets = [make_points(shape, 120, seed=3)[0] for shape in DATASETS]
    # Of other scales, and such that a sum needs more than one part.
    sets += [sets[0] * 1e-7 + 3.0, sets[1] * 1e9, np.round(sets[2]), sets[3] * 1e-130, sets[0] / 3]
    starts = random_starts(sets, k, 9)
    check(sets, starts, np.repeat(range(len(sets)), 9).tolist(), empty)


@EVERY_POLICY
@given(board=plane_boards(), limit=st.sampled_from([300, 300, 0, 1, 2, 3]))
@settings(max_examples=50)
def test_boards_of_ties_duplicates_and_empties(empty, board, limit):
    points, starts = board
    check([points], starts, [0] * len(starts), empty, limit)


def test_new_runs_begin_while_others_are_under_way(monkeypatch):
    monkeypatch.setattr(point_sets, "PRODUCT", 400)
    sets = [make_points("uniform", 100, seed=seed)[0] for seed in range(3)]
    assert PointSets([BruteForce(points) for points in sets], 5).block == 4
    check(sets, random_starts(sets, 5, 11), np.repeat(range(3), 11).tolist(), "farthest")


def test_ends_do_not_depend_on_what_else_is_computed():
    sets = [make_points("blobs", 200, seed=seed)[0] for seed in range(4)]
    starts = random_starts(sets, 5, 6)
    of = np.repeat(range(4), 6)
    runs = BatchedRuns(PointSets([BruteForce(points) for points in sets], 5), "farthest", 300)
    together = runs.ends(starts, of)
    for rows in (slice(0, 1), slice(3, 9), slice(12, 24)):
        part = runs.ends(starts[rows], of[rows])
        assert_array_equal(part.inertias, together.inertias[rows])
        assert_array_equal(part.centroids, together.centroids[rows])


def test_sets_may_be_used_with_another_k():
    sets = PointSets([BruteForce(make_points("blobs", 50, seed=seed)[0]) for seed in range(2)], 2)
    starts = np.array([assigner.points[:4] for assigner in sets.assigners])
    ends = BatchedRuns(sets.with_k(4), "farthest", 300).ends(starts, np.arange(2))
    for inertia, assigner, start in zip(ends.inertias, sets.assigners, starts, strict=True):
        assert inertia == single(assigner, start, "farthest", 0)[0]
    with pytest.raises(ValueError, match="at most 255"):
        sets.with_k(256)


def test_no_runs_have_no_ends():
    runs = BatchedRuns(PointSets([BruteForce(make_points("blobs", 20)[0])], 2), "farthest", 300)
    assert len(runs.ends(np.zeros((0, 2, 2)), np.zeros(0, np.intp)).inertias) == 0


def test_sets_are_of_one_size():
    sets = [BruteForce(make_points("blobs", n)[0]) for n in (20, 30)]
    with pytest.raises(ValueError, match="one size"):
        PointSets(sets, 2)


def test_they_can_be_cancelled():
    runs = BatchedRuns(PointSets([BruteForce(make_points("blobs", 20)[0])], 2), "farthest", 300)
    with pytest.raises(CancelledError):
        runs.ends(np.zeros((3, 2, 2)), np.zeros(3, np.intp), Progress(is_wanted=lambda: False))
