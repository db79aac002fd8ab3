"""Reference sets, warm starts, seeds and shapes."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import make_points
from core.assignment.brute_force import BruteForce
from core.assignment.exact_sums import ExactSums
from core.assignment.nearest import squared_distances
from core.experiments.choose_k import BOXES, LARGEST_REFERENCE, Plan, reference_set
from core.experiments.choose_k.plan import POINTS, reference_key
from core.experiments.choose_k.shapes import shape_of
from core.experiments.choose_k.warm_start import grown

SLOPE = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])

# Reference sets


def tilted(n: int = 4000) -> np.ndarray:
    """A rectangle of 6 by 1, turned by half a radian, around (3, -2)."""
    rng = np.random.default_rng(0)
    return rng.uniform(-1, 1, (n, 2)) * [3.0, 0.5] @ SLOPE.T + [3.0, -2.0]


def test_a_box_is_that_of_the_ranges():
    points = tilted()
    found = reference_set(points, "box", 0)
    assert found.shape == points.shape
    assert found.min(axis=0) == pytest.approx(points.min(axis=0), abs=0.01)
    assert found.max(axis=0) == pytest.approx(points.max(axis=0), abs=0.01)
    width = np.ptp(points, axis=0)
    assert found.std(axis=0) == pytest.approx(width / np.sqrt(12), rel=0.03)


def test_a_pca_box_is_along_the_points():
    points = tilted()
    found = (reference_set(points, "pca", 0) - [3.0, -2.0]) @ SLOPE
    assert np.abs(found).max(axis=0) == pytest.approx([3.0, 0.5], abs=0.03)
    assert found.std(axis=0) == pytest.approx([6 / np.sqrt(12), 1 / np.sqrt(12)], rel=0.03)


@pytest.mark.parametrize("box", BOXES)
def test_reference_sets_are_of_a_seed_and_a_number_and_sum_in_one_part(box):
    points = tilted(200)
    found = [reference_set(points, box, number, seed=seed) for seed in (0, 1) for number in (0, 1)]
    assert_array_equal(found[0], reference_set(points, box, 0))
    assert len({own.tobytes() for own in found}) == 4
    assert ExactSums(found[0]).parts == (1, 1)
    assert ExactSums(reference_set(points * 1e-9, box, 0)).parts == (1, 1)


def test_a_pca_box_in_more_features_and_of_points_on_a_line():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(300, 3)) * [5.0, 1.0, 0.1]
    assert reference_set(points, "pca", 0).std(axis=0) == pytest.approx(
        np.ptp(points, axis=0) / np.sqrt(12), rel=0.15
    )
    line = np.column_stack([np.arange(50.0), 2 * np.arange(50.0)])
    found = reference_set(line, "pca", 0)
    assert found[:, 1] == pytest.approx(2 * found[:, 0], abs=1e-4)


def test_of_many_points_it_is_that_of_a_sample():
    assert len(reference_set(np.zeros((LARGEST_REFERENCE + 1, 2)), "box", 0)) == LARGEST_REFERENCE


# Seeds


def test_seeds_depend_on_set_k_and_restart_alone():
    plan = Plan(restarts=10, seed=7)
    *seeds, warm = plan.seeds(POINTS, 4)
    *fewer, same = Plan(k_max=30, restarts=3, seed=7).seeds(POINTS, 4)
    assert (seeds[:3], warm) == (fewer, same)
    keys = [POINTS, *(reference_key(box, number) for box in BOXES for number in range(10))]
    all_seeds = [tuple(plan.seeds(key, k)) for key in keys for k in range(1, 10)]
    assert len(set(all_seeds)) == len(all_seeds)
    assert 0 <= min(map(min, all_seeds)) < max(map(max, all_seeds)) <= 999_999


# Warm starts


def test_a_warm_start_costs_less_and_takes_the_best_of_its_candidates():
    points = make_points("blobs", 25, clusters=3, seed=1)[0]
    centroids = points[:2]
    squared = np.min([squared_distances(points, own) for own in centroids], axis=0)
    found = grown(points, centroids, squared, 3, seed=5)
    assert_array_equal(found[:2], centroids)
    left = [np.minimum(squared, squared_distances(points, own)).sum() for own in points]
    own = np.minimum(squared, squared_distances(points, found[2])).sum()
    assert own < squared.sum()
    assert own <= sorted(left)[3]


def test_a_warm_start_may_add_several_centroids_or_none():
    points = make_points("blobs", 40, clusters=4, seed=1)[0]
    squared = squared_distances(points, points[0])
    found = grown(points, points[:1], squared, 4, seed=0)
    assert len(np.unique(found, axis=0)) == 4
    assert grown(points, points, np.zeros(40), 41, seed=0) is None


def test_points_on_centroids_are_never_candidates():
    points = np.repeat([[0.0, 0], [5, 5], [9, 0]], [30, 30, 1], axis=0)
    squared = squared_distances(points, np.array([0.0, 0]))
    squared[30:60] = 0.0
    found = grown(points, np.array([[0.0, 0], [5, 5]]), squared, 3, seed=0)
    assert found[2].tolist() == [9, 0]


# Shapes


def test_the_shape_of_a_partition_by_hand():
    # A cross of arms 2 and 1 around (0, 0), twice two points 1 from (12, 0).
    points = np.array([[2.0, 0], [-2, 0], [0, 1], [0, -1], [12, 1], [12, -1], [12, 1], [12, -1]])
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    centroids = np.array([[0.0, 0], [12, 0]])
    shape = shape_of(BruteForce(points), labels, centroids)
    assert shape.sizes == 1.0
    assert shape.spreads == pytest.approx(np.sqrt(10 / 4))
    assert shape.elongation == np.inf  # the second is on a line
    deviations = (np.sqrt(10 / 8) + np.sqrt(4 / 8)) / 2
    assert shape.separation == pytest.approx(12 / deviations)
    assert shape_of(BruteForce(points), np.zeros(8, int), points[:1] * 0 + [6, 0]).sizes == 1.0
    first = shape_of(BruteForce(points[:4]), labels[:4], centroids)
    assert (first.elongation, first.separation) == (pytest.approx(2.0), np.inf)
