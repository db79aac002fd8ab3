"""The coordinates beside a handful of points, and the size of these."""

import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QFont

from app.board.board import Board
from app.board.points.coordinates import MOST, told
from app.board.points.dots import LARGEST, USUAL, diameter
from app.window import Window
from app.words.numbers import number
from core.teaching.demonstrations import demonstrations
from tests.app.conftest import OpenWindow
from tests.app.eye import picture, same
from tests.app.hand import the

SMALL = [name for name, shown in demonstrations().items() if shown.recipe.count in range(1, MOST)]


def labels(window: Window) -> list[tuple[QRectF, str]]:
    board = the(window, Board, "board")
    return board.layers.coordinates.labels(QFont(board.font()), board.view)


def test_a_handful_of_points_is_larger_than_many() -> None:
    assert diameter(6, 1.0) == LARGEST > diameter(20, 1.0) > diameter(25, 1.0) == USUAL


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_small_demonstrations_tell_the_coordinates_of_every_point(
    open_window: OpenWindow, name: str, theme: str
) -> None:
    window = open_window(theme=theme)
    window.open_demonstration(demonstrations()[name])
    window.session.seek(window.session.state.run.first)
    window.grab()
    points = window.session.state.run.points
    found = labels(window)
    assert len(found) == len(points)
    on_line = len(set(points[:, 1].tolist())) == 1
    for (x, y), (_, text) in zip(points.tolist(), found, strict=True):
        wanted = f"{x:g}" if on_line else f"({x:g}, {y:g})"
        assert text == wanted.replace("-", "−")
    boxes = [box for box, _ in found]
    assert not [1 for a in boxes for b in boxes if a is not b and a.intersects(b)]


def test_large_and_small_coordinates_are_written_as_elsewhere() -> None:
    wanted = {0.5: "0.5", -2.0: "−2", 0.0: "0", 1234.0: "1234"}
    wanted |= {12345.0: "12\u202f345", 3e9: "3.00×10⁹", -2e-5: "−2.00×10⁻⁵"}
    assert {value: told(value) for value in wanted} == wanted
    assert told(9999.7) == number(9999.7)


def test_they_go_with_the_axes_and_where_points_are_many(window: Window) -> None:
    window.open_demonstration(demonstrations()["b2"])
    board = the(window, Board, "board")
    seen = picture(board)
    assert labels(window)
    window.session.show(axes=False)
    assert not labels(window)
    assert not same(picture(board), seen)
    window.session.show(axes=True)
    window.open_demonstration(demonstrations()["a1"])
    assert not labels(window)
