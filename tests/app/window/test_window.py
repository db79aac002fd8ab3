"""The window: its parts under their names, what one command costs, and how it ends."""

import gc
import weakref
from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QMenu,
    QMenuBar,
    QScrollBar,
    QSlider,
    QSpinBox,
    QSplitter,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.board.board import Board
from app.window import Window
from core.runs.recipe import Recipe
from core.session.session import Session
from core.session.state import State
from tests.app.conftest import OpenWindow
from tests.app.eye import Paints
from tests.app.hand import drag, focus, press, the, trigger

ACTIONS = (
    "step_forward", "step_back", "iteration_forward", "iteration_back", "go_to_start", "go_to_end",
    "play", "faster", "slower", "new_points", "new_starts", "open_file", "undo", "redo", "fit",
    "full_screen", "keyboard_shortcuts",
)  # fmt: skip
"""The names of commands that scripts rely on."""

WIDGETS: dict[str, type[QWidget]] = {
    "shape": QComboBox,
    "points_count": QSpinBox,
    "spread": QDoubleSpinBox,
    "data_seed": QSpinBox,
    "clusters_count": QSpinBox,
    "start_method": QComboBox,
    "start_seed": QSpinBox,
    "empty_policy": QComboBox,
    "timeline": QSlider,
    "speed": QComboBox,
    "board": QWidget,
    "story": QWidget,
    "cost_chart": QWidget,
    "cluster_table": QTableView,
    "status_text": QWidget,
}
"""The names of widgets that scripts rely on, and what can be done with them."""

INTERACTIVE = (QAbstractButton, QAbstractSpinBox, QAbstractSlider, QComboBox, QTableView)


def actions_of(menu: QMenu | QMenuBar) -> list[QAction]:
    """The commands of a menu and of all menus in it."""
    found = []
    for action in menu.actions():
        inner = action.menu()
        found += actions_of(inner) if inner is not None else [action]
    return found


def controls_of(window: Window) -> list[QWidget]:
    """All that can be clicked, typed into, dragged or reached by the Tab key."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if (isinstance(widget, INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(widget, QScrollBar)
        and widget.focusProxy() is None
        and widget.window() is window
        and not widget.objectName().startswith("qt_")
    ]


def forget(window: Window) -> None:
    """Close a window and let Qt delete it."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# Names


def test_every_promised_name_is_there_once_and_is_the_right_thing(window: Window) -> None:
    for name, kind in (dict.fromkeys(ACTIONS, QAction) | WIDGETS).items():
        assert isinstance(the(window, QObject, name), kind), name


def test_a_fresh_window_holds_a_session_on_the_opening_board(window: Window) -> None:
    assert isinstance(window.session, Session)
    assert 0 < window.session.state.half_step < window.session.state.run.last


def test_every_command_is_in_a_menu_and_has_a_tooltip(window: Window) -> None:
    bar = window.findChild(QMenuBar)
    assert bar is not None
    listed = [action for action in actions_of(bar) if not action.isSeparator()]
    for action in window.findChildren(QAction):
        if not action.objectName() or action.objectName().startswith("qt_"):
            continue
        assert listed.count(action) == 1, action.objectName()
        assert action.text()
        assert action.toolTip() not in ("", action.text().replace("&", ""))


def test_every_control_says_its_name_and_what_it_is_for(window: Window) -> None:
    controls = controls_of(window)
    assert len(controls) > 35
    for control in controls:
        assert control.accessibleName().strip(), (type(control), control.objectName())
        told = isinstance(control, (QAbstractButton, QAbstractSpinBox, QSlider, QComboBox))
        if told and control.objectName() != "sectionHeader":
            assert control.toolTip(), control.accessibleName()


def test_the_tab_key_reaches_every_control_and_comes_back(window: Window) -> None:
    board = the(window, QWidget, "board")
    focus(board)
    reached = []
    for _ in range(100):
        press(Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        if reached[-1] is board:
            break
    assert reached[-1] is board
    wanted = {
        control
        for control in controls_of(window)
        if control.isVisible()
        and control.isEnabled()
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert wanted <= set(reached)


# What a command costs


def test_one_key_press_is_one_change_and_one_paint(window: Window) -> None:
    window.session.show(motion=False)
    QApplication.processEvents()
    changes: list[tuple[State, State]] = []
    window.session.watch(lambda old, new: changes.append((old, new)))
    paints = Paints(the(window, QWidget, "board"))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        changes.clear()
        paints.count = 0
        press(key)
        assert len(changes) == 1
        QApplication.processEvents()
        assert (len(changes), paints.count) == (1, 1)


def test_a_key_that_begins_a_glide_changes_the_state_once(window: Window) -> None:
    changes: list[State] = []
    window.session.watch(lambda old, new: changes.append(new))
    press(Qt.Key.Key_Right)
    assert len(changes) == 1
    assert changes[0].progress == 0.0


def test_seeking_echoes_nothing(window: Window) -> None:
    changes: list[State] = []
    window.session.watch(lambda old, new: changes.append(new))
    for position in (0, 2, 7.0, 7.25, 31):
        changes.clear()
        for _ in range(2):
            window.session.seek(position)
            QApplication.processEvents()
            assert [state.position for state in changes] == [position]


def test_a_new_board_echoes_nothing(window: Window) -> None:
    changes: list[State] = []
    window.session.watch(lambda old, new: changes.append(new))
    window.session.load(Recipe(shape="moons", n=1234, spread=0.237, k=7, data_seed=999_999))
    QApplication.processEvents()
    assert len(changes) == 1


def test_the_clock_stands_still_when_nothing_moves(window: Window) -> None:
    [clock] = window._playback._clock.findChildren(QTimer)
    assert not clock.isActive()
    trigger(window, "step_forward")
    assert clock.isActive()
    window.session.tick(1.0)
    assert not clock.isActive()
    trigger(window, "play")
    assert clock.isActive()
    trigger(window, "play")
    window.session.seek_end()
    assert not clock.isActive()


# The end


def test_a_closed_window_dies(qtbot: QtBot, iris: Path) -> None:
    """After everything that could hold it back was used: clock, menus, dialogs, files, themes."""
    window = Window()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    trigger(window, "demonstration_article-1", "play", "theme_dark", "interface_larger")
    window.open_path(iris)
    trigger(window, "keyboard_shortcuts", "full_screen", "full_screen", "new_starts", "play")
    qtbot.wait(40)
    assert window.session.state.playing
    dead = weakref.ref(window), weakref.ref(window.session)
    forget(window)
    del window
    gc.collect()
    assert [each() for each in dead] == [None, None]


def test_closing_stops_the_clock_and_the_watching(window: Window) -> None:
    trigger(window, "play")
    [clock] = window._playback._clock.findChildren(QTimer)
    assert clock.isActive()
    window.close()
    assert not clock.isActive()
    window.session.toggle_play()
    assert not clock.isActive()


def test_closing_in_mid_glide_stops_the_clock(window: Window) -> None:
    trigger(window, "step_forward")
    [clock] = window._playback._clock.findChildren(QTimer)
    assert clock.isActive()
    window.close()
    assert not clock.isActive()


def test_closing_ends_the_work_for_the_board(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.board.points.rasters.AT_ONCE", 10_000)
    file = tmp_path / "many.csv"
    file.write_text("x,y\n" + "\n".join(f"{row % 173},{row % 211}" for row in range(150_000)))
    window = open_window()
    board = the(window, Board, "board")
    assert window.open_path(file)
    window.wait_for_work()
    board.grab()
    assert not board.is_settled
    window.close()
    assert board.layers.points._rasters._worker._pool.activeThreadCount() == 0
    assert not board.layers.points._rasters._worker.is_busy


def test_two_windows_know_nothing_of_each_other(open_window: OpenWindow) -> None:
    one, other = open_window(), open_window()
    before = other.session.state
    trigger(one, "step_forward", "new_points")
    assert other.session.state is before


# Presenting


def test_presenting_leaves_the_board_and_its_keys(window: Window) -> None:
    header, board = the(window, QWidget, "header"), the(window, QWidget, "board")
    width = board.width()
    trigger(window, "full_screen")
    assert window.isFullScreen()
    assert not header.isVisible()
    assert not the(window, QWidget, "clusters_count").isVisible()
    assert board.isVisible()
    focus(board)
    before = window.session.state.half_step
    press(Qt.Key.Key_Right)
    assert window.session.state.half_step == before + 1
    press(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not window.isFullScreen()
    assert header.isVisible()
    assert the(window, QWidget, "clusters_count").isVisible()
    window.resize(1280, 800)  # the offscreen platform's screen is smaller than that
    QApplication.processEvents()
    assert board.width() == width


def test_escape_closes_nothing_else(window: Window) -> None:
    press(Qt.Key.Key_Escape)
    assert window.isVisible()
    assert not window.isFullScreen()


# Sizes


def test_the_splitters_let_a_person_choose_widths(window: Window) -> None:
    board, splitter = the(window, QWidget, "board"), window.findChild(QSplitter)
    assert splitter is not None
    before, places = board.width(), splitter.sizes()
    handle = splitter.handle(1)
    assert handle is not None
    drag(handle, (0, 300), (40, 300), (0, 300))
    wider = splitter.sizes()[0] - places[0]
    assert 30 <= wider <= 40
    QApplication.processEvents()
    assert board.width() == before - wider
