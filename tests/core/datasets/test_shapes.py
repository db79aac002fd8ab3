"""Point makers: their shapes, their chance, and what each one is about."""

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from core import DATASETS, Points, Recipe, make_points
from core.datasets.making import DRAWN_AT_ONCE, LATTICE
from core.datasets.shapes import ARTICLE_SPREAD
from core.progress import CancelledError, Progress
from core.runs.data import make_data
from core.runs.recipe_limits import LIMITS

EVERY_SHAPE = pytest.mark.parametrize("name", DATASETS)
GROUPS = {
    "uniform": None,
    "grid": None,
    "moons": 2,
    "rings": 2,
    "smiley": 4,
} | dict.fromkeys(
    ["blobs", "gaussian", "ring-of-blobs", "unequal-spread", "unequal-size", "anisotropic"], 6
)
KEEP_THEIR_FIRST_POINTS = pytest.mark.parametrize(
    "name", ["blobs", "uniform", "ring-of-blobs", "unequal-spread", "unequal-size", "anisotropic"]
)


def distance_to_centres(points: Points, truth: np.ndarray) -> tuple[Points, Points]:
    """The mean of every group, and of every point the way from its own."""
    centres = np.array([points[truth == group].mean(axis=0) for group in range(truth.max() + 1)])
    return centres, points - centres[truth]


def test_the_tests_know_every_shape():
    assert set(GROUPS) == set(DATASETS)


@EVERY_SHAPE
@pytest.mark.parametrize("n", [1, 2, 7, 500])
def test_points_are_n_rows_in_the_plane(name, n):
    points, truth = make_points(name, n, clusters=6)
    assert points.shape == (n, 2)
    assert points.dtype == np.float64
    assert np.isfinite(points).all()
    assert truth is None or truth.shape == (n,)


@EVERY_SHAPE
def test_true_labels_count_the_groups(name):
    _, truth = make_points(name, 500, clusters=6)
    if GROUPS[name] is None:
        assert truth is None
    else:
        assert set(truth.tolist()) == set(range(GROUPS[name]))


@EVERY_SHAPE
def test_the_same_seed_gives_the_same_points(name):
    one, other = (make_points(name, 90, clusters=4, spread=0.2, seed=6) for _ in range(2))
    assert_array_equal(one[0], other[0])
    assert (one[1] is None) == (other[1] is None)
    if one[1] is not None:
        assert_array_equal(one[1], other[1])


@EVERY_SHAPE
def test_another_seed_gives_other_points(name):
    one, other = (make_points(name, 90, seed=seed)[0] for seed in (0, 1))
    assert np.array_equal(one, other) == (name == "grid")


@EVERY_SHAPE
def test_the_choices_a_shape_does_not_use_change_nothing(name):
    plain = make_points(name, 200, clusters=3, spread=0.1)[0]
    same_clusters = np.array_equal(plain, make_points(name, 200, clusters=4, spread=0.1)[0])
    same_spread = np.array_equal(plain, make_points(name, 200, clusters=3, spread=0.2)[0])
    assert same_clusters == (not DATASETS[name].uses_clusters)
    assert same_spread == (not DATASETS[name].uses_spread)


@EVERY_SHAPE
def test_the_global_generator_is_left_alone(name):
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    make_points(name, 50)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def corners():
    """Every limit of blobs and spread that a shape uses: the others change nothing, see above."""
    for name, dataset in DATASETS.items():
        blobs = LIMITS["blobs"] if dataset.uses_clusters else LIMITS["blobs"][:1]
        spreads = LIMITS["spread"] if dataset.uses_spread else LIMITS["spread"][:1]
        yield from product([name], blobs, spreads)


@pytest.mark.parametrize("n", LIMITS["n"])
@pytest.mark.parametrize(("name", "blobs", "spread"), list(corners()))
def test_every_limit_of_a_recipe_can_be_made(name, n, blobs, spread):
    points, _ = make_points(name, n, clusters=blobs, spread=spread)
    assert points.shape == (n, 2)
    assert np.abs(points).max() < 10


@EVERY_SHAPE
@pytest.mark.parametrize("n", LIMITS["n"])
def test_as_many_points_as_a_recipe_may_have_are_made_with_their_index(name, n):
    data = make_data(Recipe(shape=name, n=n, blobs=LIMITS["blobs"][1], spread=0.5, k=1))
    assert data.points.shape == (n, 2)
    assert not data.points.flags.writeable


@KEEP_THEIR_FIRST_POINTS
def test_a_larger_n_keeps_the_first_points(name):
    many, groups = make_points(name, 400, clusters=5)
    few, first = make_points(name, 123, clusters=5)
    assert_array_equal(many[:123], few)
    if groups is not None:
        assert_array_equal(groups[:123], first)


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "gaussian"])
def test_a_larger_spread_moves_the_same_points_outwards(name):
    places = [make_points(name, 300, spread=spread)[0] for spread in (0.1, 0.2, 0.3)]
    assert_allclose(places[2] - places[1], places[1] - places[0], atol=3 * LATTICE)


@KEEP_THEIR_FIRST_POINTS
def test_a_block_more_changes_nothing_before_it(name):
    many, groups = make_points(name, DRAWN_AT_ONCE + 5, clusters=7)
    few, first = make_points(name, DRAWN_AT_ONCE, clusters=7)
    assert_array_equal(many[:DRAWN_AT_ONCE], few)
    if groups is not None:
        assert_array_equal(groups[:DRAWN_AT_ONCE], first)


@EVERY_SHAPE
def test_groups_go_on_from_block_to_block(name):
    points, truth = make_points(name, 2 * DRAWN_AT_ONCE + 100, clusters=6)
    assert np.isfinite(points).all()
    if name not in ("uniform", "grid", "unequal-size"):
        cycle = [0, 0, 0, 1, 1, 2, 3] if name == "smiley" else range(GROUPS[name])
        assert_array_equal(truth, np.resize(cycle, len(truth)))


@EVERY_SHAPE
@pytest.mark.parametrize("n", [10_000, DRAWN_AT_ONCE + 1])
def test_sums_of_coordinates_are_exact_in_any_order(name, n):
    points, _ = make_points(name, n, spread=0.3)
    steps = points / LATTICE
    assert_array_equal(steps, np.rint(steps))
    forward, backward = np.cumsum(points, axis=0)[-1], np.cumsum(points[::-1], axis=0)[-1]
    assert_array_equal(forward, backward)
    exact = sum(int(step) for step in steps[:, 0].tolist())
    assert forward[0] == exact * LATTICE


@pytest.mark.parametrize(("clusters", "dtype"), [(1, np.int8), (128, np.int8), (129, np.int16)])
def test_groups_are_kept_in_the_smallest_whole_numbers(clusters, dtype):
    _, truth = make_points("ring-of-blobs", 300, clusters=clusters)
    assert truth.dtype == dtype
    assert set(truth.tolist()) == set(range(clusters))


@EVERY_SHAPE
def test_making_tells_how_far_it_has_come(name):
    told: list[float] = []
    make_points(name, 3 * DRAWN_AT_ONCE, clusters=4, progress=Progress(told.append))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) >= 4


@pytest.mark.parametrize("calls", [0, 1, 5, 300])
def test_making_can_be_called_off(calls):
    wanted = iter([True] * calls)
    progress = Progress(is_wanted=lambda: next(wanted, False))
    with pytest.raises(CancelledError):
        make_points("gaussian", 10_000, clusters=2, spread=10.0, seed=1, progress=progress)
    with pytest.raises(CancelledError):
        make_points("blobs", 10, clusters=1000, progress=progress)


def test_uniform_fills_the_square():
    points, _ = make_points("uniform", 20_000)
    assert np.abs(points).max() <= 1
    assert_allclose(points.min(axis=0), -1, atol=0.01)
    assert_allclose(points.max(axis=0), 1, atol=0.01)
    counts, _, _ = np.histogram2d(*points.T, bins=4, range=[[-1, 1]] * 2)
    assert (((counts - 1250) ** 2) / 1250).sum() < 15 + 4 * np.sqrt(30)


@pytest.mark.parametrize("spread", [0.01, 0.10, 0.50])
@pytest.mark.parametrize("seed", range(3))
def test_gaussian_stays_inside_the_open_square(spread, seed):
    points, _ = make_points("gaussian", 3000, clusters=3, spread=spread, seed=seed)
    assert np.abs(points).max() < 1


def test_gaussian_clusters_have_equal_shares():
    _, truth = make_points("gaussian", 305, clusters=10)
    assert set(np.bincount(truth).tolist()) == {30, 31}


@pytest.mark.parametrize(
    ("spread", "below", "central"),
    [(ARTICLE_SPREAD, 0.17, 0.5), (ARTICLE_SPREAD / 10, 0.05, 0.75)],
)
def test_gaussian_sigmas_are_uniform_as_in_the_article(spread, below, central):
    """On [0.05, 0.5] at the default: seen on clusters so small and central that none is cut."""
    points, truth = make_points("gaussian", 160_000, clusters=1600, spread=spread, seed=1)
    centres, ways = distance_to_centres(points, truth)
    sigmas = np.sqrt(np.bincount(truth, (ways**2).sum(axis=1)) / np.bincount(truth) / 2)
    whole = np.sort(sigmas[(np.abs(centres).max(axis=1) < central) & (sigmas < below)])
    least, greatest = 0.5 * spread, min(below, 5 * spread)
    chance = central**2 * (greatest - least) / (4.5 * spread)
    assert len(whole) == pytest.approx(1600 * chance, rel=0.3)
    steps = np.arange(len(whole)) / len(whole)
    # Kolmogorov and Smirnov: beyond this once in a hundred draws.
    assert np.abs((whole - least) / (greatest - least) - steps).max() < 1.63 / np.sqrt(len(whole))


def test_gaussian_centres_are_uniform_on_the_square():
    points, truth = make_points("gaussian", 40_000, clusters=2000, spread=0.001)
    centres, _ = distance_to_centres(points, truth)
    assert_allclose(centres.mean(axis=0), 0, atol=0.06)
    assert_allclose(centres.var(axis=0), 1 / 3, atol=0.03)


def test_gaussian_scales_its_sigmas_with_the_spread():
    def sigmas(spread: float) -> Points:
        points, truth = make_points("gaussian", 4000, clusters=20, spread=spread, seed=3)
        centres, ways = distance_to_centres(points, truth)
        return ways.std(axis=0)[np.abs(centres).max(axis=0) < 2]

    assert_allclose(sigmas(0.004), 2 * sigmas(0.002), rtol=0.02)


def test_the_spread_of_the_article_is_the_default_everywhere():
    assert Recipe().spread == ARTICLE_SPREAD == 0.10
    assert_array_equal(make_points("gaussian", 50)[0], make_points("gaussian", 50, spread=0.1)[0])


@pytest.mark.parametrize("name", ["blobs", "ring-of-blobs", "unequal-size"])
@pytest.mark.parametrize("spread", [0.03, 0.10, 0.40])
def test_the_sd_of_a_blob_is_the_spread(name, spread):
    points, truth = make_points(name, 9000, clusters=5, spread=spread)
    _, ways = distance_to_centres(points, truth)
    assert_allclose(ways.std(axis=0), spread, rtol=0.03)


def test_unequal_spread_has_three_sizes_of_blob():
    points, truth = make_points("unequal-spread", 9000, clusters=3, spread=0.1)
    _, ways = distance_to_centres(points, truth)
    found = [ways[truth == group].std() for group in range(3)]
    assert_allclose(found, [0.10, 0.25, 0.05], rtol=0.05)


@pytest.mark.parametrize(("n", "clusters"), [(100, 2), (1000, 5), (10_000, 20)])
def test_unequal_size_falls_geometrically_to_a_fiftieth(n, clusters):
    _, truth = make_points("unequal-size", n, clusters=clusters)
    weights = np.geomspace(1, 0.02, clusters)
    shares = np.bincount(truth, minlength=clusters)
    assert_allclose(shares, n * weights / weights.sum(), atol=3)


def test_ring_of_blobs_has_its_centres_on_a_circle():
    points, truth = make_points("ring-of-blobs", 5000, clusters=7, spread=0.01)
    centres, _ = distance_to_centres(points, truth)
    assert_allclose(np.hypot(*centres.T), 0.8, atol=0.005)
    gaps = np.diff(np.unwrap(np.arctan2(centres[:, 1], centres[:, 0])))
    assert_allclose(gaps, 2 * np.pi / 7, atol=0.01)


def test_anisotropic_blobs_are_long_in_one_common_direction():
    points, truth = make_points("anisotropic", 6000, clusters=3)
    for group in range(3):
        narrow, wide = np.sqrt(np.linalg.eigvalsh(np.cov(points[truth == group].T)))
        assert wide / narrow > 4


def test_two_rings_and_two_moons_lie_where_they_should():
    points, truth = make_points("rings", 2000, spread=0.01)
    assert_allclose(np.hypot(*points.T), np.where(truth == 0, 0.85, 0.4), atol=0.02)
    points, truth = make_points("moons", 2000, spread=0.01)
    middle = np.where(truth[:, None] == 0, [[-0.31, -0.155]], [[0.31, 0.155]])
    assert_allclose(np.hypot(*(points - middle).T), 0.62, atol=0.03)
    assert (points[truth == 0, 1].mean(), points[truth == 1, 1].mean()) == (
        pytest.approx(0.24, abs=0.03),
        pytest.approx(-0.24, abs=0.03),
    )


def test_the_grid_is_a_square_lattice_centred_on_the_origin():
    points, _ = make_points("grid", 25)
    steps = [-0.8, -0.4, 0.0, 0.4, 0.8]
    assert_allclose(points, [[x, y] for y in steps for x in steps], atol=2 * LATTICE)
    assert len(np.unique(np.diff(points[:5, 0]))) == 1
    assert len(np.unique(make_points("grid", 10_000)[0], axis=0)) == 10_000


def test_blobs_keep_away_from_each_other():
    for seed in range(20):
        points, truth = make_points("blobs", 60, clusters=5, spread=0.001, seed=seed)
        centres, _ = distance_to_centres(points, truth)
        gaps = np.hypot(*(centres[:, None] - centres).transpose(2, 0, 1))
        assert gaps[~np.eye(5, dtype=bool)].min() > 0.4
        assert np.abs(centres).max() < 0.81


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"name": "blob"}, ValueError, ["name", "'blob'", *DATASETS]),
        ({"name": 3}, TypeError, ["name", "3", "blobs"]),
        ({"n": 0}, ValueError, ["n: got 0", "at least 1"]),
        ({"n": 2.5}, TypeError, ["n: got 2.5", "whole"]),
        ({"clusters": 0}, ValueError, ["clusters: got 0", "at least 1"]),
        ({"clusters": None}, TypeError, ["clusters: got None", "whole"]),
        ({"spread": 0}, ValueError, ["spread: got 0", "above 0"]),
        ({"spread": -1.0}, ValueError, ["spread: got -1.0", "above 0"]),
        ({"spread": np.nan}, ValueError, ["spread: got nan", "up to 10"]),
        ({"spread": np.inf}, ValueError, ["spread: got inf", "up to 10"]),
        ({"spread": 10.5}, ValueError, ["spread: got 10.5", "up to 10"]),
        ({"spread": "wide"}, TypeError, ["spread: got 'wide'", "number"]),
        ({"spread": None}, TypeError, ["spread: got None", "number"]),
        ({"spread": True}, TypeError, ["spread: got True", "number"]),
        ({"seed": -1}, ValueError, ["seed: got -1", "at least 0"]),
        ({"seed": 0.5}, TypeError, ["seed: got 0.5", "whole"]),
    ],
)
def test_a_wrong_argument_is_named(change, error, words):
    arguments = {"name": "blobs", "n": 9} | change
    with pytest.raises(error) as caught:
        make_points(**arguments)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize("spread", [1, np.float32(0.25), np.int64(1)])
def test_any_real_number_is_a_spread(spread):
    assert_array_equal(
        make_points("blobs", 9, spread=spread)[0], make_points("blobs", 9, spread=float(spread))[0]
    )
