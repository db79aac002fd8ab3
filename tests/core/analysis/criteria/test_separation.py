"""The variance ratio and the Davies–Bouldin index, by hand and by a peer."""

import numpy as np
import pytest
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

from core import make_points
from core.analysis.criteria import calinski_harabasz, davies_bouldin

LINE = [[0.0], [2.0], [10.0], [14.0]]
HALVES = [0, 0, 1, 1]


def test_four_points_by_hand():
    # Means 1 and 12 of 6.5: W_1 = 42.25 + 20.25 + 12.25 + 56.25 = 131, W_2 = 2 + 8 = 10.
    assert calinski_harabasz(LINE, HALVES) == pytest.approx((131 - 10) / (10 / 2), rel=1e-15)
    assert davies_bouldin(LINE, HALVES) == pytest.approx((1 + 2) / 11, rel=1e-15)


@pytest.mark.parametrize("shape", ["blobs", "unequal-size", "moons", "smiley"])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_a_peer_agrees(shape, scale):
    points, truth = make_points(shape, 500, clusters=4, spread=0.2, seed=5)
    points = scale * (points - points.mean(axis=0))
    found, theirs = calinski_harabasz(points, truth), calinski_harabasz_score(points, truth)
    assert found == pytest.approx(theirs, rel=1e-9)
    found, theirs = davies_bouldin(points, truth), davies_bouldin_score(points, truth)
    assert found == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("index", [calinski_harabasz, davies_bouldin])
def test_the_numbers_of_clusters_do_not_matter(index):
    points, truth = make_points("blobs", 400, clusters=4, spread=0.3, seed=2)
    assert index(points, truth) == index(points, np.array([7, 3, 0, 12])[truth])


@pytest.mark.parametrize("index", [calinski_harabasz, davies_bouldin])
def test_one_cluster_has_none(index):
    assert np.isnan(index(LINE, [3, 3, 3, 3]))


def test_clusters_without_extent():
    points = [[0.0, 0], [0, 0], [1, 0], [1, 0]]
    assert calinski_harabasz(points, HALVES) == 1.0
    assert davies_bouldin(points, HALVES) == 0.0
    assert davies_bouldin([[1.0, 1]] * 4, HALVES) == 0.0
    assert davies_bouldin([[0.0], [2], [1], [1]], HALVES) == np.inf


def test_digits_are_kept_far_from_the_origin():
    points, truth = make_points("blobs", 300, clusters=3, seed=1)
    # The means are rounded to 4e-9 there; squares of the coordinates would be to 0.06.
    for index in (calinski_harabasz, davies_bouldin):
        assert index(points + 2.0**24, truth) == pytest.approx(index(points, truth), rel=1e-8)
