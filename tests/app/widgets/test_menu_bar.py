"""The menu bar lets go of title and focus when its menus are closed."""

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from app.board.board import Board
from app.window import Window
from tests.app.hand import the


def popup() -> QWidget:
    found = QApplication.activePopupWidget()
    assert found is not None
    return found


def test_no_title_stays_lit_and_the_board_has_the_focus_again_after_esc(
    window: Window, qtbot: QtBot
) -> None:
    [bar] = window.findChildren(QMenuBar)
    board = the(window, Board, "board")
    for title in bar.actions()[:2]:
        place = bar.actionGeometry(title).center()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
        assert bar.activeAction() is title
        QTest.keyClick(popup(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: bar.activeAction() is None)
        qtbot.waitUntil(lambda: window.focusWidget() is board)


def test_an_arrow_key_goes_on_to_the_next_menu(window: Window) -> None:
    [bar] = window.findChildren(QMenuBar)
    first, second = bar.actions()[:2]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(first).center())
    QTest.keyClick(popup(), Qt.Key.Key_Right)
    QApplication.processEvents()
    assert bar.activeAction() is second
    popup().close()
    QApplication.processEvents()
