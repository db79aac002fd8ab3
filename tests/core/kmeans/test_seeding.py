"""Starting centroids: what every seeder promises, and each one's own law."""

from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from core import SEEDERS, Points, lloyd
from core.assignment.brute_force import BruteForce
from core.blocks import CACHED_BLOCK
from core.kmeans.seeding_many import ManyStarts
from core.progress import CancelledError, Progress

EVERY_SEEDER = pytest.mark.parametrize("name", SEEDERS)
ON_DATA_POINTS = pytest.mark.parametrize("name", ["random-points", "kmeans++", "farthest-first"])
FIRST = pytest.mark.parametrize("seed", range(5))


def cloud(n: int = 80, d: int = 2) -> Points:
    return np.random.default_rng(n + d).normal(size=(n, d))


def rows_of(points: Points) -> set[tuple[float, ...]]:
    return {tuple(row) for row in points.tolist()}


@EVERY_SEEDER
@pytest.mark.parametrize("d", [1, 2, 3, 7])
def test_the_starts_have_a_row_a_cluster(name, d):
    for k in (1, 2, 9):
        starts = SEEDERS[name](cloud(d=d), k, np.random.default_rng(0))
        assert starts.shape == (k, d)
        assert starts.dtype == np.float64
        assert np.isfinite(starts).all()


@EVERY_SEEDER
@FIRST
def test_the_same_seed_gives_the_same_starts(name, seed):
    one, other = (SEEDERS[name](cloud(), 6, np.random.default_rng(seed)) for _ in range(2))
    assert_array_equal(one, other)


@EVERY_SEEDER
def test_other_seeds_give_other_starts(name):
    found = {SEEDERS[name](cloud(), 4, np.random.default_rng(seed)).tobytes() for seed in range(9)}
    assert len(found) > 5


@EVERY_SEEDER
def test_the_global_generator_is_left_alone(name):
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    SEEDERS[name](cloud(), 6, np.random.default_rng(0))
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


@EVERY_SEEDER
def test_the_points_stay_as_they_are_and_the_starts_are_the_callers_own(name):
    points = cloud()
    before = points.tobytes()
    starts = SEEDERS[name](points, 6, np.random.default_rng(0))
    assert not np.shares_memory(starts, points)
    starts[:] = 0
    assert points.tobytes() == before


@EVERY_SEEDER
@given(seed=st.integers(0, 10**6), n=st.integers(1, 12))
def test_distinct_starts_among_duplicates_and_up_to_every_distinct_point(name, seed, n):
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 3, size=(n, 2)).astype(float)
    k = int(rng.integers(1, len(rows_of(points)), endpoint=True))
    starts = SEEDERS[name](points, k, rng)
    if name != "random-partition":  # whose means may well fall together
        assert len(rows_of(starts)) == k
    assert (starts >= points.min(axis=0)).all()
    assert (starts <= points.max(axis=0)).all()


@ON_DATA_POINTS
@FIRST
def test_starts_are_data_points_where_that_is_promised(name, seed):
    starts = SEEDERS[name](cloud(), 10, np.random.default_rng(seed))
    assert rows_of(starts) <= rows_of(cloud())


@ON_DATA_POINTS
def test_as_many_clusters_as_points_takes_them_all(name):
    starts = SEEDERS[name](cloud(12), 12, np.random.default_rng(4))
    assert rows_of(starts) == rows_of(cloud(12))


# Random points


def test_random_points_takes_every_choice_equally_often():
    points = np.array([[0.0], [1], [5], [6]])
    expected = dict.fromkeys(permutations([0.0, 1, 5, 6], 2), 1 / 12)
    check_frequencies("random-points", points, 2, expected)


# k-means++


def test_kmeans_plus_plus_draws_in_proportion_to_the_squared_distance():
    points = np.array([[0.0], [1], [3], [7]])
    check_frequencies("kmeans++", points, 3, chances_of_kmeans_plus_plus([0.0, 1, 3, 7], 3))


def test_kmeans_plus_plus_counts_a_double_point_twice():
    points = np.array([[0.0], [0], [1], [3]])
    check_frequencies("kmeans++", points, 2, chances_of_kmeans_plus_plus([0.0, 0, 1, 3], 2))


def chances_of_kmeans_plus_plus(line: list[float], k: int) -> dict[tuple[float, ...], float]:
    """The exact probability of every sequence of starts, by going through all of them."""
    found: dict[tuple[float, ...], float] = {(): 1.0}
    for _ in range(k):
        longer: Counter[tuple[float, ...]] = Counter()
        for chosen, chance in found.items():
            weights = [min(((x - c) ** 2 for c in chosen), default=1.0) for x in line]
            for x, weight in zip(line, weights, strict=True):
                longer[*chosen, x] += chance * weight / sum(weights)
        found = {chosen: chance for chosen, chance in longer.items() if chance > 0}
    return found


def check_frequencies(
    name: str, points: Points, k: int, expected: dict[tuple[float, ...], float], draws: int = 4000
) -> None:
    rng = np.random.default_rng(20)
    seen = Counter(tuple(SEEDERS[name](points, k, rng)[:, 0].tolist()) for _ in range(draws))
    assert sum(expected.values()) == pytest.approx(1.0)
    assert set(seen) <= set(expected)
    chi_squared = sum(
        (seen[choice] - draws * chance) ** 2 / (draws * chance)
        for choice, chance in expected.items()
    )
    freedom = len(expected) - 1
    # Mean and variance of chi-squared are f and 2 f; four standard deviations are never reached.
    assert chi_squared < freedom + 4 * np.sqrt(2 * freedom)


def test_kmeans_plus_plus_never_draws_a_place_twice_however_close_the_points():
    points = np.array([[0.0], [1e-9], [1e9]])
    for seed in range(30):
        starts = SEEDERS["kmeans++"](points, 3, np.random.default_rng(seed))
        assert rows_of(starts) == rows_of(points)


# Farthest first


@given(seed=st.integers(0, 10**6), n=st.integers(1, 20), lattice=st.booleans())
def test_farthest_first_is_the_naive_walk(seed, n, lattice):
    rng = np.random.default_rng(seed)
    points = rng.integers(-3, 4, size=(n, 2)).astype(float) if lattice else rng.normal(size=(n, 2))
    k = min(6, len(rows_of(points)))
    starts = SEEDERS["farthest-first"](points, k, rng).tolist()
    rows = points.tolist()
    assert starts[0] in rows
    for count in range(1, k):
        gaps = [min((x - a) ** 2 + (y - b) ** 2 for a, b in starts[:count]) for x, y in rows]
        assert starts[count] == rows[gaps.index(max(gaps))]


def test_farthest_first_always_takes_the_outlier():
    points = np.vstack([cloud(60), [[90.0, 90.0]]])
    for seed in range(20):
        starts = SEEDERS["farthest-first"](points, 2, np.random.default_rng(seed))
        assert [90, 90] in starts.tolist()


# Random partition and random box


@FIRST
def test_no_group_of_a_random_partition_is_empty(seed):
    far = cloud(12) + 1000.0  # the mean of nothing would be 0
    for k in (1, 6, 11, 12):
        assert SEEDERS["random-partition"](far, k, np.random.default_rng(seed)).min() > 900


@FIRST
def test_a_random_partition_into_single_points_is_the_points(seed):
    starts = SEEDERS["random-partition"](cloud(9), 9, np.random.default_rng(seed))
    assert rows_of(starts) == rows_of(cloud(9))


def test_a_random_partition_starts_near_the_middle():
    starts = SEEDERS["random-partition"](cloud(2000), 5, np.random.default_rng(0))
    assert np.abs(starts - cloud(2000).mean(axis=0)).max() < 0.3


def test_a_random_box_covers_the_bounding_box():
    points = np.array([[-1.0, 10.0], [3.0, 14.0], [0.0, 12.0]])
    starts = np.vstack(
        [SEEDERS["random-box"](points, 3, np.random.default_rng(s)) for s in range(400)]
    )
    assert starts.min(axis=0) == pytest.approx([-1, 10], abs=0.1)
    assert starts.max(axis=0) == pytest.approx([3, 14], abs=0.1)
    assert starts.mean(axis=0) == pytest.approx([1, 12], abs=0.15)
    assert not rows_of(starts) & rows_of(points)


# Wrong arguments


@EVERY_SEEDER
@pytest.mark.parametrize(
    ("points", "k", "rng", "error", "words"),
    [
        ([[0.0, 0], [0, 0], [1, 1]], 3, 0, ValueError, ["k: got 3", "2 distinct points"]),
        ([[0.0, 0]], 0, 0, ValueError, ["k: got 0", "at least 1"]),
        ([[0.0, 0]], 1.0, 0, TypeError, ["k: got 1.0", "whole number"]),
        ([[np.nan, 0]], 1, 0, ValueError, ["points", "nan", "row 0"]),
        ([0.0, 1], 1, 0, ValueError, ["points", "(2,)"]),
        (5, 1, 0, TypeError, ["points", "5"]),
        ([[0.0, 0]], 1, None, TypeError, ["rng", "None", "Generator"]),
    ],
)
def test_a_wrong_argument_is_named(name, points, k, rng, error, words):
    chance = None if rng is None else np.random.default_rng(rng)
    with pytest.raises(error) as caught:
        SEEDERS[name](points, k, chance)
    for word in words:
        assert word in str(caught.value)


# Many points, block by block


def many(seed: int = 0) -> Points:
    """More than two blocks, in an order that lets whole blocks be passed over."""
    points = np.random.default_rng(seed).normal(size=(2 * CACHED_BLOCK + 100, 2)).round(3)
    return points[np.lexsort(points.round().T)]


def squared_to_nearest(points: Points, starts: Points) -> Points:
    return np.min([((points - start) ** 2).sum(axis=1) for start in starts], axis=0)


@FIRST
def test_farthest_first_finds_the_first_of_the_farthest_in_any_block(seed):
    points = many(seed)
    starts = SEEDERS["farthest-first"](points, 12, np.random.default_rng(seed))
    for count in range(1, 12):
        row = squared_to_nearest(points, starts[:count]).argmax()
        assert starts[count].tolist() == points[row].tolist()


@FIRST
def test_kmeans_plus_plus_draws_from_the_same_chances_in_blocks(seed):
    points, rng = many(seed), np.random.default_rng(seed)
    starts = SEEDERS["kmeans++"](points, 12, np.random.default_rng(seed))
    assert starts[0].tolist() == points[rng.integers(len(points))].tolist()
    for count in range(1, 12):
        chances = np.cumsum(squared_to_nearest(points, starts[:count]))
        row = int(np.searchsorted(chances, rng.random() * chances[-1], side="right"))
        # Sums taken in another order may point to a neighbour.
        assert starts[count].tolist() in points[max(row - 1, 0) : row + 2].tolist()


def test_distinct_starts_among_very_many_equal_points():
    points = np.zeros((3 * CACHED_BLOCK, 2))
    points[[5, CACHED_BLOCK + 5, -1]] = [[1, 0], [0, 1], [1, 1]]
    for name in set(SEEDERS) - {"random-partition"}:
        assert len(rows_of(SEEDERS[name](points, 4, np.random.default_rng(0)))) == 4
    with pytest.raises(ValueError, match="4 distinct points"):
        SEEDERS["random-points"](points, 5, np.random.default_rng(0))


@EVERY_SEEDER
def test_seeding_tells_how_far_it_has_come_and_can_be_called_off(name):
    told: list[float] = []
    SEEDERS[name](many(), 3, np.random.default_rng(0), Progress(told.append))
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(CancelledError):
        SEEDERS[name](many(), 3, np.random.default_rng(0), Progress(is_wanted=lambda: False))


@pytest.mark.parametrize("spacing", [1e-320, 1e-200, 1e-163, 3e-162, 1e-151])
def test_points_whose_distances_vanish_are_refused_by_all(spacing):
    points = np.arange(4.0)[:, None] * spacing
    for seeder in SEEDERS.values():
        with pytest.raises(ValueError, match=r"^points: got some less than 1e-150 apart"):
            seeder(points, 4, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"^points: got some less than 1e-150 apart"):
        lloyd(points, points)
    with pytest.raises(ValueError, match=r"^points: got some less than 1e-150 apart"):
        ManyStarts(BruteForce(points), 4)


@pytest.mark.parametrize("name", SEEDERS)
def test_points_that_can_just_be_told_apart_are_clustered(name):
    points = np.arange(4.0)[:, None] * 1e-149
    starts = SEEDERS[name](points, 4, np.random.default_rng(0))
    *_, last = lloyd(points, starts)
    assert last.emptied == ()
    assert len(np.unique(last.centroids)) == 4
