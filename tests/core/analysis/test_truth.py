"""A run held against the truth: agreement at every half-step."""

import pytest
from sklearn.metrics import adjusted_rand_score

from core import EMPTY_POLICIES, Recipe, record
from core.analysis.truth import agreement_at

HOLES = Recipe(shape="smiley", n=24, k=8, start="random-box", start_seed=2)


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
def test_agreement_is_that_of_the_labels_shown(empty):
    run = record(HOLES.but(empty=empty))
    for index in [*range(run.first + 1, len(run)), *reversed(range(run.first + 1, len(run)))]:
        wanted = adjusted_rand_score(run.data.truth, run[index].labels)
        assert agreement_at(run, index) == pytest.approx(wanted)


@pytest.mark.parametrize("shape", ["blobs", "moons", "rings", "unequal-size"])
@pytest.mark.parametrize("k", [1, 2, 9])
def test_clusters_and_groups_may_be_of_any_number(shape, k):
    run = record(Recipe(shape=shape, k=k, spread=0.3))
    wanted = adjusted_rand_score(run.data.truth, run[run.last].labels)
    assert agreement_at(run, run.last) == pytest.approx(wanted)


def test_there_is_none_before_points_have_a_cluster():
    run = record(Recipe(n=60, start="kmeans++"))
    assert [agreement_at(run, index) for index in range(run.first + 1)] == [None] * (run.first + 1)


def test_there_is_none_where_the_truth_is_not_known():
    run = record(Recipe(shape="uniform", n=60))
    assert run.data.truth is None
    assert agreement_at(run, run.last) is None


def test_points_in_the_order_of_an_index_are_held_against_their_own_truth():
    run = record(Recipe(shape="blobs", n=25_000, k=5, blobs=5, spread=0.02, start="kmeans++"))
    assert run.data.index is not None
    wanted = adjusted_rand_score(run.data.truth, run[run.last].labels)
    assert agreement_at(run, run.last) == pytest.approx(wanted)
