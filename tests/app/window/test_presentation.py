"""The presentation: what a class sees on the full screen, and what a lecturer reaches there."""

import pytest
from PyQt6.QtWidgets import QApplication, QPushButton, QTableView

from app.window import Window
from core.teaching.demonstrations import GROUPS, demonstrations
from tests.app.conftest import OpenWindow
from tests.app.hand import the, trigger


def settle() -> None:
    for _ in range(12):
        QApplication.processEvents()


def test_what_was_folded_is_there_again_after_presenting(window: Window) -> None:
    # As on a full screen that is as low: that of the offscreen platform has one size.
    table, page = the(window, QTableView, "cluster_table"), window._board_page
    page.present(True)
    window.resize(900, 420)
    settle()
    assert not table.isVisible()
    page.present(False)
    settle()
    assert table.isVisible()


def test_no_scroll_bar_stands_inside_another(open_window: OpenWindow) -> None:
    window = open_window(n=300, k=30)
    for size in ((800, 700), (1280, 720), (1280, 1000)):
        window.resize(*size)
        for _ in range(4):
            QApplication.processEvents()
        bar = the(window, QTableView, "cluster_table").verticalScrollBar()
        assert bar is not None
        assert bar.maximum() == 0


def test_demonstrations_and_switches_are_reached_while_presenting(window: Window) -> None:
    trigger(window, "full_screen")
    button = the(window, QPushButton, "present_menu")
    assert button.isVisible()
    menu = button.menu()
    assert menu is not None
    names = {action.objectName() for action in menu.actions()}
    assert {"next_demonstration", "previous_demonstration", "gallery", "restarts"} <= names
    inner = [part.menu() for part in menu.actions() if part.menu() is not None]
    below = {action.objectName() for part in inner if part for action in part.actions()}
    assert "toggle_cells" in below
    assert sum(len(part.actions()) for part in inner if part) > len(GROUPS)
    trigger(window, "full_screen")
    assert not button.isVisible()


def test_demonstrations_follow_each_other_in_the_order_of_the_gallery(window: Window) -> None:
    everyone = demonstrations()
    order = [each.id for group in GROUPS for each in everyone.values() if each.group == group]
    seen = []
    for _ in order:
        trigger(window, "next_demonstration")
        window.wait_for_work()
        seen.append(window.session.state.demonstration)
    assert seen == order
    trigger(window, "next_demonstration")
    assert window.session.state.demonstration == order[0]
    trigger(window, "previous_demonstration")
    assert window.session.state.demonstration == order[-1]


@pytest.mark.parametrize("lab", ["restarts", "basin_map"])
def test_leaving_brings_an_experiment_back_as_it_was(window: Window, lab: str) -> None:
    window.resize(1100, 720)
    trigger(window, lab)
    QApplication.processEvents()
    before = window._board_page.splitter.sizes()
    for _ in range(2):
        trigger(window, "full_screen")
        for _ in range(3):
            QApplication.processEvents()
    assert window._board_page.labs.name == lab
    for _ in range(12):
        QApplication.processEvents()
    assert window._board_page.splitter.sizes() == before
