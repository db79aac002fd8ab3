"""Sizes, means, inertia and shifts, against plain loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from core import cluster_inertias, inertia, shifts, sizes
from core.kmeans.measures import is_notable, means


@st.composite
def partitions(draw):
    n, d, k = draw(st.integers(1, 20)), draw(st.integers(1, 3)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    return rng.normal(size=(n, d)), rng.normal(size=(k, d)), rng.integers(k, size=n)


@given(partitions())
def test_inertia_is_the_sum_of_squared_distances(partition):
    points, centroids, labels = partition
    naive = sum(
        (x - c) ** 2
        for point, label in zip(points.tolist(), labels.tolist(), strict=True)
        for x, c in zip(point, centroids[label].tolist(), strict=True)
    )
    assert inertia(points, centroids, labels) == pytest.approx(naive, rel=1e-12)


@given(partitions())
def test_the_shares_of_the_clusters_add_up_to_the_inertia(partition):
    points, centroids, labels = partition
    shares = cluster_inertias(*partition)
    assert shares.shape == (len(centroids),)
    assert shares.sum() == pytest.approx(inertia(*partition), rel=1e-12)
    for cluster, share in enumerate(shares):
        assert share == pytest.approx(((points[labels == cluster] - centroids[cluster]) ** 2).sum())


@given(partitions())
def test_sizes_count_every_cluster_even_the_empty(partition):
    points, centroids, labels = partition
    counts = sizes(labels, len(centroids))
    assert counts.tolist() == [labels.tolist().count(c) for c in range(len(centroids))]
    assert counts.sum() == len(points)


def test_points_without_a_cluster_do_not_count():
    assert sizes(np.array([-1, 0, -1, 2], np.int8), 3).tolist() == [1, 0, 1]
    assert sizes(np.full(4, -1, np.int8), 2).tolist() == [0, 0]


@given(partitions())
def test_the_mean_costs_less_than_any_other_place(partition):
    points, centroids, labels = partition
    best = means(points, labels, centroids)
    assert inertia(points, best, labels) <= inertia(points, centroids, labels) * (1 + 1e-12)


@given(partitions())
def test_means_are_those_of_each_cluster_and_the_empty_fall_back(partition):
    points, fallback, labels = partition
    found = means(points, labels, fallback)
    for cluster, mean in enumerate(found):
        own = points[labels == cluster]
        assert_allclose(mean, own.mean(axis=0) if len(own) else fallback[cluster], atol=1e-14)


def test_shifts_are_distances():
    before, after = np.array([[0.0, 0], [1, 1]]), np.array([[3.0, 4], [1, 1]])
    assert shifts(before, after).tolist() == [5.0, 0.0]


def test_plain_lists_will_do():
    assert inertia([[0, 0], [2, 0]], [[1, 0]], [0, 0]) == 2.0


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([0], ["labels", "(1,)", "(2,)"]),
        ([[0, 0]], ["labels", "(1, 2)", "(2,)"]),
        ([0, -1], ["labels", "-1 to 0", "0 to 1"]),
        ([0, 2], ["labels", "0 to 2", "0 to 1"]),
    ],
)
@pytest.mark.parametrize("measure", [inertia, cluster_inertias])
def test_labels_that_do_not_fit_are_refused(measure, labels, words):
    with pytest.raises(ValueError, match=r"^labels: got ") as caught:
        measure(np.zeros((2, 2)), np.zeros((2, 2)), np.array(labels))
    for word in words:
        assert word in str(caught.value)


def test_a_difference_is_notable_from_a_thousandth_on():
    assert [is_notable(x, 2.0) for x in (1.9, 2.0, 2.0019, 2.0021)] == [False, False, False, True]
    assert is_notable(1e-9, 0.0)
    assert not is_notable(0.0, 0.0)
