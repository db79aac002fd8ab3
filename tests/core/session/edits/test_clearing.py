"""Boards without points, without centroids, or with too few points for them."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import SEEDERS, Recipe, record
from core.runs.recipe import BY_HAND
from core.session.background import RefusedError
from core.session.edits.centroid_edits import added_centroid
from core.session.edits.point_edits import (
    added_points,
    cleared_centroids,
    cleared_points,
    erased_points,
)
from core.session.session import Session

EMPTY = Recipe(shape=BY_HAND, k=0)


def drawn(session: Session, count: int) -> None:
    """Draw so many points, one by one."""
    for place in range(count):
        session.edit(**added_points(session.state.run, [(0.1 * place, 0.2 * place)]))


def test_cleared_points_leave_the_centroids_and_undo_brings_the_points_back():
    session = Session(Recipe(), 4)
    before = session.state
    session.edit(**cleared_points(before.run))
    run = session.state.run
    assert (len(run.points), run.is_waiting, len(run)) == (0, True, 1)
    assert_array_equal(run.starts, before.run.starts)
    assert (run.recipe.start, run.recipe.k) == (before.recipe.start, before.recipe.k)
    session.undo()
    assert session.state.recipe == before.recipe
    assert session.state.half_step == 4


def test_a_board_runs_as_soon_as_it_has_as_many_points_as_centroids():
    session = Session(Recipe())
    session.edit(**cleared_points(session.state.run))
    starts = session.state.run.starts
    for count in range(1, 8):
        drawn_before = len(session.state.run.points)
        session.edit(**added_points(session.state.run, [(0.1 * count, 0.0)]))
        assert len(session.state.run.points) == drawn_before + 1
        assert session.state.run.is_waiting == (count < 5)
        assert session.state.half_step == 0
        assert_array_equal(session.state.run.starts, starts)


def test_the_last_points_can_be_erased_too():
    run = record(Recipe(n=12, k=3))
    few = record(run.recipe.but(**erased_points(run, np.arange(10))))
    assert few.is_waiting
    none = record(few.recipe.but(**erased_points(few, np.arange(2))))
    assert none.is_waiting
    assert none.recipe.shape == BY_HAND
    assert Recipe.from_json(none.recipe.to_json()) == none.recipe


@pytest.mark.parametrize("start", [*SEEDERS, BY_HAND])
def test_cleared_centroids_leave_the_method_that_draws_others_for_another_k(start):
    session = Session(Recipe())
    session.edit(start=start)
    session.edit(**cleared_centroids())
    run = session.state.run
    assert (run.recipe.start, len(run.starts), run.is_waiting) == (start, 0, True)
    session.edit(k=3)
    assert (session.state.recipe.start, len(session.state.run.starts)) == (start, 3)
    assert not session.state.run.is_waiting
    assert session.state.half_step == 0
    session.undo()
    session.undo()
    assert len(session.state.run.starts) == 5


@pytest.mark.parametrize("start", list(SEEDERS))
def test_no_method_draws_from_an_empty_board(start):
    session = Session(EMPTY.but(start=start))
    with pytest.raises(RefusedError, match="0 distinct points"):
        session.edit(k=2)
    assert session.state.recipe == EMPTY.but(start=start)
    drawn(session, 3)
    session.edit(k=2)
    assert not session.state.run.is_waiting


def test_centroids_are_placed_on_a_board_without_any():
    session = Session(EMPTY)
    session.drag(added_centroid(session.state, (0.5, 0.5)))
    session.settle()
    assert session.state.run.is_waiting
    drawn(session, 1)
    assert session.state.run.converged
    assert (session.state.recipe.start, session.state.recipe.k) == (BY_HAND, 1)
