"""Three lines on the first visit, until they are closed."""

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from app.__main__ import _begin
from app.board.board import Board
from app.cli.arguments import parse
from app.window.settings import Settings
from app.window.welcome import Hint, welcome
from tests.app.conftest import OpenWindow
from tests.app.hand import the


@pytest.mark.parametrize("size", [(1280, 720), (960, 540), (800, 700)])
def test_three_lines_are_read_whole_and_clear_of_the_tools(
    open_window: OpenWindow, tmp_path: Path, size: tuple[int, int]
) -> None:
    window = open_window()
    welcome(window, Settings(tmp_path / "settings.json"))
    window.resize(*size)
    QApplication.processEvents()
    hint, text = the(window, Hint, "hint"), the(window, QLabel, "hint_text")
    assert hint.isVisible()
    assert len(text.text().splitlines()) == 3
    assert text.height() >= text.heightForWidth(text.width())
    assert the(window, Board, "board").rect().contains(hint.geometry())
    assert not hint.geometry().intersects(the(window, QWidget, "tools").geometry())


def test_they_are_closed_once_and_for_all(open_window: OpenWindow, tmp_path: Path) -> None:
    window, settings = open_window(), Settings(tmp_path / "settings.json")
    welcome(window, settings)
    close = the(window, QToolButton, "hint_close")
    assert close.accessibleName() == "Dismiss"
    close.click()
    assert not [hint for hint in window.findChildren(Hint) if hint.isVisible()]
    assert window.focusWidget() is the(window, Board, "board")
    again = open_window()
    welcome(again, Settings(tmp_path / "settings.json"))
    assert again.findChildren(Hint) == []


def test_a_person_begins_at_the_beginning(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.session.state.half_step > 0
    _begin(window, parse(["--demo", "b2"], "1"))
    assert window.session.state.half_step > 0
    _begin(window, parse([], "1"))
    assert window.session.state.half_step == 0
