"""A view without points says where they are, and offers to show them."""

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QFrame, QPushButton, QWidget

from app.board.board import Board
from app.board.outside_view import ARROWS, away_words, way_to_points
from app.paint.view import View
from app.window import Window
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.teaching.demonstrations import demonstrations
from tests.app.conftest import OpenWindow
from tests.app.hand import drag, press, the, trigger, turn_wheel

SQUARE = Data(np.array([[-1.0, -1.0], [1.0, 1.0]]))


def note(window: Window) -> QFrame:
    return the(the(window, QWidget, "board"), QFrame, "away")


def saved(path: Path, shift: float, count: int = 30) -> Path:
    path.write_text("x,y\n" + "".join(f"{shift + i % 7},{shift + i % 5}\n" for i in range(count)))
    return path


@pytest.mark.parametrize("way", [way for way in ARROWS if way != (0, 0)])
def test_the_way_to_points_outside_of_the_view(way: tuple[int, int]) -> None:
    view = View(x=-9.0 * way[0], y=-9.0 * way[1], scale=50.0, width=300, height=200)
    assert way_to_points(view, SQUARE) == way
    words = away_words(way, 300)
    assert words.startswith(ARROWS[way])
    assert "300 points" in words


def test_points_around_the_view_are_on_no_side() -> None:
    assert way_to_points(View(scale=900.0, width=300, height=200), SQUARE) == (0, 0)
    assert "on all sides" in away_words((0, 0), 2)
    assert "1 point is" in away_words((0, 1), 1)


def test_a_point_at_the_very_edge_is_in_view() -> None:
    for side in (-1.0, 1.0):
        at_edge = View(x=side * 4.0, scale=50.0, width=300, height=200)
        assert way_to_points(at_edge, SQUARE) is None


def test_the_note_comes_and_goes_with_the_points(window: Window) -> None:
    board = the(window, Board, "board")
    assert note(window).isHidden()
    across = float(board.width())
    for _ in range(2):
        drag(board, (across - 5, 300.0), (across - 50, 300.0), (5.0, 300.0))
    assert note(window).isVisible()
    assert note(window).accessibleDescription().startswith("← 300 points are outside the view")
    # At the edge that the points are behind.
    middle = note(window).mapTo(board, note(window).rect().center())
    assert middle.x() < board.width() / 2
    assert abs(middle.y() - board.height() / 2) < 5
    assert board.rect().contains(note(window).geometry())
    the(window, QPushButton, "away_fit").click()
    assert note(window).isHidden()


def test_the_key_f_brings_the_points_back(window: Window) -> None:
    board = the(window, Board, "board")
    turn_wheel(board, 40, (3.0, 3.0))
    assert note(window).isVisible()
    board.setFocus()
    press(Qt.Key.Key_F)
    assert note(window).isHidden()


def test_a_click_beside_the_note_is_the_board_s(window: Window) -> None:
    board = the(window, Board, "board")
    turn_wheel(board, 40, (3.0, 3.0))
    assert board.childAt(QPoint(board.width() // 2, board.height() // 3)) is None


@pytest.mark.parametrize("size", [(800, 700), (1280, 800)])
def test_the_note_fits_on_the_board_and_is_not_cut(
    open_window: OpenWindow, size: tuple[int, int]
) -> None:
    window = open_window(n=200_000)
    window.resize(*size)
    board = the(window, Board, "board")
    for corner in ((3.0, 3.0), (board.width() - 3.0, 3.0), (3.0, board.height() - 3.0)):
        trigger(window, "fit")
        turn_wheel(board, 40, corner)
        assert note(window).isVisible()
        window.grab()
        assert board.rect().contains(note(window).geometry())
        strip = the(window, QWidget, "tools")
        own = note(window).rect().translated(note(window).mapTo(window, QPoint()))
        assert not own.intersects(strip.rect().translated(strip.mapTo(window, QPoint())))
        assert note(window).height() >= note(window).heightForWidth(note(window).width())


def test_a_file_saved_anew_is_shown_whole_when_it_is_opened_again(
    window: Window, tmp_path: Path
) -> None:
    board, path = the(window, Board, "board"), tmp_path / "own.csv"
    window.open_path(saved(path, 0.0))
    turn_wheel(board, 20, (200.0, 200.0))
    window.open_path(saved(path, 5000.0))
    points = window.session.state.run.points
    pixels = board.view.pixels(points)
    assert ((pixels >= 0) & (pixels <= (board.width(), board.height()))).all()
    assert note(window).isHidden()


def test_a_choice_on_the_same_file_keeps_the_view(window: Window, tmp_path: Path) -> None:
    board = the(window, Board, "board")
    window.open_path(saved(tmp_path / "own.csv", 0.0))
    turn_wheel(board, 2, (200.0, 200.0))
    before = board.view
    window.session.edit(k=3)
    assert board.view == before


def test_another_demonstration_is_shown_whole(window: Window) -> None:
    board = the(window, Board, "board")
    one, other = list(demonstrations().values())[1:3]
    window.open_demonstration(one)
    fitted = board.view
    turn_wheel(board, 30, (200.0, 200.0))
    window.open_demonstration(other)
    assert way_to_points(board.view, window.session.state.run.data) is None
    assert board.view.scale <= fitted.scale * 1.5


def test_new_points_out_of_view_are_told_of(open_window: OpenWindow) -> None:
    window = open_window(Recipe(shape="blobs", n=20, blobs=1, k=1, spread=0.01))
    board = the(window, Board, "board")
    x, y = board.view.pixels(window.session.state.run.points.mean(axis=0)).tolist()
    turn_wheel(board, 12, (x, y))
    assert note(window).isHidden()
    trigger(window, "new_points")
    assert note(window).isVisible()
    trigger(window, "undo")
    assert note(window).isHidden()
