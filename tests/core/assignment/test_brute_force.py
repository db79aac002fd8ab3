"""Brute force, the reference of every index: plain sums over all points."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_almost_equal_nulp, assert_array_equal

from core import Labels, PointIndex, Points
from core.assignment.assigner import Assigner
from core.assignment.brute_force import BruteForce, squared_to_own
from core.assignment.nearest import nearest
from core.assignment.row_order import InRowOrder
from core.blocks import BLOCK


@st.composite
def partitions(draw: st.DrawFn) -> tuple[Points, Labels, int]:
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, k = draw(st.integers(1, 40)), draw(st.integers(1, 6))
    points = rng.normal(size=(n, draw(st.integers(1, 4)))) + draw(st.sampled_from([0.0, 1e7]))
    return points, rng.integers(k, size=n).astype(np.int8), k


@given(partition=partitions())
def test_sizes_means_and_inertias_are_plain_sums_over_each_cluster(partition):
    points, labels, k = partition
    fallback = np.full((k, points.shape[1]), -7.0)
    answers = BruteForce(points)
    means = answers.means(labels, fallback)
    sizes, inertias = answers.sizes(labels, k), answers.inertias(labels, means)
    for cluster in range(k):
        own = points[labels == cluster]
        assert sizes[cluster] == len(own)
        if not len(own):
            assert means[cluster].tolist() == [-7.0] * own.shape[1]
            continue
        # One of the two floats next to the exact mean.
        wanted = [float(sum(map(Fraction, column.tolist())) / len(own)) for column in own.T]
        assert_array_almost_equal_nulp(means[cluster], np.array(wanted), 1)
        assert_allclose(inertias[cluster], np.square(own - means[cluster]).sum(), rtol=1e-13)
    assert (fallback == -7.0).all()


@given(partition=partitions(), seed=st.integers(0, 99))
def test_means_depend_on_no_order_of_the_points(partition, seed):
    points, labels, k = partition
    order = np.random.default_rng(seed).permutation(len(points))
    fallback = np.zeros((k, points.shape[1]))
    one = BruteForce(points).means(labels, fallback)
    assert BruteForce(points[order]).means(labels[order], fallback).tobytes() == one.tobytes()


@pytest.mark.parametrize("n", [BLOCK, BLOCK + 1, 2 * BLOCK + 7])
def test_blocks_leave_no_seam(n):
    rng = np.random.default_rng(n)
    points, labels = rng.integers(-9, 10, (n, 2)).astype(float), rng.integers(3, size=n)
    answers, centroids = BruteForce(points), np.array([[0.0, 0], [1, 1], [-2, 3]])
    squared = np.square(points - centroids[labels]).sum(axis=1)
    assert_array_equal(squared_to_own(points, labels, centroids), squared)
    assert_array_equal(answers.sizes(labels, 3), np.bincount(labels))
    assert_array_equal(answers.inertias(labels, centroids), np.bincount(labels, squared))
    sums = np.column_stack([np.bincount(labels, column) for column in points.T])
    assert_array_equal(answers.means(labels, centroids), sums / np.bincount(labels)[:, None])
    assert_array_equal(answers.nearest(centroids), nearest(points, centroids), strict=True)


def test_everything_that_answers_is_an_assigner():
    points = np.random.default_rng(0).random((10, 2))
    index = PointIndex(points)
    for answers in (BruteForce(points), index, InRowOrder(points, index)):
        assert isinstance(answers, Assigner)
    assert not isinstance(points, Assigner)
    assert BruteForce(points).points is points
