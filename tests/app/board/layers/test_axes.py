"""Ticks stand where their numbers say."""

import numpy as np
import pytest

from app.board.board import Board
from app.window import Window
from app.words.ticks import tick_texts, ticks
from tests.app.eye import difference, picture
from tests.app.hand import the, trigger


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (0.0, "0"),
        (-0.5, "−0.5"),
        (1250.0, "1250"),
        (1e6, "1\u202f000\u202f000"),
        (2e9, "2×10⁹"),
        (-2e-5, "−2×10⁻⁵"),
    ],
)
def test_numbers_at_ticks_are_short(place: float, text: str) -> None:
    assert tick_texts([place]) == [text]


def test_ticks_stand_at_round_numbers_and_only_at_the_edge(window: Window) -> None:
    board = the(window, Board, "board")
    shown = picture(board)
    trigger(window, "toggle_axes")
    changed = difference(shown, picture(board)) > 20
    trigger(window, "toggle_axes")
    assert np.count_nonzero(changed) > 100
    inner = changed[40:-40, 60:-30]
    assert not inner.any()
    left, _, right, _ = board.view.rectangle
    width, height = board.width(), board.height()
    marks = np.flatnonzero(changed[height - 4])
    round_places = [
        width * (place - left) / (right - left) for place in ticks(left, right, round(width / 90))
    ]
    assert len(marks) >= 3
    for mark in marks.tolist():
        assert min(abs(mark - place) for place in round_places) < 2.0
