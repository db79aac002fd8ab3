"""What a run came to, beside the true groups."""

import numpy as np
import pytest

from core import Points, Recipe, Run, record
from core.analysis.verdict import AGREEING, Outcome, Reference, verdict
from core.experiments.quick_restarts import quick_set
from core.runs.data import Data


def board(points: Points, truth: list[int] | None) -> Data:
    return Data(np.array(points, float), None if truth is None else np.array(truth))


def test_a_start_on_the_true_centres_is_as_good_as_the_truth():
    run = record(Recipe(spread=0.03, start="farthest-first", start_seed=1))
    found = verdict(run)
    assert found.outcome is Outcome.AS_GOOD
    assert found.inertia == pytest.approx(found.true_inertia)
    assert (found.groups, found.sharing, found.serving) == (5, (), ())


def test_the_default_is_stuck_with_two_centroids_in_one_blob_and_one_for_two():
    found = verdict(record(Recipe()))
    assert found.outcome is Outcome.STUCK
    assert found.inertia > found.true_inertia
    assert [len(group) for group in found.sharing] == [2]
    assert [served for _, served in found.serving] == [2]
    sharing, (serving, _) = found.sharing[0], found.serving[0]
    assert serving not in sharing


@pytest.mark.parametrize("k", [3, 7])
def test_other_numbers_of_clusters_do_not_compare(k):
    found = verdict(record(Recipe(k=k, start="farthest-first")))
    assert found.outcome is Outcome.OTHER_K
    assert found.groups == 5
    assert len(found.serving) > 0 if k < 5 else len(found.sharing) > 0


def test_without_the_truth_there_is_nothing_to_compare():
    found = verdict(record(Recipe(shape="uniform")))
    assert found.outcome is Outcome.UNKNOWN
    assert np.isnan(found.true_inertia)
    assert (found.groups, found.sharing, found.serving) == (0, (), ())


def test_a_run_cut_short_is_unfinished():
    whole = record(Recipe())
    assert verdict(Run(whole.recipe, whole.data, whole.marks[:4])).outcome is Outcome.UNFINISHED
    whole = record(Recipe(shape="uniform"))
    assert verdict(Run(whole.recipe, whole.data, whole.marks[:4])).outcome is Outcome.UNFINISHED


def test_the_truth_may_cost_more_than_what_k_means_finds():
    """Two long bars, one above the other, are cut across."""
    bars = [[x, y] for y in (0, 1) for x in range(0, 40, 2)]
    run = record(Recipe(k=2, start="farthest-first"), board(bars, [0] * 20 + [1] * 20))
    found = verdict(run)
    assert found.outcome is Outcome.CHEAPER
    assert found.inertia < found.true_inertia
    assert found.agreement < 0.1


def test_true_groups_need_not_be_numbered_without_gaps():
    points = [[0, 0], [1, 0], [10, 0], [11, 0]]
    found = verdict(record(Recipe(k=2, start="farthest-first"), board(points, [3, 3, 7, 7])))
    assert (found.groups, found.outcome) == (2, Outcome.AS_GOOD)
    assert found.true_inertia == pytest.approx(1.0)


def test_centroids_are_named_by_their_numbers_after_a_drop():
    for seed in range(30):
        run = record(Recipe(n=60, k=9, start="random-box", start_seed=seed, empty="drop"))
        alive = set(run.marks[-1].numbers)
        found = verdict(run)
        assert {number for group in found.sharing for number in group} <= alive
        assert {number for number, _ in found.serving} <= alive


# Beside what other starts have found


def judged(**choices: object):
    run = record(Recipe(**choices))
    return run, verdict(run, quick_set(run.recipe, run.data))


def test_a_run_that_others_beat_says_so_in_their_numbers():
    run, found = judged()
    assert found.outcome is Outcome.STUCK
    assert found.is_beaten
    assert found.best < found.inertia == run.marks[-1].inertia
    assert 0 < found.reached < found.tried == 100
    assert found.reference is Reference.TRUTH


def test_a_run_that_none_beats_is_not_beaten():
    _, found = judged(start="kmeans++", start_seed=0)
    assert not found.is_beaten
    assert found.tried == 100


def test_without_the_truth_the_best_known_minimum_is_the_reference():
    blobs = record(Recipe())
    run = record(Recipe(), Data(blobs.points))
    found = verdict(run, quick_set(run.recipe, run.data))
    assert (found.outcome, found.reference) == (Outcome.UNKNOWN, Reference.BEST_KNOWN)
    by_truth = verdict(blobs)
    assert found.sharing == by_truth.sharing
    assert found.serving == by_truth.serving


def test_where_k_is_another_the_best_known_minimum_is_the_reference():
    for seed in range(40):
        _, found = judged(k=7, start_seed=seed)
        reference = Reference.BEST_KNOWN if found.is_beaten else Reference.TRUTH
        assert (found.outcome, found.reference) == (Outcome.OTHER_K, reference)


def test_the_best_known_run_itself_is_never_beaten():
    run = record(Recipe(shape="uniform", k=7))
    known = quick_set(run.recipe, run.data)
    best = record(run.recipe.but(**known.choices), run.data)
    assert best.marks[-1].inertia == known.inertia
    found = verdict(best, known)
    assert not found.is_beaten
    assert (found.sharing, found.serving) == ((), ())


@pytest.mark.parametrize("shape", ["moons", "rings", "smiley", "anisotropic"])
def test_shapes_that_k_means_is_not_for_are_cheaper_than_the_truth(shape):
    k = {"moons": 2, "rings": 2, "smiley": 4, "anisotropic": 5}[shape]
    found = verdict(record(Recipe(shape=shape, k=k, start="kmeans++")))
    assert found.outcome is Outcome.CHEAPER
    assert found.inertia < found.true_inertia
    assert found.agreement < AGREEING
