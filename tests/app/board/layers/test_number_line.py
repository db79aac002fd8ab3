"""The number line of points that lie on a line."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtWidgets import QWidget

from app.board.board import Board
from app.window import Window
from app.words.ticks import ticks
from core.teaching.demonstrations import demonstrations
from tests.app.eye import difference, picture
from tests.app.hand import the


@given(low=st.floats(-1e3, 1e3), span=st.floats(1e-3, 1e6), count=st.integers(2, 20))
def test_ticks_are_round_and_at_most_as_many_as_asked(low: float, span: float, count: int) -> None:
    found = ticks(low, low + span, count)
    assert len(found) <= count
    assert all(low <= place <= low + span for place in found)
    if len(found) > 2:
        steps = np.diff(found)
        assert np.allclose(steps, steps[0], rtol=1e-6)
        assert f"{steps[0]:.2e}"[:4] in ("1.00", "2.00", "5.00")


def test_ticks_of_nothing_are_none() -> None:
    assert ticks(1.0, 1.0, 5) == []
    assert ticks(0.0, 10.0, 6) == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
    assert ticks(0.0, 10.0, 5) == [0.0, 5.0, 10.0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_points_on_a_line_have_a_number_line_and_others_have_none(
    window: Window, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.choose_theme(theme)
    board = the(window, Board, "board")
    for name, has_line in (("h1", True), ("opening", False)):
        window.open_demonstration(demonstrations()[name])
        window.wait_for_picture()
        board.leaveEvent(None)
        with_line = picture(board)
        with monkeypatch.context() as patch:
            patch.setattr("app.board.layers.number_line.NumberLine.paint", lambda *_: None)
            board.update()
            without = picture(board)
        assert (difference(with_line, without) > 30).any() == has_line
    assert isinstance(board, QWidget)
