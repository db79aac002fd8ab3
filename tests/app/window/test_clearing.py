"""An empty board, and boards that wait for points or for centroids."""

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QLabel, QSpinBox, QToolButton, QWidget

from app.board.board import Board
from app.board.touch import Tool
from app.window import Window
from core.session.edits.point_edits import added_points, cleared_points
from tests.app.conftest import OpenWindow
from tests.app.hand import drag, press, the, trigger

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

LOOKS = ("by_truth", "truth", "disagreements", "links", "shapes", "trails", "axes", "cells")


def said_on_board(window: Window) -> str:
    return the(window, Board, "board").layers.invitation.text


def test_an_empty_board_says_what_to_do_and_points_can_be_drawn_at_once(window: Window) -> None:
    before = window.session.state.recipe
    press(Qt.Key.Key_N, CTRL)
    state, board = window.session.state, the(window, Board, "board")
    assert (len(state.run.points), len(state.run.starts)) == (0, 0)
    assert "open a file" in said_on_board(window)
    assert the(window, QToolButton, f"tool_{Tool.DRAW.value}").isChecked()
    assert the(window, QSpinBox, "clusters_count").value() == 0
    drag(board, (200, 200), (240, 240), (300, 300), (350, 250))
    assert len(window.session.state.run.points) == 4
    assert "no centroids" in said_on_board(window)
    press(Qt.Key.Key_Up, SHIFT)
    press(Qt.Key.Key_Up, SHIFT)
    state = window.session.state
    assert (state.recipe.start, len(state.run.starts), state.run.converged) == (
        "random-points", 2, True,
    )  # fmt: skip
    assert said_on_board(window) == ""
    for _ in range(4):
        press(Qt.Key.Key_Z, CTRL)
    assert window.session.state.recipe == before


def test_points_and_centroids_are_cleared_by_keys_and_come_back(window: Window) -> None:
    press(Qt.Key.Key_Delete, CTRL)
    state = window.session.state
    assert (len(state.run.points), len(state.run.starts)) == (0, 5)
    assert not the(window, QAction, "clear_points").isEnabled()
    trigger(window, "undo")
    press(Qt.Key.Key_Delete, CTRL | SHIFT)
    state = window.session.state
    assert (len(state.run.points), len(state.run.starts)) == (300, 0)
    assert "no centroids" in the(window, QLabel, "storyTitle").text()
    trigger(window, "undo")
    assert len(window.session.state.run.starts) == 5


def test_a_file_opens_where_no_centroid_is_placed_yet(window: Window, iris: Path) -> None:
    session = window.session
    session.edit(start="by-hand")
    trigger(window, "clear_centroids")
    assert window.open_path(iris)
    window.wait_for_work()
    assert (len(session.state.run.points), len(session.state.run.starts)) == (150, 0)


def test_a_file_after_one_that_lowered_k_and_was_drawn_on(window: Window, tmp_path: Path) -> None:
    for name, count in (("few", 2), ("many", 20)):
        rows = "".join(f"{n},{n * n}\n" for n in range(count))
        (tmp_path / f"{name}.csv").write_text(f"a,b\n{rows}")
    session = window.session
    assert window.open_path(tmp_path / "few.csv")
    window.wait_for_work()
    assert session.state.recipe.k == 2
    session.edit(**added_points(session.state.run, [(0.5, 0.5)]))
    assert window.open_path(tmp_path / "many.csv")
    window.wait_for_work()
    assert session.state.recipe.k == 5
    assert not session.state.recipe.held


def test_one_cluster_fewer_than_one_is_none_to_go_to(open_window: OpenWindow) -> None:
    window = open_window(n=12, k=1)
    press(Qt.Key.Key_Down, SHIFT)
    assert window.session.state.recipe.k == 1
    assert window.message == "One fewer cluster: there is no smaller K."


def test_no_k_is_chosen_on_an_empty_board(window: Window) -> None:
    trigger(window, "new_board", "more_clusters")
    assert window.message == "There are no points yet to choose centroids from."


def test_fewer_points_than_centroids_are_said_in_one_line(open_window: OpenWindow) -> None:
    window = open_window(n=12, k=3)
    session = window.session
    session.edit(**cleared_points(session.state.run))
    session.edit(**added_points(session.state.run, [(0.0, 0.0), (0.5, 0.0)]))
    assert said_on_board(window).startswith("3 clusters need 3 distinct points; there are 2.")
    assert not window.message


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("k", [0, 1])
def test_every_command_bears_a_board_of_few_points(window: Window, count: int, k: int) -> None:
    session = window.session
    trigger(window, "new_board")
    places = [(0.1, 0.2), (0.4, 0.2)][:count]
    if places:
        session.edit(**added_points(session.state.run, places))
        session.edit(k=k)
    never = (
        "quit",
        "open_file",
        "gallery",
        "about",
        "keyboard_shortcuts",
        "full_screen",
        "undo",
        "redo",
    )
    actions = [a for a in window.findChildren(QAction) if a.objectName() and a.isEnabled()]
    for action in actions:
        name = action.objectName()
        if name in never or "demonstration" in name or not action.isEnabled():
            continue
        before = session.state.recipe
        action.trigger()
        window.wait_for_picture()
        window.grab()
        if session.state.recipe != before:
            session.undo()
    assert len(session.state.run.points) == count


@pytest.mark.parametrize("looks", [(), LOOKS])
def test_a_board_that_begins_to_wait_closes_its_experiment(
    window: Window, looks: tuple[str, ...]
) -> None:
    window.session.show(**dict.fromkeys(looks, True))
    for name in ("restarts", "basin_map", "choose_k"):
        trigger(window, name)
        window.wait_for_picture()
        trigger(window, "clear_centroids")
        window.grab()
        assert not the(window, QAction, name).isEnabled()
        assert not the(window, QAction, name).isChecked()
        assert the(window, QWidget, "story").isVisible()
        trigger(window, "undo")


def test_a_file_opens_on_an_empty_board_with_centroids(window: Window, iris: Path) -> None:
    session = window.session
    trigger(window, "new_board")
    session.edit(**added_points(session.state.run, [(9.0, 9.0)]))
    assert window.open_path(iris)
    window.wait_for_work()
    assert (len(session.state.run.points), len(session.state.run.starts)) == (150, 5)
    assert not session.state.recipe.is_retouched
