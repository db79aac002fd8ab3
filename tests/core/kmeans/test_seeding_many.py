"""Many starts are those of the seeders, to the bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import DATASETS, SEEDERS, Points, make_points
from core.assignment.brute_force import BruteForce
from core.assignment.row_order import assigner_of
from core.blocks import CACHED_BLOCK
from core.checks import TooManyClustersError
from core.kmeans import seeding_many
from core.kmeans.seeding_many import ManyStarts, starts_of_sets
from core.progress import CancelledError, Progress
from core.randomness import STARTS, generator

EVERY_SEEDER = pytest.mark.parametrize("name", SEEDERS)


def check(name: str, points: Points, k: int, seeds: range) -> None:
    found = ManyStarts(assigner_of(points), k).of(name, seeds)
    wanted = [SEEDERS[name](points, k, generator(seed, STARTS)) for seed in seeds]
    assert found.tobytes() == np.array(wanted).tobytes()


@EVERY_SEEDER
@pytest.mark.parametrize("shape", DATASETS)
def test_starts_are_those_of_the_seeder(name, shape):
    points = make_points(shape, 120, seed=2)[0]
    for k in (1, 2, 7):
        check(name, points, k, range(30))


@EVERY_SEEDER
@given(seed=st.integers(0, 10**6), n=st.integers(1, 30), d=st.integers(1, 3))
@settings(max_examples=40)
def test_starts_among_duplicates(name, seed, n, d):
    rng = np.random.default_rng(seed)
    points = rng.integers(-1, 2, size=(n, d)).astype(float)
    points[rng.integers(n)] = -0.0
    k = int(rng.integers(1, len(np.unique(points, axis=0)), endpoint=True))
    check(name, points, k, range(seed, seed + 8))


@EVERY_SEEDER
def test_starts_where_most_distances_vanish(name):
    points = np.zeros((40, 2))
    points[30:] = np.arange(20).reshape(10, 2) * 1e-170
    points[35] = 1.0
    check(name, points, 2, range(40))


def test_distances_that_all_vanish_are_refused_as_the_seeder_does():
    points = np.arange(20).reshape(10, 2) * 1e-170
    with pytest.raises(ValueError, match="vanish"):
        SEEDERS["kmeans++"](points, 3, generator(0, STARTS))
    with pytest.raises(ValueError, match="vanish"):
        ManyStarts(BruteForce(points), 3).of("kmeans++", range(5))


@EVERY_SEEDER
@pytest.mark.parametrize("n", [CACHED_BLOCK, CACHED_BLOCK + 1, 25_000])
def test_starts_among_many_points(name, n):
    points = np.random.default_rng(n).normal(size=(n, 2))
    check(name, points, 4, range(3))


def test_too_many_clusters_are_refused():
    with pytest.raises(TooManyClustersError):
        ManyStarts(BruteForce(np.zeros((5, 2))), 2)


def test_seeding_many_can_be_called_off():
    starts = ManyStarts(BruteForce(make_points("blobs", 100)[0]), 4)
    with pytest.raises(CancelledError):
        starts.of("kmeans++", range(10), Progress(is_wanted=lambda: False))


# Several sets at once


@EVERY_SEEDER
@pytest.mark.parametrize("sizes", [[90] * 5, [90, 80, 90], [1]])
@pytest.mark.parametrize("d", [1, 2, 3])
def test_starts_of_sets_are_those_of_the_seeder(name, sizes, d, monkeypatch):
    monkeypatch.setattr(seeding_many, "SETS_TOGETHER", 900)
    rng = np.random.default_rng(1)
    sets = [rng.integers(-20, 20, size=(n, d)).astype(float) for n in sizes]
    k = min(4, min(len(np.unique(points, axis=0)) for points in sets))
    seeds = [range(10 * place, 10 * place + 4) for place in range(len(sets))]
    found = starts_of_sets([BruteForce(points) for points in sets], k, name, seeds)
    for starts, points, own in zip(found, sets, seeds, strict=True):
        wanted = [SEEDERS[name](points, k, generator(seed, STARTS)) for seed in own]
        assert starts.tobytes() == np.array(wanted).tobytes()


def test_a_set_with_too_few_distinct_points_is_told():
    sets = [BruteForce(np.eye(3)), BruteForce(np.zeros((3, 3)))]
    with pytest.raises(TooManyClustersError):
        starts_of_sets(sets, 2, "kmeans++", [[1], [2]])
