"""Esc takes back what a hand does; what it would take hold of is shown before."""

import pytest
from PyQt6.QtCore import QEvent, Qt

from app.board.board import Board
from app.window import Window
from tests.app.conftest import OpenWindow
from tests.app.eye import picture, same
from tests.app.hand import LEFT, drag, hover, let_go, mouse, press, pull, take, the, trigger
from tests.app.window.test_editing import beside, dot, free_place, star


@pytest.fixture
def board(window: Window) -> Board:
    return the(window, Board, "board")


def everything(window: Window) -> tuple[object, ...]:
    board = the(window, Board, "board")
    return window.session.state, board.view, board.camera.fits


@pytest.mark.parametrize("tool", ["draw", "erase", "look", "place"])
def test_esc_takes_back_all_that_came_of_a_stroke(window: Window, board: Board, tool: str) -> None:
    trigger(window, "new_points", "new_points", "undo", f"tool_{tool}")
    window.session.seek(3)
    board.setFocus()
    before, seen = everything(window), picture(board)
    assert before[0].can_redo
    place = star(window, 1) if tool in ("look", "place") else dot(window, 5)
    if tool == "draw":
        place = free_place(window)
    take(board, place)
    for step in (30, 60, 90):
        pull(board, beside(place, step, step / 2))
    assert window.session.state.recipe != before[0].recipe
    press(Qt.Key.Key_Escape)
    assert everything(window) == before
    # The hand is empty: neither its moves nor the release do anything.
    pull(board, beside(place, 120))
    let_go(board, beside(place, 120))
    assert everything(window) == before
    hover(board, (5.0, 5.0))
    assert same(picture(board), seen)
    trigger(window, "redo")
    assert window.session.state.recipe.data_seed == before[0].recipe.data_seed + 1


def test_esc_puts_a_point_back_that_the_pen_holds(window: Window, board: Board) -> None:
    trigger(window, "tool_draw")
    before, place = everything(window), dot(window, 7)
    take(board, place)
    pull(board, beside(place, 50, 20))
    assert window.session.state.recipe.moved
    press(Qt.Key.Key_Escape)
    assert everything(window) == before
    let_go(board, beside(place, 50, 20))
    assert everything(window) == before


def test_esc_takes_a_pan_back(window: Window, board: Board) -> None:
    before, place = everything(window), free_place(window)
    board.setFocus()
    take(board, place)
    pull(board, beside(place, 80, 50))
    assert board.view != before[1]
    press(Qt.Key.Key_Escape)
    let_go(board, beside(place, 80, 50))
    assert everything(window) == before


def test_esc_takes_back_a_drag_on_a_large_board(open_window: OpenWindow) -> None:
    window = open_window(n=30_000, k=5)
    window.wait_for_work()
    board, before = the(window, Board, "board"), everything(window)
    board.setFocus()
    for tool, place in (("look", star(window, 2)), ("draw", (200.0, 20.0))):
        trigger(window, f"tool_{tool}")
        take(board, place)
        pull(board, beside(place, 40))
        pull(board, beside(place, 80))
        press(Qt.Key.Key_Escape)
        let_go(board, beside(place, 80))
        window.wait_for_work()
        assert everything(window) == before


def test_esc_while_a_film_plays_lets_it_play_on(window: Window, board: Board) -> None:
    board.setFocus()
    window.session.seek(2)
    window.session.toggle_play()
    place = star(window, 0)
    take(board, place)
    pull(board, beside(place, 60))
    assert not window.session.state.playing
    press(Qt.Key.Key_Escape)
    assert window.session.state.playing
    window.session.pause()


def test_esc_with_an_empty_hand_does_what_it_did(window: Window, board: Board) -> None:
    before = everything(window)
    board.setFocus()
    assert not board.abandon()
    press(Qt.Key.Key_Escape)
    assert everything(window) == before


def test_esc_takes_back_a_drag_on_a_compared_board(window: Window) -> None:
    trigger(window, "compare")
    comparing = window._compare
    board, before = comparing.page.boards[1], comparing.comparison.state
    board.setFocus()
    film, entry = before.film, before.boards[1]
    place = tuple(board.view.pixels(entry.run.marks[entry.half_step].centroids[0]).tolist())
    take(board, place)
    pull(board, beside(place, 40))
    assert comparing.comparison.state.entries[1].run is not entry.run
    press(Qt.Key.Key_Escape)
    let_go(board, beside(place, 40))
    after = comparing.comparison.state
    assert [each.run for each in after.entries] == [each.run for each in before.entries]
    assert after.film.half_step == film.half_step
    assert not after.can_undo
    assert comparing.page is not None, "Esc is for the drag, not for leaving the page"


def test_a_double_click_leaves_the_selection_as_it_was(window: Window, board: Board) -> None:
    window.session.select(2)
    place = free_place(window)
    drag(board, place)
    assert window.session.state.selected is None
    mouse(board, QEvent.Type.MouseButtonDblClick, place, LEFT, LEFT)
    let_go(board, place)
    assert window.session.state.selected == 2


def test_what_the_pen_would_move_has_a_ring(window: Window, board: Board) -> None:
    trigger(window, "tool_draw")
    hover(board, dot(window, 3))
    assert board.layers.grip_marks.is_shown
    with_ring = picture(board)
    assert board.cursor().shape() is Qt.CursorShape.OpenHandCursor
    hover(board, free_place(window))
    assert not board.layers.grip_marks.is_shown
    assert not same(picture(board), with_ring)
    hover(board, dot(window, 3))
    trigger(window, "new_points")
    assert not board.layers.grip_marks.is_shown, "it is another point now"
    board.grab()


def test_the_centroid_that_a_click_would_remove_is_struck_out(window: Window, board: Board) -> None:
    for tool, is_shown in (("look", False), ("place", True), ("erase", False)):
        trigger(window, f"tool_{tool}")
        hover(board, star(window, 1))
        assert board.layers.grip_marks.is_shown is is_shown
        board.grab()
    trigger(window, "tool_place")
    hover(board, star(window, 1))
    trigger(window, "step_forward")  # it is where the centroid is
    board.grab()
    assert board.layers.grip_marks.is_shown
    take(board, star(window, 1))
    assert not board.layers.grip_marks.is_shown
    let_go(board, star(window, 1))
