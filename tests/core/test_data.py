"""The points of a recipe, and which choices they depend on."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core import Recipe, make_data, make_points
from core.data import largest_k, same_data


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
