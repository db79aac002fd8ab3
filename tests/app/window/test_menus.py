"""The menu of demonstrations: each opens with a click, says what to watch, and can be undone."""

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QApplication, QLabel, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from app.window import Window
from core import record
from core.teaching.demonstrations import demonstrations
from tests.app.hand import the, trigger


def test_the_five_pictures_of_the_article_and_the_opening_are_in_the_menu(window: Window) -> None:
    menu = the(window, QMenu, "demonstrations")
    actions = [action for group in menu.actions() for action in group.menu().actions()]
    names = [action.objectName() for action in actions]
    wanted = {"demonstration_opening", *(f"demonstration_article-{n}" for n in range(1, 6))}
    assert wanted <= set(names)
    assert len(names) == len(set(names)) == len(demonstrations())
    assert all(action.toolTip() for action in actions)


@pytest.mark.parametrize("name", demonstrations())
def test_a_demonstration_opens_with_a_click(window: Window, name: str) -> None:
    shown = demonstrations()[name]
    trigger(window, "new_points", f"demonstration_{name}")
    window.wait_for_work()
    state = window.session.state
    assert state.recipe == shown.recipe
    assert state.half_step == shown.half_step
    assert state.demonstration == name
    assert window.message == ""
    assert the(window, QLabel, "demonstrationTitle").text() == shown.title
    window.session.seek_end()
    QApplication.processEvents()
    expected = record(shown.recipe)
    assert (state.run.points == expected.points).all()
    assert (state.run[state.run.last].centroids == expected[expected.last].centroids).all()
    trigger(window, "undo")
    assert window.session.state.recipe != shown.recipe
    assert window.session.state.demonstration is None


def test_a_demonstration_closes_what_was_refused_before(window: Window) -> None:
    window._board_page.banner.tell("no", "refusal")
    trigger(window, "demonstration_a1")
    assert window.message == ""


def test_every_menu_has_a_key_and_no_two_the_same(window: Window) -> None:
    bar = window.findChild(QMenuBar)
    assert bar is not None
    keys = [action.text().split("&")[1][0].lower() for action in bar.actions()]
    assert len(keys) == len(set(keys)) >= 5


def test_exactly_one_theme_is_ticked(window: Window) -> None:
    names = ("theme_system", "theme_light", "theme_dark")
    for chosen in names:
        trigger(window, chosen)
        ticked = [name for name in names if the(window, QAction, name).isChecked()]
        assert ticked == [chosen]


@pytest.mark.parametrize("wide", range(800, 1320, 16))
def test_no_menu_goes_out_of_sight(qtbot: QtBot, wide: int) -> None:
    window = Window()
    window.choose_theme("light")
    window.resize(wide, 700)
    window.show()
    for _ in range(4):
        QApplication.processEvents()
    hidden = window.findChildren(QWidget, "qt_menubar_ext_button")
    is_seen = any(button.isVisible() for button in hidden)
    window.close()
    assert not is_seen
