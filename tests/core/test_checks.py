"""Wrong arguments are told by name, with what was got and what is wanted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks import (
    LARGEST,
    checked_centroids,
    checked_k,
    checked_name,
    checked_points,
    checked_rng,
    checked_whole,
    distinct_count,
    first_distinct,
)
from core.progress import CancelledError, Progress

THREE = np.array([[0.0, 0], [1, 1], [2, 2]])


@pytest.mark.parametrize(
    ("points", "error", "words"),
    [
        (None, TypeError, ["None", "array of shape"]),
        (7, TypeError, ["7", "array of shape"]),
        (2.5, TypeError, ["2.5", "array of shape"]),
        ("points", TypeError, ["'points'", "array of shape"]),
        (np.int64(4), TypeError, ["single value 4", "real numbers"]),
        ([["a", "b"]], TypeError, ["dtype <U1", "real numbers"]),
        (np.array([[1j, 2]]), TypeError, ["complex", "real numbers"]),
        (np.array([["2020-01-01"]], "datetime64[D]"), TypeError, ["datetime64", "real numbers"]),
        ([[10**400, 1]], TypeError, ["object", "real numbers"]),
        ([[1.0, 2.0], [3.0]], ValueError, ["different lengths"]),
        ([1.0, 2.0], ValueError, ["(2,)", "(rows, features)", "reshape(-1, 1)"]),
        ([], ValueError, ["(0,)", "at least one"]),
        (np.zeros((0, 2)), ValueError, ["(0, 2)", "at least one"]),
        (np.zeros((2, 0)), ValueError, ["(2, 0)", "at least one"]),
        (np.zeros((2, 2, 2)), ValueError, ["(2, 2, 2)", "(rows, features)"]),
        ([[0.0, 1], [np.nan, 1]], ValueError, ["[nan, 1.0]", "row 1", "finite"]),
        ([[0.0, 1], [2, 1], [0, -np.inf]], ValueError, ["[0.0, -inf]", "row 2", "finite"]),
        ([[1e101, 0]], ValueError, ["1e+101", "row 0", "1e+100"]),
    ],
)
@pytest.mark.parametrize("name", ["points", "centroids"])
def test_bad_points_are_refused(points, error, words, name):
    with pytest.raises(error) as caught:
        checked_points(points, name)
    assert str(caught.value).startswith(f"{name}: got ")
    for word in ["wanted", *words]:
        assert word in str(caught.value)


@pytest.mark.parametrize("dtype", ["int8", "uint64", "float32", "bool", "float64"])
def test_any_real_numbers_become_float64(dtype):
    points = checked_points(np.array([[1, 0], [0, 1]], dtype))
    assert points.dtype == np.float64
    assert points.tolist() == [[1, 0], [0, 1]]


def test_the_largest_coordinate_can_still_be_squared():
    points = checked_points([[LARGEST, -LARGEST]])
    assert np.isfinite(np.square(2 * points).sum())


def test_good_points_are_not_copied_but_centroids_are():
    assert checked_points(THREE) is THREE
    centroids = checked_centroids(THREE, THREE)
    assert not np.shares_memory(centroids, THREE)


@pytest.mark.parametrize(
    ("centroids", "error", "words"),
    [
        (3, TypeError, ["centroids", "3", "SEEDERS"]),
        ("kmeans++", TypeError, ["centroids", "kmeans++", "SEEDERS"]),
        ([[1.0]], ValueError, ["centroids", "1 features", "wanted 2"]),
        ([[0.0, 0]] * 4, ValueError, ["centroids", "4 clusters", "3 distinct", "at most 3"]),
    ],
)
def test_bad_centroids_are_refused(centroids, error, words):
    with pytest.raises(error) as caught:
        checked_centroids(centroids, THREE)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("k", "error", "words"),
    [
        (0, ValueError, ["k: got 0", "at least 1"]),
        (-2, ValueError, ["k: got -2", "at least 1"]),
        (4, ValueError, ["k: got 4", "3 distinct points", "at most 3"]),
        (2.0, TypeError, ["k: got 2.0", "whole number"]),
        ("2", TypeError, ["k: got '2'", "whole number"]),
        (True, TypeError, ["k: got True", "whole number"]),
        (None, TypeError, ["k: got None", "whole number"]),
    ],
)
def test_bad_numbers_of_clusters_are_refused(k, error, words):
    with pytest.raises(error) as caught:
        checked_k(k, THREE)
    for word in words:
        assert word in str(caught.value)


def test_whole_numbers_of_numpy_are_whole_numbers():
    assert type(checked_whole(np.int32(4), "n", 1)) is int
    assert type(checked_k(np.uint8(3), THREE)) is int


def test_an_unknown_name_comes_with_the_known_ones():
    with pytest.raises(ValueError, match=r"^fruit: got 'plum', wanted one of apple, pear$"):
        checked_name("plum", ["pear", "apple"], "fruit")
    assert checked_name("pear", ["pear", "apple"], "fruit") == "pear"


@pytest.mark.parametrize("value", [["pear"], {}, 3, None])
def test_what_is_no_name_is_told_like_an_unknown_one(value):
    with pytest.raises(
        (TypeError, ValueError), match=r"^fruit: got .*, wanted one of apple, pear$"
    ):
        checked_name(value, {"pear": 1, "apple": 2}, "fruit")


@pytest.mark.parametrize("rng", [None, 3, np.random, np.random.RandomState(0)])
def test_chance_must_be_a_generator(rng):
    with pytest.raises(TypeError, match=r"^rng: got .*wanted a numpy.random.Generator"):
        checked_rng(rng)


@given(
    rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60),
    at_most=st.integers(1, 10),
)
def test_distinct_rows_are_counted_up_to_the_limit(rows, at_most):
    assert distinct_count(np.array(rows, float), at_most) == min(len(set(rows)), at_most)


def test_the_two_zeros_are_one_place():
    assert distinct_count(np.array([[0.0], [-0.0]]), 2) == 1


def test_the_only_other_point_may_be_the_last():
    points = np.zeros((5000, 2))
    points[-1] = 1
    assert distinct_count(points, 3) == 2


@pytest.mark.parametrize("few", [1, 7, 60])
def test_few_distinct_rows_among_very_many(few):
    places = np.random.default_rng(few).integers(0, few, size=100_000)
    points = np.column_stack([places, -places]).astype(float)
    assert distinct_count(points, 200) == few
    assert distinct_count(points, 5) == min(few, 5)


@given(
    rows=st.lists(st.tuples(st.integers(-1, 1), st.integers(0, 2)), min_size=1, max_size=60),
    at_most=st.integers(1, 10),
    seed=st.integers(0, 99),
)
def test_the_first_distinct_rows_come_in_the_order_asked_for(rows, at_most, seed):
    points = np.array(rows, float)
    order = np.random.default_rng(seed).permutation(len(rows))
    met = list(dict.fromkeys(rows[row] for row in order))[:at_most]
    assert first_distinct(points, at_most, order).tolist() == [list(row) for row in met]


def test_rows_of_equal_keys_are_told_apart():
    """Their keys are products with weights below 1, which the largest of them swallows."""
    points = np.array([[1e17, 0.0], [1e17, 1.0]]).repeat(2000, axis=0)
    assert distinct_count(points, 3) == 2


def test_counting_tells_how_far_it_has_come_and_can_be_called_off():
    told: list[float] = []
    distinct_count(np.zeros((50_000, 2)), 2, Progress(told.append))
    assert told == sorted(told)
    assert len(told) > 2
    with pytest.raises(CancelledError):
        distinct_count(np.zeros((50_000, 2)), 2, Progress(is_wanted=lambda: False))
