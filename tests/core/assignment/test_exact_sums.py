"""Exact sums: the order of the terms and the cut into parts leave no trace."""

from fractions import Fraction
from math import fsum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_array_equal

from core import DATASETS, Points, make_points
from core.assignment.exact_sums import ExactSums, Sums, means_of, totals
from core.checks import LARGEST
from tests.core.crowds import CROWDS

ANY = st.floats(-LARGEST, LARGEST)
"""With subnormal numbers and zeros of both signs."""


@st.composite
def columns(draw: st.DrawFn) -> Points:
    """Points with one or two features, of all sizes."""
    shape = draw(st.integers(1, 30)), draw(st.integers(1, 2))
    elements = draw(st.sampled_from([ANY, st.floats(-1, 1), st.floats(-1e-300, 1e-300)]))
    return draw(hnp.arrays(np.float64, shape, elements=elements))


def summed(points: Points, labels: np.ndarray, k: int, pieces: int = 1) -> Points:
    return totals(parts_of(points, labels, k, pieces))


def parts_of(points: Points, labels: np.ndarray, k: int, pieces: int = 1) -> Sums:
    exact = ExactSums(points)
    sums = exact.none(k)
    for rows in np.array_split(np.arange(len(points)), pieces):
        exact.add(sums, list(points[rows].T), labels[rows])
    return sums


@given(points=columns(), seed=st.integers(0, 999), k=st.integers(1, 4), pieces=st.integers(1, 5))
def test_sums_are_the_true_ones_rounded_once_in_any_order_and_pieces(points, seed, k, pieces):
    rng = np.random.default_rng(seed)
    labels, order = rng.integers(k, size=len(points)), rng.permutation(len(points))
    sums = summed(points, labels, k)
    wanted = [[fsum(column) for column in points[labels == own].T] for own in range(k)]
    assert sums.tolist() == wanted
    assert summed(points[order], labels[order], k, pieces).tobytes() == sums.tobytes()


@given(points=columns())
def test_the_parts_of_a_number_add_up_to_it(points):
    exact = ExactSums(points)
    for feature, column in enumerate(points.T):
        parts = exact.cut(column, feature)
        assert len(parts) == exact.parts[feature]
        for number, *cut in zip(column.tolist(), *(part.tolist() for part in parts), strict=True):
            assert sum(map(Fraction, cut)) == Fraction(number)


@pytest.mark.parametrize("crowd", CROWDS)
def test_sums_of_many_points_are_the_true_ones_in_any_order(crowd):
    rng = np.random.default_rng(2)
    points = CROWDS[crowd](rng, 5000)
    labels, order = rng.integers(3, size=5000), rng.permutation(5000)
    sums = summed(points, labels, 3)
    assert sums.tolist() == [[fsum(c) for c in points[labels == own].T] for own in range(3)]
    assert summed(points[order], labels[order], 3, 7).tobytes() == sums.tobytes()


@pytest.mark.parametrize("shape", DATASETS)
def test_made_points_are_one_part(shape):
    """So that the sums of ten million of them cost no more than plain ones."""
    points, _ = make_points(shape, 2000)
    assert ExactSums(points).parts == (1, 1)


@pytest.mark.parametrize("n", [1, 3, 4, 1000, 2**18 + 1])
def test_as_many_of_the_largest_as_there_are_still_add_up_exactly(n):
    # The last number has every bit of its part set.
    points = np.full((n, 1), 1.0 - 2.0**-53)
    points[0] = 2.0**-53
    labels = np.zeros(n, np.intp)
    assert summed(points, labels, 1).tolist() == [[fsum(points[:, 0])]]


def test_numbers_of_one_step_are_one_part_and_of_a_wide_range_several():
    def parts(*numbers: float) -> int:
        return ExactSums(np.array(numbers).reshape(-1, 1)).parts[0]

    assert parts(0.0) == parts(1.0, -3.0, 1e7) == parts(5e-324, 1e-320) == 1
    assert parts(1.0, 2.0**-60) == 2
    assert parts(2.0**498, 5e-324) == 2
    assert parts(*(10.0**exponent for exponent in range(-300, 150, 10))) > 10


def test_each_feature_has_steps_of_its_own():
    assert ExactSums(np.array([[1.0, 1.0], [2.0, 2.0**-60]])).parts == (1, 2)


def test_cutting_leaves_the_points_alone():
    points = np.array([[1.0], [1e-20]])
    before = points.tobytes()
    sums = summed(points, np.array([0, 0]), 1)
    assert points.tobytes() == before
    assert sums.tolist() == [[1.0]]


@given(number=ANY)
def test_the_mean_of_one_point_is_that_point(number):
    points = np.array([[number], [LARGEST]])
    sums = parts_of(points, np.array([0, 1]), 2)
    assert means_of(sums, np.array([1, 1]), np.zeros((2, 1))).tolist() == points.tolist()


def test_where_there_are_no_points_the_mean_is_the_fallback():
    fallback = np.array([[7.0, 8.0], [9.0, 9.0]])
    means = means_of([[np.array([0.0, 3])], [np.array([0.0, 6])]], np.array([0, 3]), fallback)
    assert_array_equal(means, [[7, 8], [1, 2]])
    assert fallback.tolist() == [[7, 8], [9, 9]]


MEASURED = st.floats(-1e6, 1e6).map(lambda x: x if abs(x) > 1e-100 else 0.0)
"""Numbers whose products do not vanish."""


@given(st.lists(st.sampled_from([0.1, 0.3, -0.7, 1e8 + 0.1, 1e-9]) | MEASURED, min_size=1))
def test_a_mean_is_next_to_the_true_one_and_within_the_range_of_its_numbers(numbers):
    points = np.array(numbers)[:, None]
    exact = ExactSums(points)
    sums = exact.none(1)
    exact.add(sums, [points[:, 0]], np.zeros(len(points), np.intp))
    mean = float(means_of(sums, np.array([len(points)]), np.zeros((1, 1)))[0, 0])
    true = sum(map(Fraction, numbers)) / len(numbers)
    assert Fraction(np.nextafter(mean, -np.inf)) < true < Fraction(np.nextafter(mean, np.inf))
    assert min(numbers) <= mean <= max(numbers)
    if len(set(numbers)) == 1:
        assert mean == numbers[0]
