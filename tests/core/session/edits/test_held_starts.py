"""Initial centroids that are held while points are edited."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import SEEDERS, Recipe, record
from core.comparison.presets import READY
from core.experiments.quick_restarts import quick_set
from core.experiments.restarts import restart_of
from core.runs.record import starts_of
from core.session.edits.point_edits import added_points, erased_points
from core.session.session import Session


@pytest.mark.parametrize("start", list(SEEDERS))
def test_edited_points_leave_the_method_alone_and_a_new_seed_draws_on_them(start):
    session = Session(Recipe(start=start))
    held = session.state.run.starts
    session.edit(**added_points(session.state.run, [(3.0, 3.0)]))
    session.edit(**erased_points(session.state.run, np.array([5])))
    recipe = session.state.recipe
    assert (recipe.start, recipe.held, session.state.run.first) == (start, True, 0)
    assert Recipe.from_json(recipe.to_json()) == recipe
    session.new_starts()
    drawn = session.state.recipe
    assert (drawn.start, drawn.start_seed, drawn.held) == (start, recipe.start_seed + 1, False)
    assert drawn.added == recipe.added
    assert_array_equal(session.state.run.starts, starts_of(drawn, session.state.run.data))
    if start != "farthest-first":
        assert not np.array_equal(session.state.run.starts, held)


@pytest.mark.parametrize("choices", [{"k": 4}, {"start": "kmeans++"}, {"data_seed": 12}, {"n": 9}])
def test_held_starts_are_drawn_again_for_another_k_method_or_data(choices):
    session = Session(Recipe())
    session.edit(**added_points(session.state.run, [(3.0, 3.0)]))
    session.edit(**choices)
    recipe = session.state.recipe
    assert not recipe.held
    assert_array_equal(session.state.run.starts, starts_of(recipe, session.state.run.data))


def test_held_starts_are_those_of_no_restart():
    run = record(Recipe())
    held = record(run.recipe.but(**added_points(run, [(3.0, 3.0)])))
    assert not restart_of(held.recipe, "kmeans++", 3).held
    assert quick_set(held.recipe, held.data) is not None
    assert not any(recipe.held for recipe in READY["starts"](held.recipe))
    assert not any(recipe.held for recipe in READY["seeds"](held.recipe)[1:])


def test_the_number_of_points_that_is_there_changes_nothing():
    session = Session(Recipe())
    session.edit(**added_points(session.state.run, [(0.5, 0.5)]))
    drawn = session.state.recipe
    assert drawn.count == len(session.state.run.points) == 301
    session.edit(n=301)
    assert session.state.recipe == drawn
    session.edit(n=300)
    assert len(session.state.run.points) == 300
