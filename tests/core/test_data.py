"""The points of a recipe, and which choices they depend on."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core import Recipe, make_data, make_points
from core.data import Data, largest_k, same_data


def test_the_points_are_those_of_the_shape_and_read_only():
    data = make_data(Recipe(shape="moons", n=50, spread=0.2, data_seed=3))
    assert data.points.tolist() == make_points("moons", 50, spread=0.2, seed=3)[0].tolist()
    with pytest.raises(ValueError, match="read-only"):
        data.points[0] = 0


def test_true_centres_are_the_means_of_the_groups():
    data = make_data(Recipe(shape="blobs", n=100, blobs=4))
    centres = [data.points[data.truth == group].mean(axis=0) for group in range(4)]
    assert_allclose(data.true_centres, centres)
    assert make_data(Recipe(shape="uniform")).true_centres is None


def test_true_centres_skip_the_groups_without_points():
    data = make_data(Recipe(shape="blobs", n=3, blobs=5, k=1))
    assert_allclose(data.true_centres, data.points)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"k": 3}, True),
        ({"start": "kmeans++", "start_seed": 9}, True),
        ({"empty": "drop"}, True),
        ({"n": 10}, False),
        ({"data_seed": 1}, False),
        ({"spread": 0.2}, False),
        ({"shape": "moons"}, False),
        ({"blobs": 3}, False),
    ],
)
def test_which_choices_change_the_points(change, same):
    assert same_data(Recipe(), Recipe(**change)) == same
    one, other = make_data(Recipe()).points, make_data(Recipe(**change)).points
    assert np.array_equal(one, other) == same


def test_the_largest_k_is_the_number_of_distinct_points_up_to_the_limit():
    assert largest_k(make_data(Recipe(n=7, k=1)), 50) == 7
    assert largest_k(make_data(Recipe(n=70)), 50) == 50


def test_the_bounds_hold_all_points():
    data = Data(np.array([[0.0, 5.0], [-2.0, 7.0], [1.0, 6.0]]))
    assert data.bounds == (-2.0, 5.0, 1.0, 7.0)


def test_rows_within_a_closed_rectangle_are_those_in_it():
    points = np.random.default_rng(3).integers(-9, 10, size=(200_000, 2)).astype(float)
    data = Data(points)
    for xmin, ymin, xmax, ymax in [(-3, -2, 4, 0), (0, 0, 0, 0), (5, 5, 1, 1), (-99, -99, 99, 99)]:
        x, y = points.T
        inside = (xmin <= x) & (x <= xmax) & (ymin <= y) & (y <= ymax)
        rectangle = (float(xmin), float(ymin), float(xmax), float(ymax))
        rows = data.rows_within(rectangle, len(points))
        assert rows is not None
        assert rows.tolist() == np.flatnonzero(inside).tolist()


def test_rows_within_are_none_where_they_are_more_than_asked_for():
    data, all_of_it = Data(np.zeros((100_000, 2))), (-1.0, -1.0, 1.0, 1.0)
    assert data.rows_within(all_of_it, 99_999) is None
    assert len(data.rows_within(all_of_it, 100_000)) == 100_000
    assert len(data.rows_within((1.0, 1.0, 2.0, 2.0), 0)) == 0
