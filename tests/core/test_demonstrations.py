"""The pinned scenarios end as they promise."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import Run, inertia, record, sizes
from core.demonstrations import demonstrations
from core.verdict import Outcome, verdict

ARTICLE = [f"article-{number}" for number in range(1, 6)]


def run_of(name: str) -> Run:
    return record(demonstrations()[name].recipe)


def iterations(run: Run) -> int:
    """The updates up to the fixed point."""
    assert run.converged
    return run.marks[run.last].iteration


def true_cost(run: Run) -> float:
    """What the points would cost as clusters of their true groups."""
    truth, centres = run.data.truth, run.data.true_centres
    assert truth is not None
    assert centres is not None
    return inertia(run.points, centres, np.unique(truth, return_inverse=True)[1])


# All of them


def test_the_opening_and_the_five_pictures_of_the_article_are_there() -> None:
    assert list(demonstrations())[:6] == ["opening", *ARTICLE]


@pytest.mark.parametrize("name", demonstrations())
def test_each_has_words_and_opens_within_its_run(name: str) -> None:
    shown = demonstrations()[name]
    assert shown.id == name
    assert shown.title
    assert shown.watch.endswith(".")
    assert "\n" not in shown.watch
    assert 0 <= shown.half_step < record(shown.recipe).last


@pytest.mark.parametrize("name", demonstrations())
def test_each_is_the_same_at_every_opening(name: str) -> None:
    first, second = run_of(name), run_of(name)
    assert_array_equal(first.points, second.points)
    assert len(first) == len(second)
    for one, other in zip(first.marks, second.marks, strict=True):
        assert_array_equal(one.centroids, other.centroids)


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
    assert verdict(run).outcome is Outcome.AS_GOOD


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
