"""Silhouettes are those of the definition, by a plain loop, by hand and by a peer."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.metrics import silhouette_samples as peer_silhouettes

from core import Points, make_points
from core.analysis.criteria import silhouette_samples
from core.progress import CancelledError, Progress


def by_definition(points: Points, labels: list[int]) -> list[float]:
    def mean_distance(row: int, cluster: int) -> float:
        others = [i for i, label in enumerate(labels) if label == cluster and i != row]
        return sum(float(np.hypot(*(points[row] - points[i]))) for i in others) / len(others)

    found = []
    for row, own in enumerate(labels):
        if labels.count(own) == 1:
            found.append(0.0)
            continue
        a = mean_distance(row, own)
        b = min(mean_distance(row, cluster) for cluster in set(labels) - {own})
        found.append((b - a) / max(a, b) if max(a, b) else 0.0)
    return found


@given(
    n=st.integers(3, 40), k=st.integers(2, 6), seed=st.integers(0, 10_000), lattice=st.booleans()
)
def test_every_point_by_the_definition(n, k, seed, lattice):
    rng = np.random.default_rng(seed)
    points = rng.integers(-2, 3, (n, 2)).astype(float) if lattice else rng.normal(size=(n, 2))
    labels = rng.integers(k, size=n)
    labels[:2] = 0, 1
    assert_allclose(
        silhouette_samples(points, labels), by_definition(points, labels.tolist()), atol=1e-13
    )


def test_four_points_by_hand():
    found = silhouette_samples([[0.0], [2.0], [10.0], [14.0]], [0, 0, 1, 1])
    # a, b: 2, 12 · 2, 10 · 4, 9 · 4, 13
    assert_allclose(found, [10 / 12, 8 / 10, 5 / 9, 9 / 13], rtol=1e-15)


@pytest.mark.parametrize("k", [2, 5, 10])
def test_a_peer_agrees_on_many_points(k):
    points, truth = make_points("blobs", 2000, clusters=k, spread=0.3, seed=k)
    found, theirs = silhouette_samples(points, truth), peer_silhouettes(points, truth)
    assert_allclose(found, theirs, rtol=0, atol=1e-7)
    assert found.mean() == pytest.approx(theirs.mean(), rel=1e-9)


def test_digits_are_kept_far_from_the_origin():
    points, truth = make_points("blobs", 300, clusters=3, seed=1)
    near = silhouette_samples(points, truth)
    assert_allclose(silhouette_samples(points + 2.0**24, truth), near, rtol=0, atol=1e-12)


def test_the_numbers_of_clusters_do_not_matter():
    points, truth = make_points("blobs", 400, clusters=4, spread=0.3, seed=2)
    renamed = np.array([7, 3, 0, 12])[truth]
    assert_array_equal(silhouette_samples(points, truth), silhouette_samples(points, renamed))


def test_a_cluster_of_one_has_0_and_so_have_points_that_coincide():
    assert_array_equal(silhouette_samples([[0.0, 0], [1, 0], [2, 0]], [0, 1, 2]), [0, 0, 0])
    assert_array_equal(silhouette_samples([[1.0, 1]] * 4, [0, 0, 1, 1]), [0, 0, 0, 0])


def test_one_cluster_has_no_silhouette():
    assert np.isnan(silhouette_samples([[0.0, 0], [1, 1]], [0, 0])).all()


def test_memory_is_far_below_that_of_all_pairs():
    points, truth = make_points("blobs", 6000, clusters=2, seed=3)
    tracemalloc.start()
    silhouette_samples(points, truth)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 << 20  # a matrix of all pairs has 288 MB


def test_it_can_be_cancelled():
    points, truth = make_points("blobs", 600, clusters=2, seed=3)
    with pytest.raises(CancelledError):
        silhouette_samples(points, truth, Progress(is_wanted=lambda: False))


@pytest.mark.parametrize(
    ("labels", "error"), [([0, 1], ValueError), ([0.0, 1, 1], TypeError), ([0, -1, 1], ValueError)]
)
def test_bad_labels_are_named(labels, error):
    with pytest.raises(error, match="labels"):
        silhouette_samples([[0.0], [1.0], [2.0]], labels)
