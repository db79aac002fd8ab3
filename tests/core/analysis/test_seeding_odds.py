"""How the centroids of a seeding that chooses in turn were chosen."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core import Recipe, record
from core.analysis.seeding_odds import STEPS, seeding_odds_at
from core.runs.run import FILMED


@pytest.mark.parametrize("start", FILMED)
@pytest.mark.parametrize("shape", ["blobs", "grid", "uniform"])
def test_every_choice_is_told_with_the_distances_that_it_was_made_by(start, shape):
    run = record(Recipe(shape=shape, start=start, n=100, k=6))
    points = run.points
    for index in range(run.first + 1):
        seeding_odds = seeding_odds_at(run, index)
        assert seeding_odds is not None
        chosen, before = run.marks[index].centroids[-1], run.marks[index].centroids[:-1]
        assert (points[seeding_odds.row] == chosen).all()
        if index == 0:
            assert_allclose(seeding_odds.squared, 1.0)
            assert seeding_odds.chance == pytest.approx(1 / len(points))
            assert seeding_odds.nearest == -1
            continue
        squared = np.square(points[:, None] - before).sum(axis=2)
        assert_allclose(seeding_odds.squared, squared.min(axis=1), atol=1e-15)
        assert seeding_odds.chance == pytest.approx(
            squared.min(axis=1)[seeding_odds.row] / seeding_odds.squared.sum()
        )
        assert seeding_odds.nearest == squared[seeding_odds.row].argmin()
        assert seeding_odds.chance > 0
        if start == "farthest-first":
            assert seeding_odds.squared[seeding_odds.row] == seeding_odds.squared.max()


def test_only_kmeans_plus_plus_leaves_more_than_the_first_choice_to_chance():
    drawn = {
        start: [seeding_odds_at(run, i).is_drawn for i in range(3)]
        for start in FILMED
        for run in [record(Recipe(start=start, k=3))]
    }
    assert drawn == {"kmeans++": [True] * 3, "farthest-first": [True, False, False]}


def test_there_is_none_where_nothing_is_chosen_in_turn():
    filmed, plain = record(Recipe(start="kmeans++")), record(Recipe(start="random-points", k=1))
    assert seeding_odds_at(filmed, filmed.first + 1) is None
    assert seeding_odds_at(plain, 0) is None


@pytest.mark.parametrize(
    ("apart", "start"),
    [(1e-149, "kmeans++"), (1e-149, "farthest-first")],
)
def test_points_whose_squared_distances_all_but_vanish_are_shaded_all_the_same(apart, start):
    added = tuple((number * apart, 0.0, -1) for number in (0, 1, 3))
    run = record(Recipe(shape="by-hand", added=added, start=start, k=3))
    for index in range(run.first + 1):
        seeding_odds = seeding_odds_at(run, index)
        assert seeding_odds.steps.max() == STEPS - 1
        assert seeding_odds.steps.min() >= 0
        assert 0 < seeding_odds.chance <= 1
