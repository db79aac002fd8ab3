"""The commands: their keys, where these work, and where they must not."""

from collections import Counter
from functools import partial

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QPushButton,
    QWidget,
)

from app.window import Window
from app.window.actions import keys_of, make_actions
from app.window.commands import all_commands
from core.session.session import Session
from tests.app.hand import focus, press, the, trigger

KEYS = {
    "Space": "play",
    "Right": "step_forward",
    "Left": "step_back",
    "Shift+Right": "iteration_forward",
    "Shift+Left": "iteration_back",
    "Home": "go_to_start",
    "End": "go_to_end",
    "[": "slower",
    "]": "faster",
    "N": "new_points",
    "S": "new_starts",
    "Ctrl+Z": "undo",
    "Ctrl+Shift+Z": "redo",
    "Ctrl+Y": "redo",
    "F": "fit",
    "+": "zoom_in",
    "-": "zoom_out",
    "Ctrl++": "interface_larger",
    "Ctrl+-": "interface_smaller",
    "Ctrl+0": "interface_normal",
    "F1": "keyboard_shortcuts",
    "?": "keyboard_shortcuts",
    "F11": "full_screen",
    "Ctrl+D": "gallery",
}
"""The keys that people learn, but for those that open a file and quit."""

ANYWHERE = (
    "board", "points_count_slider", "shape", "timeline", "speed", "cluster_table", "show_cells",
)  # fmt: skip
"""A widget of each kind that takes no text."""


@pytest.fixture
def mid_run(window: Window) -> Window:
    """A window in which every command can be given: in mid-run, with edits to undo and redo."""
    session = window.session
    session.edit(k=4)
    session.edit(k=6)
    session.undo()
    session.edit(k=5)
    session.edit(k=3)
    session.undo()
    session.seek(4)
    assert session.state.can_undo
    assert session.state.can_redo
    return window


def type_keys(widget: QWidget, keys: str) -> None:
    """Press keys as they are written in a menu."""
    QTest.keySequence(widget, QKeySequence(keys))


def close_dialogs() -> None:
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog) and each.isVisible():
            each.close()


# Words


def test_no_key_stands_for_two_commands() -> None:
    counted = Counter(key for command in all_commands() for key in command.keys)
    assert [key for key, count in counted.items() if count > 1] == []


def test_no_two_commands_have_one_name() -> None:
    names = [command.name for command in all_commands()]
    assert len(names) == len(set(names))


def test_tooltips_name_the_keys(window: Window) -> None:
    for command in all_commands():
        action = the(window, QAction, command.name)
        for key in keys_of(action):
            assert key in action.toolTip()
        assert len(list(keys_of(action))) == len(command.keys)


def test_a_held_key_steps_on_but_neither_plays_nor_draws_new_points(qtbot: object) -> None:
    owner = QWidget()
    actions = make_actions(owner)
    held = {name for name, action in actions.items() if action.autoRepeat()}
    assert {"step_forward", "step_back", "iteration_forward", "iteration_back"} <= held
    assert not held & {"play", "new_points", "new_starts", "full_screen", "open_file", "quit"}


# Where keys work


def test_every_key_works_wherever_the_focus_is(mid_run: Window) -> None:
    session, given = mid_run.session, []
    for action in mid_run.findChildren(QAction):
        action.triggered.connect(partial(noted, given, action.objectName()))
    session.show(motion=False)
    for place in ANYWHERE:
        widget = the(mid_run, QWidget, place)
        for keys, name in KEYS.items():
            if name == "full_screen":
                continue  # it hides some of the places; a test of its own presses it
            if name.startswith("interface_") and place != "board":
                continue  # once is enough of what takes a second
            if keys == "Space" and isinstance(widget, QAbstractButton):
                continue  # it presses the button
            if name == "redo" and not session.state.can_redo:
                session.undo()
            session.seek(4)
            focus(widget)
            given.clear()
            type_keys(widget, keys)
            assert given == [name], (place, keys)
            session.pause()
            close_dialogs()


def noted(given: list[str], name: str, *_: object) -> None:
    given.append(name)


def test_the_keys_of_the_film_go_where_they_say(window: Window) -> None:
    board = the(window, QWidget, "board")
    for keys, half_step in (
        ("Right", 5), ("Left", 3), ("Shift+Right", 5), ("Shift+Left", 3), ("Home", 0), ("End", 31),
    ):  # fmt: skip
        window.session.seek(4)
        type_keys(board, keys)
        assert window.session.state.half_step == half_step, keys


def test_a_key_held_down_steps_with_every_repeat(window: Window) -> None:
    window.session.seek(0)
    board = the(window, QWidget, "board")
    for count in range(1, 8):
        QTest.keyPress(board, Qt.Key.Key_Right)
        assert window.session.state.half_step == count
    QTest.keyRelease(board, Qt.Key.Key_Right)
    assert window.session.state.half_step == 7


def test_f11_presents_and_leaves_again(window: Window) -> None:
    press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_at_the_ends_of_the_run_keys_do_nothing_anywhere(window: Window) -> None:
    """A key that its command left alone would move the slider or the box that has the focus."""
    for place in ANYWHERE:
        for end, keys in ((0, ("Left", "Shift+Left", "Home")), (31, ("Right", "End"))):
            window.session.seek(end)
            before = window.session.state
            focus(the(window, QWidget, place))
            for key in keys:
                type_keys(QApplication.focusWidget(), key)
                assert window.session.state is before, (place, key)


def test_ctrl_o_asks_for_a_file_and_cancelling_changes_nothing(window: Window) -> None:
    before, asked = window.session.state, []

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        asked.append(type(dialog))
        if isinstance(dialog, QDialog):
            dialog.reject()

    QTimer.singleShot(50, cancel)
    type_keys(the(window, QWidget, "board"), "Ctrl+O")
    assert asked == [QFileDialog]
    assert window.session.state is before


def test_ctrl_q_closes_the_window(window: Window) -> None:
    type_keys(the(window, QWidget, "board"), "Ctrl+Q")
    assert not window.isVisible()


# Where keys must not


def test_a_number_being_typed_keeps_its_keys(window: Window) -> None:
    session = window.session
    session.edit(k=4)
    session.seek(4)
    before = session.state
    for name in ("points_count", "spread", "data_seed", "clusters_count"):
        box = the(window, QWidget, name)
        focus(box)
        for keys in ("Left", "Right", "Home", "End", "Shift+Left", "Shift+Right", "Space"):
            type_keys(box, keys)
            assert session.state is before, (name, keys)
        QTest.keyClicks(box, "nsf[]+-1")
        for keys in ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+A"):
            type_keys(box, keys)
            assert session.state is before, (name, keys)
        window._board_page.choices.draw(before)


def test_the_space_bar_presses_the_button_that_the_tab_key_has_reached(window: Window) -> None:
    switch = the(window, QCheckBox, "show_links")
    focus(switch)
    press(Qt.Key.Key_Space)
    assert window.session.state.look.links
    assert not window.session.state.playing
    focus(the(window, QPushButton, "present"))
    press(Qt.Key.Key_Space)
    assert window.isFullScreen()


def test_after_a_click_on_a_switch_the_space_bar_still_plays(window: Window) -> None:
    switch = the(window, QCheckBox, "show_links")
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert window.session.state.look.links
    press(Qt.Key.Key_Space)
    assert window.session.state.playing


# What commands do


def test_every_command_can_be_given_from_its_menu(mid_run: Window) -> None:
    for command in all_commands():
        if command.name not in ("open_file", "quit", "about"):
            trigger(mid_run, command.name)
            QApplication.processEvents()
    close_dialogs()


def test_new_points_take_the_next_seed_and_keep_the_rest(window: Window) -> None:
    before = window.session.state.recipe
    trigger(window, "new_points")
    assert window.session.state.recipe == before.but(data_seed=before.data_seed + 1)


def test_new_starts_keep_the_points(window: Window) -> None:
    before = window.session.state
    trigger(window, "new_starts")
    after = window.session.state
    assert after.recipe == before.recipe.but(start_seed=before.recipe.start_seed + 1)
    assert after.run.data is before.run.data


def test_undo_and_redo_bring_back_the_run_and_the_place_in_it(window: Window) -> None:
    session: Session = window.session
    session.seek(7)
    first = session.state.run
    trigger(window, "new_starts")
    second = session.state.run
    session.seek(2)
    trigger(window, "new_points", "undo")
    assert (session.state.run, session.state.half_step) == (second, 2)
    trigger(window, "undo")
    assert (session.state.run, session.state.half_step) == (first, 7)
    trigger(window, "redo")
    assert (session.state.run, session.state.half_step) == (second, 2)


def test_undo_and_redo_are_there_only_when_there_is_something_to_do(window: Window) -> None:
    def enabled() -> tuple[bool, bool]:
        return the(window, QAction, "undo").isEnabled(), the(window, QAction, "redo").isEnabled()

    assert enabled() == (False, False)
    trigger(window, "new_starts")
    assert enabled() == (True, False)
    trigger(window, "undo")
    assert enabled() == (False, True)
    trigger(window, "redo")
    assert enabled() == (True, False)
