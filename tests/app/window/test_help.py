"""The sheets of the menu Help, and the bar that tells what went wrong."""

import re

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLabel, QMessageBox, QToolButton, QWidget

from app.widgets.banner import Banner
from app.window import Window
from app.window.actions import keys_of
from app.window.commands import all_commands
from app.window.help import ShortcutsDialog
from tests.app.eye import picture, same
from tests.app.hand import the, trigger


def test_the_sheet_of_keys_lists_every_key(window: Window) -> None:
    trigger(window, "keyboard_shortcuts")
    [sheet] = window.findChildren(ShortcutsDialog)
    assert sheet.isVisible()
    said = sheet.findChildren(QLabel)[0].text()
    for command in all_commands():
        action = the(window, QAction, command.name)
        for key in keys_of(action):
            assert f"{key}".replace("<", "&lt;") in said
        if command.keys:
            assert action.text().replace("&", "") in said
    sheet.reject()
    assert not sheet.isVisible()


def test_the_keys_stand_under_the_names_of_their_menus(window: Window) -> None:
    trigger(window, "keyboard_shortcuts")
    [sheet] = window.findChildren(ShortcutsDialog)
    said = sheet.findChildren(QLabel)[0].text()
    headings = re.findall(r"<th[^>]*>([^<]+)</th>", said)
    menus = list(dict.fromkeys(c.menu.replace("&", "") for c in all_commands() if c.keys))
    assert headings == [*menus, "Mouse and keyboard"]
    sheet.reject()


def test_arrow_keys_are_written_as_arrows_everywhere(window: Window) -> None:
    trigger(window, "keyboard_shortcuts")
    [sheet] = window.findChildren(ShortcutsDialog)
    texts = [sheet.findChildren(QLabel)[0].text()]
    texts += [action.toolTip() for action in window.findChildren(QAction)]
    assert not [text for text in texts if re.search(r"\+(Left|Right|Up|Down)\b", text)]
    assert "Alt+↑" in texts[0]
    assert the(window, QAction, "select_next").toolTip() == "Next centroid (“.” or Ctrl+→)"
    sheet.reject()


def test_asking_twice_for_the_keys_shows_them_without_piling_up(window: Window) -> None:
    for _ in range(3):
        trigger(window, "keyboard_shortcuts")
        for sheet in window.findChildren(ShortcutsDialog):
            sheet.reject()
    QApplication.sendPostedEvents(None, 52)  # deferred deletes
    assert len(window.findChildren(ShortcutsDialog)) == 0


def test_about_tells_version_and_licence(window: Window) -> None:
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.close()

    QTimer.singleShot(50, read)
    trigger(window, "about")
    assert "Lloydscope" in said[0]
    assert "GPL-3.0-or-later" in said[0]


@pytest.fixture
def banner(window: Window) -> Banner:
    return the(window, Banner, "banner")


def test_the_banner_tells_until_it_is_closed(window: Window, banner: Banner) -> None:
    assert not banner.isVisible()
    window.tell_error("oh no")
    assert banner.isVisible()
    assert "oh no" in window.message
    [close] = banner.findChildren(QToolButton)
    close.click()
    assert not banner.isVisible()
    assert window.message == ""


def test_errors_look_different_from_news(window: Window, banner: Banner) -> None:
    banner.tell("the same words", "note")
    news = picture(banner)
    banner.tell("the same words", "error")
    assert not same(picture(banner), news)


def test_a_refusal_is_forgotten_with_the_next_thing_done_and_an_error_is_not(
    window: Window, banner: Banner
) -> None:
    banner.tell("no", "refusal")
    trigger(window, "step_forward")
    assert window.message == ""
    banner.tell("oh no", "error")
    trigger(window, "step_forward")
    assert window.message == "oh no"


def test_a_note_goes_with_the_board_that_it_tells_of(window: Window) -> None:
    window._board_page.banner.tell("of this board", "note")
    trigger(window, "go_to_end", "toggle_cells")
    assert window.message
    trigger(window, "new_points")
    assert window.message == ""


def test_a_message_does_not_take_the_focus(window: Window) -> None:
    board = the(window, QWidget, "board")
    window.tell_error("oh no")
    QTest.keyClicks(board, "n")
    assert QApplication.focusWidget() is board


def test_what_is_told_is_plain_text(window: Window, banner: Banner) -> None:
    """A file called <b>x</b>.csv is called that."""
    window.tell_error("<b>bold</b>.csv")
    label = banner.findChildren(QLabel)[0]
    assert "<b>bold</b>.csv" in label.text()
    assert label.textFormat().name == "PlainText"
