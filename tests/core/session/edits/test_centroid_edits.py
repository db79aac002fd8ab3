"""What a hand does on the board."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from core import Recipe, record
from core.runs.data import make_data
from core.session.background import RefusedError
from core.session.edits.centroid_edits import (
    added_centroid,
    moved_centroid,
    removed_centroid,
    starting_row,
)
from core.session.edits.entailed import completed
from core.session.edits.point_edits import added_points, erased_points, moved_point, united_rows
from core.session.session import Session


def test_a_moved_centroid_starts_a_run_from_where_all_of_them_are():
    session = Session(Recipe(), 4)
    before = session.state
    centroids = before.run.marks[4].centroids
    session.drag(moved_centroid(before, 2, (0.25, -0.5)))
    session.settle()
    state = session.state
    assert_array_equal(np.delete(state.run.starts, 2, axis=0), np.delete(centroids, 2, axis=0))
    assert state.run.starts[2].tolist() == [0.25, -0.5]
    assert (state.recipe.start, state.half_step) == ("by-hand", 1)
    assert state.slots == before.slots


def test_a_drag_is_one_edit_however_many_places_it_goes_through():
    session = Session(Recipe(), 3)
    origin = session.state
    for x in (0.1, 0.2, 0.3):
        session.drag(moved_centroid(origin, 0, (x, 0.0)))
    session.settle()
    assert session.state.run.starts[0].tolist() == [0.3, 0.0]
    session.undo()
    assert session.state.run is origin.run
    assert session.state.half_step == 3
    assert not session.state.can_undo
    session.redo()
    assert session.state.run.starts[0].tolist() == [0.3, 0.0]


def test_a_centroid_more_takes_the_next_colour_and_one_less_leaves_the_others_theirs():
    session = Session(Recipe(), 2)
    session.drag(added_centroid(session.state, (0.0, 0.0)))
    session.settle()
    assert (session.state.recipe.k, session.state.slots) == (6, (0, 1, 2, 3, 4, 5))
    session.drag(removed_centroid(session.state, 1))
    session.settle()
    # Only the last one changes its colour, for that which is free now.
    assert (session.state.recipe.k, session.state.slots) == (5, (0, 2, 3, 4, 1))


def test_the_last_centroid_cannot_be_taken_away():
    session = Session(Recipe(k=1))
    with pytest.raises(ValueError, match="k: got 0"):
        removed_centroid(session.state, 0)


def test_more_centroids_than_points_are_refused():
    session = Session(Recipe(n=3, k=3))
    before = session.state
    with pytest.raises(RefusedError):
        session.drag(added_centroid(before, (0.0, 0.0)))
    assert session.state.run is before.run


def test_dropped_clusters_leave_no_gaps_in_the_colours():
    recipe = Recipe(start="random-box", n=12, k=8, empty="drop", shape="uniform", start_seed=3)
    session = Session(recipe)
    session.seek_end()
    state = session.state
    k = len(state.shown_slots)
    assert k < 8, "the example has to drop some"
    session.drag(moved_centroid(state, 0, (0.0, 0.0)))
    assert sorted(session.state.slots) == list(range(k))
    assert session.state.recipe.k == k


def test_k_is_followed_by_starts_by_hand():
    session = Session(Recipe(start="by-hand", k=2, placed=((0.0, 0.0), (1.0, 1.0))))
    session.edit(k=4)
    assert session.state.recipe.placed[:2] == ((0.0, 0.0), (1.0, 1.0))
    assert len({*session.state.recipe.placed}) == 4
    session.edit(k=1)
    assert session.state.recipe.placed == ((0.0, 0.0),)


def test_by_hand_begins_with_the_starts_at_hand():
    session = Session(Recipe())
    starts = session.state.run.starts
    session.edit(start="by-hand")
    assert_array_equal(session.state.run.starts, starts)


@given(data=st.data())
def test_points_are_added_moved_and_erased_as_in_a_list(data):
    """Whatever is done in whatever order, the board has the points that a plain list has."""
    recipe = Recipe(n=12, k=2, blobs=2)
    run = record(recipe)
    wanted = [tuple(row) for row in run.points.tolist()]
    number = st.integers(-4, 4).map(lambda whole: whole / 4)
    for _ in range(data.draw(st.integers(1, 5))):
        row = data.draw(st.integers(0, len(wanted) - 1))
        kind = data.draw(st.sampled_from(["add", "move", "erase"]))
        place = (data.draw(number), data.draw(number))
        if kind == "add":
            choices = added_points(run, [place])
            wanted.append(place)
        elif kind == "move":
            choices = moved_point(run, row, place)
            wanted[row] = place
        elif len(wanted) > 6:
            choices = erased_points(run, np.array([row]))
            del wanted[row]
        else:
            continue
        run = record(run.recipe.but(**choices))
        assert_array_equal(run.points, wanted)
        assert Recipe.from_json(run.recipe.to_json()) == run.recipe


def test_points_keep_their_true_groups_and_an_added_one_has_none():
    run = record(Recipe())
    truth = run.data.truth
    moved = make_data(run.recipe.but(**moved_point(run, 3, (0.0, 0.0))))
    assert_array_equal(moved.truth, truth)
    fewer = make_data(run.recipe.but(**erased_points(run, np.array([0, 5]))))
    assert_array_equal(fewer.truth, np.delete(truth, [0, 5]))
    assert make_data(run.recipe.but(**added_points(run, [(0.0, 0.0)]))).truth is None


def test_added_and_erased_points_leave_the_starts_where_they_are():
    session = Session(Recipe())
    starts, run = session.state.run.starts, session.state.run
    session.edit(**added_points(run, [(3.0, 3.0)]))
    assert_array_equal(session.state.run.starts, starts)
    session.edit(**erased_points(session.state.run, np.array([0, 1, 2])))
    assert_array_equal(session.state.run.starts, starts)


def test_other_data_give_up_what_was_drawn_and_undo_brings_it_back():
    session = Session(Recipe())
    session.edit(**added_points(session.state.run, [(0.5, 0.5)]))
    drawn = session.state.recipe
    session.edit(data_seed=12)
    assert not session.state.recipe.is_retouched
    session.undo()
    assert session.state.recipe == drawn
    session.edit(empty="keep")
    assert session.state.recipe.added == drawn.added


def test_a_board_by_hand_begins_with_the_points_at_hand():
    session = Session(Recipe(n=30))
    points, truth = session.state.run.points, session.state.run.data.truth
    session.edit(shape="by-hand")
    assert_array_equal(session.state.run.points, points)
    assert_array_equal(session.state.run.data.truth, truth)


def test_too_many_points_to_draw_by_hand_are_refused():
    session = Session(Recipe(n=20_001))
    with pytest.raises(RefusedError, match="at most 20000"):
        session.edit(shape="by-hand")


def test_the_points_of_an_index_are_known_by_the_order_in_which_they_were_made():
    recipe = Recipe(n=20_000, k=2)
    run = record(recipe)
    assert run.data.index is not None
    row = 777
    made = int(run.data.index.rows[row])
    assert moved_point(run, row, (0.0, 9.0))["moved"] == ((made, 0.0, 9.0),)
    fewer = record(run.recipe.but(**erased_points(run, np.array([row]))))
    whole = make_data(recipe.but(n=recipe.n)).points
    gone = {tuple(p) for p in whole.tolist()} - {tuple(p) for p in fewer.points.tolist()}
    assert gone <= {tuple(run.points[row].tolist())}
    assert len(fewer.points) == 19_999


def test_completed_leaves_ordinary_choices_alone():
    run = record(Recipe())
    assert completed(run, run.recipe, {"k": 7}) == {"k": 7}


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"start": "by-hand", "k": 2}, "placed: got 0 centroids, wanted 2"),
        ({"added": ((0.0, float("nan"), 0),)}, "added: got nan"),
        ({"moved": ((3, 0.0, 0.0), (2, 0.0, 0.0))}, "moved: wanted row numbers in ascending"),
        ({"erased": (1, 1)}, "erased: wanted row numbers in ascending"),
    ],
)
def test_bad_handiwork_is_refused_with_the_name_of_the_field(choices, says):
    with pytest.raises(ValueError, match=says):
        Recipe(**choices)


def test_rows_that_are_not_there_cannot_be_erased():
    with pytest.raises(ValueError, match="got row 300 of 300 points"):
        make_data(Recipe(erased=(300,)))


def test_while_the_choice_of_the_starts_is_filmed_a_hand_moves_all_that_it_comes_to():
    session = Session(Recipe(start="kmeans++"), 1)
    before = session.state
    assert len(before.shown_slots) == 2 < len(before.run.starts)
    session.drag(moved_centroid(before, 1, (0.25, -0.5)))
    session.settle()
    starts = session.state.run.starts
    assert_array_equal(np.delete(starts, 1, axis=0), np.delete(before.run.starts, 1, axis=0))
    assert session.state.slots == before.slots


def test_a_run_from_here_starts_with_the_selected_centroid_in_its_row():
    session = Session(Recipe(shape="blobs", n=60, k=20, start="random-box", empty="drop"))
    run = session.state.run
    session.seek_end()
    numbers = run.marks[-1].numbers
    assert len(numbers) < 20
    for number in range(20):
        session.select(number)
        row = starting_row(session.state)
        assert row == (numbers.index(number) if number in numbers else None)


@pytest.mark.parametrize("row", [0, 2, 4])
def test_the_selected_centroid_stays_selected_whatever_is_done_to_others(row):
    recipe = Recipe(shape="smiley", n=24, k=8, start="random-box", start_seed=0, empty="drop")
    session = Session(recipe)
    session.seek_end()
    end = session.state.run.marks[-1]
    assert end.numbers == (0, 2, 3, 6, 7), "the example has to drop some"
    session.select(end.numbers[row])
    origin, place = session.state, end.centroids[row].tolist()
    for x in (0.1, 0.2):
        session.drag(moved_centroid(origin, 1, (x, 0.0)))
        assert session.state.run.starts[session.state.selected].tolist() == place
    session.drag(removed_centroid(session.state, 1))
    assert session.state.run.starts[session.state.selected].tolist() == place
    session.drag(removed_centroid(session.state, session.state.selected))
    assert session.state.selected is None


@pytest.mark.parametrize(
    ("one", "other"), [((), ()), ((3,), ()), ((), (5, 2)), ((1, 4), (4, 0, 1))]
)
def test_united_rows_are_ascending_each_once(one, other):
    rows = united_rows(np.array(one, np.intp), np.array(other, np.intp))
    assert rows.tolist() == sorted({*one, *other})
