"""The pinned scenarios end as they promise."""

import re
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import Recipe, Run, inertia, record, sizes
from core.analysis.verdict import Outcome, verdict
from core.experiments.choose_k import MAIN, choose_k
from core.kmeans.half_step import Phase
from core.runs.data import make_data
from core.teaching.demonstrations import GROUPS, Case, demonstrations
from core.teaching.expected import MEASURES, is_met, measured

ARTICLE = [f"article-{number}" for number in range(1, 6)]

TABLE = [
    "a1", "a2", "b1", "b2", "b3", "b4", "b5", "c1", "c2", "c3", "k1", "d1", "d2", "d3", "d4", "d5",
    "f1", "f2", "s1", "e1", "e2", "p1", "p2", "v1", "h1", "l1",
]  # fmt: skip

CASES = [(name, case) for name, shown in demonstrations().items() for case in shown.cases]


def named(value: object) -> str | None:
    return value if isinstance(value, str) else getattr(value, "label", None) or "only"


def run_of(name: str, label: str | None = None) -> Run:
    """The run of the case with this label; of the first where none is given."""
    cases = demonstrations()[name].cases
    return record(next(case.recipe for case in cases if label in (None, case.label)))


def iterations(run: Run) -> int:
    """The updates up to the fixed point."""
    assert run.converged
    return run.marks[run.last].iteration


def end_of(run: Run) -> float:
    return run.marks[run.last].inertia


def cost_of(points: np.ndarray, labels: object) -> float:
    """What a partition costs, reckoned here by its groups' variances."""
    labels = np.asarray(labels)
    groups = [points[labels == group] for group in np.unique(labels)]
    return float(sum(len(group) * group.var(axis=0).sum() for group in groups))


def failures(recipe: Recipe, seeds: range) -> int:
    """Starts that end at more than 1.05 times the cost of the true groups."""
    data = make_data(recipe)
    ends = [end_of(record(recipe.but(start_seed=seed), data)) for seed in seeds]
    return sum(end > 1.05 * data.true_inertia for end in ends)


def assert_binomial(count: int, of: int, share: float) -> None:
    """A count that chance gives in all but one of a thousand series, if ``share`` is the odds."""
    deviation = np.sqrt(of * share * (1 - share))
    assert abs(count - of * share) < 3.3 * deviation, f"{count} of {of}"


def true_cost(run: Run) -> float:
    """What the points would cost as clusters of their true groups."""
    truth, centres = run.data.truth, run.data.true_centres
    assert truth is not None
    assert centres is not None
    return inertia(run.points, centres, np.unique(truth, return_inverse=True)[1])


# All of them


def test_the_opening_the_article_and_the_whole_table_are_there() -> None:
    assert list(demonstrations())[:6] == ["opening", *ARTICLE]
    assert sorted(demonstrations()) == sorted(["opening", *ARTICLE, *TABLE])
    assert {shown.group for shown in demonstrations().values()} == set(GROUPS)


@pytest.mark.parametrize("name", demonstrations())
def test_each_has_words_and_opens_within_its_run(name: str) -> None:
    shown = demonstrations()[name]
    assert shown.id == name == name.lower()
    assert 0 < len(shown.title) <= 52
    for line in (shown.shows, shown.watch, *(case.expected for case in shown.cases)):
        assert line.endswith((".", "?"))
        assert "\n" not in line
        assert len(line) <= 105
    last = record(shown.recipe).last
    assert 0 <= shown.half_step < last
    assert -1 <= shown.picture <= last
    labels = [case.label for case in shown.cases]
    assert len(set(labels)) == len(labels)
    assert all(labels) or labels == [""]


@pytest.mark.parametrize(("name", "case"), CASES, ids=named)
def test_each_comes_to_what_is_expected(name: str, case: Case) -> None:
    found = measured(record(case.recipe), case.outcome)
    assert case.outcome
    assert is_met(case.outcome, found), found


@pytest.mark.parametrize(("name", "case"), CASES, ids=named)
def test_the_words_tell_the_same_numbers(name: str, case: Case) -> None:
    said = re.findall(r"[Ii]nertia (\d+(?:\.\d+)?)|(\d+) iterations", case.expected)
    for cost, count in said:
        if cost:
            decimals = len(cost.partition(".")[2])
            assert float(cost) == round(case.outcome["inertia"], decimals)
        else:
            assert int(count) == case.outcome["iterations"]


@pytest.mark.parametrize(("name", "case"), CASES, ids=named)
def test_each_is_the_same_at_every_opening(name: str, case: Case) -> None:
    first, second = record(case.recipe), record(case.recipe)
    assert_array_equal(first.points, second.points)
    assert len(first) == len(second)
    for one, other in zip(first.marks, second.marks, strict=True):
        assert_array_equal(one.centroids, other.centroids)


@pytest.mark.parametrize(("name", "case"), CASES, ids=named)
def test_each_is_small_and_comes_to_an_end(name: str, case: Case) -> None:
    run = record(case.recipe)
    assert run.converged
    assert len(run.points) <= 700 or name == "article-5"


@pytest.mark.parametrize("name", demonstrations())
def test_a_changed_board_is_no_case_but_is_still_near_one(name: str) -> None:
    shown = demonstrations()[name]
    for case in shown.cases:
        assert shown.case_of(case.recipe) is case
        changed = case.recipe.but(empty="random")
        assert shown.case_of(changed) is None
        assert shown.nearest_case(changed).recipe.placed == case.recipe.placed


# The opening


def test_the_opening_is_a_bad_start_shown_on_its_way() -> None:
    run, shown = run_of("opening"), demonstrations()["opening"]
    judged = verdict(run)
    assert judged.outcome is Outcome.STUCK
    assert [len(group) for group in judged.sharing] == [2]
    assert [served for _, served in judged.serving] == [2]
    assert judged.inertia > 2 * judged.true_inertia
    assert 0.1 < run.marks[shown.half_step].changed / len(run.points) < 0.5


# The article's pictures


def test_article_1_converges_in_seven_iterations() -> None:
    run = run_of("article-1")
    assert (len(run.points), run.recipe.k, run.recipe.shape) == (100, 7, "uniform")
    assert iterations(run) == 7


def test_article_2_needs_more_iterations() -> None:
    run = run_of("article-2")
    assert (len(run.points), run.recipe.k, run.recipe.shape) == (200, 3, "uniform")
    assert iterations(run) > 10


def test_article_3_finds_three_gaussian_clusters_in_seven_iterations() -> None:
    run = run_of("article-3")
    assert (len(run.points), run.recipe.k, run.recipe.shape) == (200, 3, "gaussian")
    assert iterations(run) == 7
    assert run.marks[run.last].inertia <= true_cost(run)
    # The groups overlap: k-means takes cheaper ones for them.
    assert verdict(run).outcome is Outcome.CHEAPER


def test_article_4_crams_three_centroids_into_a_blob_and_two_serve_two_each() -> None:
    run = run_of("article-4")
    assert run.recipe.k == 5
    end, centres = run[run.last], run.data.true_centres
    assert centres is not None
    # Counted here by hand, and not by the verdict that the window shows.
    ways = np.hypot(*(end.centroids[:, None] - centres).transpose(2, 0, 1))
    residents = np.bincount(ways.argmin(axis=1), minlength=len(centres))
    served = np.bincount(ways.argmin(axis=0), minlength=run.recipe.k)
    assert sorted(residents.tolist())[-1] == 3
    assert sorted(served.tolist())[-2:] == [2, 2]
    assert iterations(run) > 0
    assert run.marks[run.last].inertia > 5 * true_cost(run)


def test_article_4_is_judged_so() -> None:
    judged = verdict(run_of("article-4"))
    assert judged.outcome is Outcome.STUCK
    assert [len(group) for group in judged.sharing] == [3]
    assert [count for _, count in judged.serving] == [2, 2]
    assert set(judged.sharing[0]) | {name for name, _ in judged.serving} == set(range(5))


def test_article_5_is_a_voronoi_tessellation() -> None:
    run = run_of("article-5")
    assert len(run.points) >= 5_000
    end = run[run.last]
    ways = np.hypot(*(run.points[:, None] - end.centroids).transpose(2, 0, 1))
    assert_array_equal(end.labels, ways.argmin(axis=1))
    assert sizes(end.labels, run.recipe.k).min() > 0
    assert run.converged


# Starts


def test_a1_finds_the_true_groups_within_three_iterations() -> None:
    run = run_of("a1")
    assert iterations(run) <= 3
    assert end_of(run) <= true_cost(run) * (1 + 1e-9)


def test_a2_only_the_start_differs() -> None:
    cases = demonstrations()["a2"].cases
    assert len(cases) == 5
    assert len({case.recipe.start_seed for case in cases}) == 5
    assert len({case.recipe.but(start_seed=0) for case in cases}) == 1
    costs = {case.outcome["inertia"] for case in cases}
    assert len(costs) == 4


def test_a2_about_half_of_all_starts_end_badly() -> None:
    assert_binomial(failures(demonstrations()["a2"].recipe, range(300)), 300, 0.5)


# Local minima


def test_b1_is_ten_times_as_dear_as_one_centroid_a_blob() -> None:
    shared, apart = run_of("b1"), run_of("b1", "One each")
    assert verdict(shared).sharing == ((0, 1),)
    assert verdict(shared).serving == ((2, 2),)
    assert end_of(shared) > 10 * end_of(apart)


@pytest.mark.parametrize(("label", "wide"), [("3 wide", 3), ("6 wide", 6), ("12 wide", 12)])
def test_b2_never_moves_and_costs_the_square_of_the_width(label: str, wide: float) -> None:
    run = run_of("b2", label)
    for mark in run.marks:
        assert_array_equal(mark.centroids, run.starts)
    assert end_of(run) == wide**2
    assert cost_of(run.points, [0, 0, 1, 1]) == 4


def test_b2_the_optimum_is_stable_too() -> None:
    assert end_of(run_of("b2", "Left and right")) == 4


def test_b3_moving_the_tied_point_lowers_the_cost() -> None:
    run = run_of("b3")
    assert_array_equal(run[run.last].labels, [0, 0, 0, 1])
    end = run[run.last].centroids
    assert abs(run.points[2, 0] - end[0, 0]) == abs(run.points[2, 0] - end[1, 0]) == 1
    assert cost_of(run.points, [0, 0, 0, 1]) == end_of(run) == 2
    assert cost_of(run.points, [0, 0, 1, 1]) == end_of(run_of("b3", "Point moved")) == 1


def test_b4_moving_a_point_away_from_its_nearest_lowers_the_cost() -> None:
    run = run_of("b4")
    end = run[run.last]
    assert_array_equal(end.labels, [0, 0, 0, 0, 1])
    near, far = np.hypot(*(run.points[0] - end.centroids).T)
    assert near < far
    assert cost_of(run.points, [0, 0, 0, 0, 1]) == end_of(run) == 26
    after = run_of("b4", "Point moved")
    assert_array_equal(after[after.last].labels, [1, 0, 0, 0, 1])
    assert cost_of(run.points, [1, 0, 0, 0, 1]) == end_of(after) == 22


def test_b5_takes_66_iterations() -> None:
    run = run_of("b5")
    assert iterations(run) == 66
    assert run.marks[1].inertia == 2_377_760
    assert end_of(run) == 10_575


# K


def test_c1_inertia_falls_with_k_whatever_the_truth() -> None:
    recipe = demonstrations()["c1"].recipe
    data = make_data(recipe)
    best = [
        min(end_of(record(recipe.but(k=k, start_seed=seed), data)) for seed in range(8))
        for k in range(1, 9)
    ]
    assert all(after < before for before, after in pairwise(best))
    shown = [case.outcome["inertia"] for case in demonstrations()["c1"].cases]
    assert [case.recipe.k for case in demonstrations()["c1"].cases] == [2, 3, 4, 6]
    assert shown == sorted(shown, reverse=True)


def test_c2_has_as_many_clusters_as_points() -> None:
    run = run_of("c2")
    assert run.recipe.k == len(run.points)
    assert end_of(run) == 0


def test_c3_is_parted_into_quarters() -> None:
    run = run_of("c3")
    turns = np.sort(np.degrees(np.arctan2(*run.marks[-1].centroids.T)))
    assert_array_equal(np.abs(np.diff(turns) - 90) < 15, True)
    # Half of the square's side, so a quarter of a circle's: nobody is far from their middle.
    assert np.abs(np.abs(run.marks[-1].centroids) - 0.5).max() < 0.15


# Shapes


@pytest.mark.parametrize("name", ["d1", "d2", "d3", "d4", "d5"])
def test_the_wrong_answer_costs_less_than_the_truth(name: str) -> None:
    outcomes = []
    for case in demonstrations()[name].cases:
        run = record(case.recipe)
        outcomes.append(verdict(run).outcome)
        assert end_of(run) < true_cost(run)
    assert outcomes[0] is Outcome.CHEAPER
    assert set(outcomes) <= {Outcome.CHEAPER, Outcome.AS_GOOD}


def test_d1_only_the_wide_blob_loses_points() -> None:
    run = run_of("d1")
    truth, labels = run.data.truth, run[run.last].labels
    assert truth is not None
    assert np.bincount(truth).tolist() == [100, 100, 100]
    home = [int(np.bincount(labels[truth == group]).argmax()) for group in range(3)]
    lost = [int((labels[truth == group] != home[group]).sum()) for group in range(3)]
    assert lost[1] > 20  # the second group is the widest
    assert lost[0] + lost[2] < 5


def test_d3_half_agree_and_the_true_bars_are_no_resting_place() -> None:
    run = run_of("d3", "From the true centroids")
    truth = run.data.truth
    assert truth is not None
    first = run[run.first + 1].labels
    assert (first == truth).mean() > 0.99
    assert end_of(run) < 0.55 * run.marks[run.first + 1].inertia


def test_d4_the_small_cluster_is_kept_or_eaten() -> None:
    for label, share in (("Kept", 1.0), ("Absorbed", 0.0)):
        run = run_of("d4", label)
        truth, labels = run.data.truth, run[run.last].labels
        assert truth is not None
        assert np.bincount(truth).tolist() == [500, 100, 10]
        small, middle = labels[truth == 2], labels[truth == 1]
        apart = (small != np.bincount(middle).argmax()).mean()
        assert apart == share
    assert end_of(run_of("d4", "Absorbed")) < end_of(run_of("d4", "Kept"))


def test_d5_no_start_finds_what_is_bent() -> None:
    for case in demonstrations()["d5"].cases:
        data = make_data(case.recipe)
        for seed in range(20):
            run = record(case.recipe.but(start_seed=seed), data)
            [found] = measured(run, {"agreement": 0}).values()
            assert found < 0.85


# Outliers and scale


@pytest.mark.parametrize("far", [5, 20, 25, 30])
def test_f1_a_cluster_of_its_own_is_best_from_between_25_and_30(far: int) -> None:
    run = run_of("f1", f"d = {far}")
    assert run.points[-1].tolist() == [3, far]
    blobs = np.repeat([0, 1, 0], [40, 40, 1])
    other = np.repeat([0, 1, 1], [40, 40, 1])
    alone = np.repeat([0, 0, 1], [40, 40, 1])
    dragged = min(cost_of(run.points, blobs), cost_of(run.points, other))
    own = cost_of(run.points, alone)
    assert (own < dragged) == (far == 30)
    assert end_of(run) == pytest.approx(min(own, dragged), rel=0.01)
    # No start does better.
    starts = [run.recipe.but(start="random-points", start_seed=seed) for seed in range(40)]
    starts += [run.recipe.but(start="farthest-first", start_seed=seed) for seed in range(5)]
    assert min(end_of(record(start, run.data)) for start in starts) >= end_of(run) * 0.99


def test_f2_farthest_first_always_seeds_the_outlier() -> None:
    run = run_of("f2")
    outlier = run.points[-1]
    for seed in range(200):
        starts = record(run.recipe.but(start_seed=seed), run.data).starts
        assert (starts == outlier).all(axis=1).any()


def test_s1_the_switch_makes_the_difference() -> None:
    raw, scaled = demonstrations()["s1"].cases
    assert raw.recipe.but(standardise=True) == scaled.recipe
    assert raw.outcome["agreement"] == pytest.approx(0.53, abs=0.02)
    assert scaled.outcome["agreement"] == 1


# Empty clusters


@pytest.mark.parametrize(
    ("label", "costs", "left"),
    [
        ("Keep", [208, 98, 73.6, 13], 3),
        ("Remove", [208, 98, 83.83], 2),
        ("To farthest point", [208, 98, 13], 3),
    ],
)
def test_e1_costs_after_each_assignment(label: str, costs: list[float], left: int) -> None:
    run = run_of("e1", label)
    assigns = [mark for mark in run.marks if mark.phase is Phase.ASSIGN]
    assert [mark.inertia for mark in assigns] == pytest.approx(costs, abs=0.05)
    assert assigns[1].emptied == (0,)
    assert assigns[0].emptied == ()
    assert len(run.marks[-1].centroids) == left


def test_e1_starts_on_points_and_13_is_the_optimum() -> None:
    run = run_of("e1")
    assert_array_equal(run.starts, run.points[[1, 4, 0]])
    partitions = np.indices((3,) * 5).reshape(5, -1).T
    assert min(cost_of(run.points, labels) for labels in partitions) == pytest.approx(13)


def test_e2_the_far_centroid_never_gets_a_point() -> None:
    run = run_of("e2")
    for mark in run.marks[1:]:
        assert mark.emptied == (2,)
        assert_array_equal(mark.centroids[2], run.starts[2])
    assert (run_of("e2", "To farthest point").marks[-1].sizes > 0).all()


# k-means++


def test_p1_is_filmed_centre_by_centre() -> None:
    run = run_of("p1")
    assert [len(mark.centroids) for mark in run.marks[:5]] == [1, 2, 3, 4, 5]
    assert verdict(run).outcome is Outcome.AS_GOOD


def test_p2_about_a_third_of_all_starts_fail() -> None:
    assert_binomial(failures(demonstrations()["p2"].recipe, range(300)), 300, 1 / 3)


# Basics


def test_v1_one_point_flips_just_when_the_bisector_passes_it() -> None:
    labels, ways = [], []
    for case in demonstrations()["v1"].cases:
        run = record(case.recipe)
        labels.append(run[1].labels)
        near, far = np.hypot(*(run.points[0] - run.starts).T)
        ways.append(near - far)
    assert ways[0] < 0 == ways[1] < ways[2]
    assert_array_equal(labels[0], labels[1])  # a tie goes to the lower number
    assert np.flatnonzero(labels[2] != labels[0]).tolist() == [0]


def test_h1_comes_to_the_means_reckoned_by_hand() -> None:
    run = run_of("h1")
    assert iterations(run) == 1
    assert run.marks[-1].centroids[:, 0].tolist() == pytest.approx([1.125, 4.65])


def test_l1_is_one_partition_under_two_sets_of_names() -> None:
    one, other = run_of("l1"), run_of("l1", "Another order")
    assert end_of(one) == pytest.approx(end_of(other), rel=1e-12)
    pairs = set(zip(one[one.last].labels.tolist(), other[other.last].labels.tolist(), strict=True))
    assert len(pairs) == 4
    assert all(name != others for name, others in pairs)


# The vocabulary


def test_every_measure_is_used_by_some_demonstration() -> None:
    assert {name for _, case in CASES for name in case.outcome} == set(MEASURES)


# Choose K

PICKS = {
    "All agree": (3, 3, 3, 3, 3, 3, 3),
    "One rule stops": (5, 5, 5, 5, 5, 5, 1),
    "No clusters": (None, 9, 9, 1, 1, 1, 1),
    "One long cloud": (2, 7, 3, 2, 7, None, 1),
    "Unequal sizes": (2, 3, 2, 2, 3, 3, 3),
    "Unequal spreads": (3, 4, 3, 3, 7, 3, 3),
    "Ring of blobs": (6, 6, 6, 6, 6, 6, 1),
    "Overlap": (6, 6, 4, 4, 6, 6, 1),
    "Moons": (6, None, 9, 2, 10, None, 4),
    "Rings": (None, None, None, 1, 1, 1, 1),
    "Iris petals": (2, None, 2, 2, 8, None, 3),
}
"""By case: silhouette, Calinski–Harabasz, Davies–Bouldin, f(K), BIC, gap by the whole-curve rule,
and by Tibshirani's with the PCA box."""


@pytest.mark.parametrize("case", demonstrations()["k1"].cases, ids=lambda case: case.label)
def test_k1_the_criteria_pick_what_is_told(case: Case) -> None:
    table = choose_k(make_data(case.recipe).assigner, seed=case.recipe.start_seed)
    names = (*MAIN, "tibshirani_pca")
    assert tuple(table.picks[name] for name in names) == PICKS[case.label]
