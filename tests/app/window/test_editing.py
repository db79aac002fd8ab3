"""A hand on the board: centroids dragged and placed, points drawn, dragged and rubbed out."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QAction, QContextMenuEvent
from PyQt6.QtWidgets import QApplication, QMenu, QToolButton

from app.board.board import Board
from app.board.touch import Tool
from app.window import Window
from core.kmeans.half_step import Phase
from core.runs.recipe import Recipe
from core.teaching.demonstrations import demonstrations
from tests.app.conftest import OpenWindow
from tests.app.hand import LEFT, Place, drag, let_go, mouse, press, pull, take, the, trigger

MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def board(window: Window) -> Board:
    return the(window, Board, "board")


def star(window: Window, row: int) -> Place:
    """The pixel of a centroid of the half-step shown."""
    state, board = window.session.state, the(window, Board, "board")
    x, y = board.view.pixels(state.run.marks[state.half_step].centroids[row]).tolist()
    return x, y


def dot(window: Window, row: int) -> Place:
    """The pixel of a point."""
    x, y = the(window, Board, "board").view.pixels(window.session.state.run.points[row]).tolist()
    return x, y


def beside(place: Place, across: float, up: float = 0.0) -> Place:
    return place[0] + across, place[1] - up


def free_place(window: Window, away: float = 40.0) -> Place:
    """A pixel far from all stars and points."""
    state, board = window.session.state, the(window, Board, "board")
    marks = [state.run.marks[state.half_step].centroids, state.run.points]
    taken = board.view.pixels(np.concatenate(marks))
    for x in range(120, board.width() - 60, 20):
        for y in range(60, board.height() - 60, 20):
            if np.hypot(*(taken - (x, y)).T).min() > away:
                return float(x), float(y)
    raise AssertionError("the board is full")


# Centroids


@pytest.mark.parametrize("half_step", [0, 1, 2, 5])
def test_a_centroid_is_dragged_at_any_half_step(window: Window, half_step: int) -> None:
    window.session.seek(half_step)
    before, board = window.session.state, the(window, Board, "board")
    place, target = star(window, 1), beside(star(window, 1), 60, 30)
    take(board, place)
    pull(board, beside(place, 30, 10))
    pull(board, target)
    held = window.session.state
    assert held.run.marks[held.half_step].phase is Phase.ASSIGN
    assert np.allclose(board.view.pixels(held.run.starts[1]), target)
    assert (held.run[held.half_step].labels >= 0).all()
    let_go(board, target)
    state = window.session.state
    assert (state.recipe.start, state.half_step) == ("by-hand", 1)
    others = before.run.marks[half_step].centroids
    assert np.array_equal(np.delete(state.run.starts, 1, 0), np.delete(others, 1, 0))
    assert state.slots == before.slots
    trigger(window, "undo")
    assert window.session.state.run is before.run
    assert window.session.state.half_step == half_step


def test_a_click_with_a_small_motion_is_a_click(window: Window, board: Board) -> None:
    run, place = window.session.state.run, star(window, 3)
    drag(board, place, beside(place, 3, 2))
    assert window.session.state.run is run
    assert window.session.state.selected_row == 3
    drag(board, free_place(window), beside(free_place(window), 2))
    assert window.session.state.selected is None


def test_dragging_beside_a_star_pans(window: Window, board: Board) -> None:
    run, view, free = window.session.state.run, board.view, free_place(window)
    drag(board, free, beside(free, 50))
    assert window.session.state.run is run
    assert board.view != view


def test_the_middle_button_pans_whatever_the_tool(window: Window, board: Board) -> None:
    run = window.session.state.run
    for tool in Tool:
        trigger(window, f"tool_{tool.value}")
        view, free = board.view, free_place(window)
        mouse(board, QEvent.Type.MouseButtonPress, free, MIDDLE, MIDDLE)
        mouse(board, QEvent.Type.MouseMove, beside(free, 40), held=MIDDLE)
        mouse(board, QEvent.Type.MouseButtonRelease, beside(free, 40), MIDDLE)
        assert board.view != view
        assert window.session.state.run is run


def test_starts_are_placed_and_taken_away_and_k_follows(window: Window, board: Board) -> None:
    trigger(window, "tool_place")
    free = free_place(window)
    drag(board, free, free)
    state = window.session.state
    assert state.recipe.k == 6
    assert np.allclose(board.view.pixels(state.run.starts[5]), free)
    drag(board, star(window, 0), star(window, 0))
    assert window.session.state.recipe.k == 5
    trigger(window, "undo", "undo")
    assert window.session.state.recipe.start == "random-points"


def test_two_quick_presses_place_two_centroids(window: Window, board: Board) -> None:
    trigger(window, "tool_place")
    free = free_place(window)
    drag(board, free, free)
    other = free_place(window)
    mouse(
        board,
        QEvent.Type.MouseButtonDblClick,
        other,
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
    )
    let_go(board, other)
    assert window.session.state.recipe.k == 7


def test_the_last_centroid_stays_and_it_is_said_why(open_window: OpenWindow) -> None:
    window = open_window(k=1)
    trigger(window, "tool_place")
    drag(the(window, Board, "board"), star(window, 0), star(window, 0))
    assert window.session.state.recipe.k == 1
    assert window.message


def test_a_point_flips_exactly_where_the_bisector_crosses_it(open_window: OpenWindow) -> None:
    window = open_window(k=2, n=20)
    board, session = the(window, Board, "board"), window.session
    session.seek(1)
    place = star(window, 0)
    take(board, place)
    for step in range(1, 40):
        pull(board, beside(place, 5 * step, 2 * step))
        run = session.state.run
        gaps = np.square(run.points[:, None] - run.starts).sum(axis=2)
        assert np.array_equal(run[1].labels, gaps.argmin(axis=1))
    let_go(board, beside(place, 200, 80))


def test_a_large_board_follows_by_its_first_assignment_until_it_is_let_go(
    open_window: OpenWindow,
) -> None:
    window = open_window(n=30_000, k=5)
    window.wait_for_work()
    board, session = the(window, Board, "board"), window.session
    before, place = session.state, star(window, 2)
    take(board, place)
    pull(board, beside(place, 40))
    assert session.state.run.is_draft
    assert (session.state.run[1].labels >= 0).all()
    let_go(board, beside(place, 40))
    window.wait_for_work()
    state = session.state
    assert not state.run.is_draft
    assert state.run.converged
    assert state.half_step == 1
    trigger(window, "undo")
    assert session.state.run is before.run


def test_a_drag_that_is_cancelled_before_it_is_worked_out_never_was(
    open_window: OpenWindow,
) -> None:
    window = open_window(n=30_000, k=5)
    window.wait_for_work()
    board, session = the(window, Board, "board"), window.session
    before, place = session.state, star(window, 2)
    drag(board, place, beside(place, 40))
    assert session.state.run.is_draft
    trigger(window, "cancel_work")
    assert session.state.run is before.run
    assert not session.state.can_undo


def test_a_drag_that_is_undone_before_it_is_worked_out_never_was(open_window: OpenWindow) -> None:
    window = open_window(n=30_000, k=5)
    window.wait_for_work()
    session, place = window.session, star(window, 2)
    before = session.state
    drag(the(window, Board, "board"), place, beside(place, 40))
    trigger(window, "undo")
    window.wait_for_work()
    assert session.state.run is before.run
    assert not session.state.can_undo


def test_an_edit_right_after_a_drag_keeps_both(open_window: OpenWindow) -> None:
    window = open_window(n=30_000, k=5)
    window.wait_for_work()
    session, place = window.session, star(window, 2)
    drag(the(window, Board, "board"), place, beside(place, 40))
    dragged = session.state.run.starts
    session.edit(empty="keep")
    window.wait_for_work()
    assert np.array_equal(session.state.run.starts, dragged)
    assert session.state.recipe.empty == "keep"
    trigger(window, "undo")
    window.wait_for_work()
    assert np.array_equal(session.state.run.starts, dragged)
    assert not session.state.run.is_draft


def test_nothing_is_asked_of_a_point_while_a_hand_holds_something(
    window: Window, board: Board
) -> None:
    mouse(board, QEvent.Type.MouseMove, dot(window, 7))
    assert board.distances is not None
    place = star(window, 1)
    take(board, place)
    pull(board, beside(place, 40))
    assert board.distances is None
    end = dot(window, 7)
    pull(board, end)
    let_go(board, end)
    assert board.distances is not None


def test_drawing_leaves_the_view_where_it_is(window: Window, board: Board) -> None:
    trigger(window, "tool_draw")
    view = board.view
    drag(board, (3.0, 3.0), (3.0, 40.0))
    assert board.view == view
    trigger(window, "fit")
    assert board.view != view


# Without a pointer


def test_centroids_are_selected_and_moved_by_keys(window: Window, board: Board) -> None:
    press(Qt.Key.Key_Period)
    state = window.session.state
    assert state.shown_slots[state.selected_row] == 0
    x, y = star(window, state.selected_row)
    alt = Qt.KeyboardModifier.AltModifier
    press(Qt.Key.Key_Right, alt)
    press(Qt.Key.Key_Up, alt)
    state = window.session.state
    moved = board.view.pixels(state.run.starts[state.selected_row])
    assert np.allclose(moved, (x + 4, y - 4))
    press(Qt.Key.Key_Comma)
    state = window.session.state
    assert state.shown_slots[state.selected_row] == 4


@pytest.mark.parametrize("key", [Qt.Key.Key_Period, Qt.Key.Key_Comma])
def test_the_only_centroid_is_selected_by_either_key(open_window: OpenWindow, key: Qt.Key) -> None:
    window = open_window(k=1)
    press(key)
    assert window.session.state.selected_row == 0


def test_centroids_are_added_and_removed_by_keys(window: Window) -> None:
    press(Qt.Key.Key_Insert)
    assert window.session.state.recipe.k == 6
    assert window.session.state.selected_row == 5
    press(Qt.Key.Key_Delete)
    assert window.session.state.recipe.k == 5
    assert not the(window, QAction, "remove_centroid").isEnabled()
    assert window.session.state.selected is None


@pytest.mark.parametrize(("key", "tool"), [*zip("VPDE", Tool, strict=True)])
def test_every_tool_has_a_key_and_a_button(window: Window, key: str, tool: Tool) -> None:
    trigger(window, "tool_place" if tool is Tool.LOOK else "tool_look")
    button = the(window, QToolButton, f"tool_{tool.value}")
    assert not button.isChecked()
    press(Qt.Key[f"Key_{key}"])
    assert button.isChecked()
    assert sum(the(window, QToolButton, f"tool_{each.value}").isChecked() for each in Tool) == 1
    button.click()
    assert button.isChecked()


def test_two_quick_clicks_do_not_add_a_centroid_and_remove_it(window: Window, board: Board) -> None:
    trigger(window, "tool_place")
    x, y = free_place(window)
    drag(board, (x, y), (x, y))
    assert window.session.state.recipe.k == 6
    # Qt tells the second press of a double click by an event of its own.
    mouse(board, QEvent.Type.MouseButtonDblClick, (x, y), LEFT, LEFT)
    let_go(board, (x, y))
    assert window.session.state.recipe.k == 6
    drag(board, (x, y), (x, y))
    assert window.session.state.recipe.k == 5


# Points


def test_a_pen_draws_a_point_at_a_press_and_more_along_a_stroke(
    window: Window, board: Board
) -> None:
    trigger(window, "tool_draw")
    starts, free = window.session.state.run.starts, free_place(window)
    drag(board, free, free)
    assert len(window.session.state.run.points) == 301
    assert np.allclose(board.view.pixels(window.session.state.run.points[-1]), free)
    other = free_place(window)
    drag(board, other, beside(other, 6), beside(other, 13), beside(other, 26))
    assert len(window.session.state.run.points) == 304
    assert np.array_equal(window.session.state.run.starts, starts)
    trigger(window, "undo")
    assert len(window.session.state.run.points) == 301
    trigger(window, "undo")
    assert len(window.session.state.run.points) == 300


def test_an_outlier_is_pulled_out_and_watched(window: Window, board: Board) -> None:
    trigger(window, "tool_draw")
    before, place = window.session.state, dot(window, 7)
    target = free_place(window)
    drag(board, place, beside(place, 15), target)
    state = window.session.state
    assert np.allclose(board.view.pixels(state.run.points[7]), target)
    assert len(state.run.points) == 300
    assert state.recipe.start == before.recipe.start
    trigger(window, "undo")
    assert window.session.state.run is before.run


def test_an_eraser_takes_the_points_under_it(window: Window, board: Board) -> None:
    trigger(window, "tool_erase")
    place = dot(window, 7)
    gone = np.hypot(*(board.view.pixels(window.session.state.run.points) - place).T) <= 16
    assert gone.any()
    drag(board, place, place)
    left = window.session.state.run.points
    assert len(left) == 300 - gone.sum()
    trigger(window, "undo")
    assert len(window.session.state.run.points) == 300


def test_after_rubbing_out_too_much_the_board_waits_and_says_so(open_window: OpenWindow) -> None:
    window = open_window(n=5, k=5)
    trigger(window, "tool_erase")
    drag(the(window, Board, "board"), dot(window, 2), dot(window, 2))
    assert len(window.session.state.run.points) == 4
    assert the(window, Board, "board").layers.invitation.text
    trigger(window, "undo")
    assert len(window.session.state.run.points) == 5
    assert not the(window, Board, "board").layers.invitation.text


def test_rubbing_where_nothing_is_changes_nothing(window: Window, board: Board) -> None:
    trigger(window, "tool_erase")
    run, free = window.session.state.run, free_place(window)
    drag(board, free, beside(free, 1))
    assert window.session.state.run is run
    assert not window.session.state.can_undo


def test_the_pointer_says_what_a_press_would_take(window: Window, board: Board) -> None:
    shapes = {}
    for name, place in (("star", star(window, 0)), ("free", free_place(window))):
        mouse(board, QEvent.Type.MouseMove, place)
        shapes[name] = board.cursor().shape()
    assert shapes == {
        "star": Qt.CursorShape.OpenHandCursor,
        "free": Qt.CursorShape.ArrowCursor,
    }
    trigger(window, "tool_erase")
    assert board.cursor().shape() == Qt.CursorShape.BitmapCursor


def test_choosing_a_start_by_hand_is_in_the_box(window: Window) -> None:
    session = window.session
    starts = session.state.run.starts
    session.edit(start="by-hand")
    assert np.array_equal(session.state.run.starts, starts)
    assert not the(window, QAction, "new_starts").isEnabled()
    QApplication.processEvents()


# What changes beneath a hand


SAME_PLACES = {
    "start": "by-hand",
    "empty": "drop",
    "placed": ((0.0, 0.0), (0.2, 0.2), (0.0, 0.0), (0.3, -0.3), (-0.5, -0.5)),
}
"""The third centroid has no points, and is dropped."""


@pytest.mark.parametrize("tool", ["look", "place"])
@pytest.mark.parametrize("way", [0, 60])
def test_a_star_that_is_pressed_is_meant_though_another_is_dropped_meanwhile(
    open_window: OpenWindow, tool: str, way: float
) -> None:
    window = open_window(Recipe(n=60), 1, **SAME_PLACES)
    session, board = window.session, the(window, Board, "board")
    trigger(window, f"tool_{tool}")
    place, before = star(window, 4), session.state
    take(board, place)
    session.step(1)
    assert len(session.state.shown_slots) == 4
    if way:
        pull(board, beside(place, way))
    let_go(board, beside(place, way))
    if way:
        assert np.array_equal(session.state.run.starts[:4], before.run.starts[:4])
        assert np.allclose(board.view.pixels(session.state.run.starts)[4], beside(place, way))
    elif tool == "place":
        assert np.array_equal(session.state.run.starts, before.run.starts[:4])
    else:
        assert session.state.selected == 4


@pytest.mark.parametrize("tool", list(Tool))
@pytest.mark.parametrize("is_moved", [False, True])
def test_a_hand_leaves_alone_what_comes_in_place_of_what_it_holds(
    window: Window, board: Board, tool: Tool, *, is_moved: bool
) -> None:
    trigger(window, f"tool_{tool.value}")
    place = dot(window, 290) if tool is Tool.DRAW else star(window, 4)
    take(board, place)
    if is_moved:
        pull(board, beside(place, 40))
    window.open_demonstration(demonstrations()["d3"])
    state = window.session.state
    pull(board, beside(place, 90))
    pull(board, beside(place, 90, 90))
    let_go(board, beside(place, 90, 90))
    assert window.session.state == state
    assert not window.message
    drag(board, star(window, 0), beside(star(window, 0), 40))
    trigger(window, "undo")
    assert window.session.state.recipe == state.recipe


@pytest.mark.parametrize("is_moved", [False, True])
@pytest.mark.parametrize("choices", [{"n": 10}, {"k": 2}, {"data_seed": 3}])
def test_an_edit_by_a_key_ends_a_touch(
    window: Window, board: Board, choices: dict[str, int], *, is_moved: bool
) -> None:
    for tool, place in (("look", star(window, 4)), ("draw", dot(window, 290))):
        trigger(window, f"tool_{tool}")
        before = window.session.state
        take(board, place)
        if is_moved:
            pull(board, beside(place, 40))
        window.session.edit(**choices)
        state = window.session.state
        pull(board, beside(place, 90))
        let_go(board, beside(place, 90))
        assert window.session.state == state
        trigger(window, *(["undo"] * (1 + is_moved)))
        assert window.session.state.run is before.run


def test_a_window_that_closes_in_the_midst_of_a_drag_leaves_nothing_to_do(
    open_window: OpenWindow,
) -> None:
    window = open_window(Recipe(n=60_000))
    board, place = the(window, Board, "board"), star(window, 1)
    take(board, place)
    pull(board, beside(place, 60))
    assert window.session.state.run.is_draft
    window.close()
    QApplication.processEvents()
    assert window.session.state.wanted is None
    assert not window.session.state.run.is_draft


def test_while_the_choice_is_filmed_one_of_all_centroids_is_taken_away(
    open_window: OpenWindow,
) -> None:
    window = open_window(Recipe(n=60, k=3, start="kmeans++"), 0)
    trigger(window, "tool_place")
    starts = window.session.state.run.starts
    drag(the(window, Board, "board"), star(window, 0))
    assert np.array_equal(window.session.state.run.starts, starts[1:])


# The menu of the right button


def menu_at(board: Board, place: QPointF) -> QMenu:
    """The menu that a click of the right button opens at a pixel."""
    at = place.toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, board.mapToGlobal(at))
    QApplication.sendEvent(board, event)
    return [menu for menu in board.findChildren(QMenu) if menu.isVisible()][-1]


def choose(menu: QMenu, text: str) -> None:
    [action] = [action for action in menu.actions() if action.text() == text]
    action.trigger()
    menu.close()


def test_the_right_button_offers_what_can_be_done_to_a_centroid(
    window: Window, board: Board
) -> None:
    session = window.session
    session.seek(0.0)
    there = QPointF(*board.view.pixels(session.state.run.starts[1]).tolist())
    choose(menu_at(board, there), "Select centroid")
    assert session.state.selected == 1
    choose(menu_at(board, there), "Remove centroid")
    assert session.state.recipe.k == 4
    window.session.undo()
    assert session.state.recipe.k == 5


def test_the_right_button_adds_and_erases(open_window: OpenWindow) -> None:
    window = open_window(n=30, k=2, spread=0.05)
    board, session = the(window, Board, "board"), window.session
    session.seek(0.0)
    corner = QPointF(board.width() - 20.0, board.height() - 60.0)
    choose(menu_at(board, corner), "Add a centroid here")
    assert session.state.recipe.k == 3
    choose(menu_at(board, QPointF(20.0, board.height() - 60.0)), "Add a point here")
    assert len(session.state.run.points) == 31
    added = QPointF(*board.view.pixels(session.state.run.points[-1]).tolist())
    choose(menu_at(board, added), "Erase point")
    assert len(session.state.run.points) == 30


def test_keys_change_the_number_of_clusters(window: Window) -> None:
    trigger(window, "more_clusters", "more_clusters", "fewer_clusters")
    assert window.session.state.recipe.k == 6
    window.session.edit(k=1)
    trigger(window, "fewer_clusters")
    assert window.session.state.recipe.k == 1
    assert window.message
