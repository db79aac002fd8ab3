"""The window at 800 x 700: everything fits, and no text is cut."""

from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtGui import QFontMetrics
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.labs.registry import LABS
from app.readings.cluster_table import INERTIA, NUMBER, SIZE, X, Y
from app.widgets.combo_box import ComboBox
from app.widgets.labels.elided_button import ElidedButton
from app.widgets.labels.elided_label import ElidedLabel
from app.window import Window
from core.runs.recipe import Recipe
from core.teaching.demonstrations import Demonstration, demonstrations
from tests.app.conftest import OpenWindow
from tests.app.hand import the, trigger
from tests.fonts import font_scale

MANY_EMPTIES = Recipe(shape="blobs", n=300, blobs=20, k=200, start="random-box")
"""Half of the clusters are empty at the first assignment: the longest stories there are."""

MANY_SHARED = Recipe(shape="blobs", n=400, blobs=20, k=20, spread=0.02, start="random-points")
"""Many centroids share blobs and many serve several: the longest verdict there is."""


def resized(window: Window, wide: int = 800, high: int = 700) -> Window:
    window.resize(wide, high)
    for _ in range(3):
        QApplication.processEvents()
    assert (window.width(), window.height()) == (wide, high)
    return window


def visible(window: Window, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]


def cut_texts(window: Window) -> list[str]:
    """The labels, lines, buttons and boxes that are too small for what they say."""
    cut = []
    for label in visible(window, QLabel):
        if label.wordWrap():
            fits = label.height() >= label.heightForWidth(label.width())
            # A word that is wider than the label would be cut, too.
            fits = fits and label.width() >= label.minimumSizeHint().width()
        else:
            fits = label.width() >= label.sizeHint().width()
        if not fits:
            cut.append(label.text())
    for line in visible(window, ElidedLabel):
        wide = QFontMetrics(line.font()).horizontalAdvance(line.text())
        # A line that is too long is cut with an ellipsis, and told in the tooltip.
        if wide > line.width() and line.text() not in line.toolTip():
            cut.append(line.text())
    for button in visible(window, QAbstractButton):
        if button.text() and button.width() < button.minimumSizeHint().width():
            cut.append(button.text())
        is_cut = isinstance(button, ElidedButton) and button.shown_text() != button.text()
        if is_cut and button.text() not in button.toolTip():
            cut.append(button.text())
    boxes = [box for box in visible(window, QComboBox) if too_narrow(box)]
    return cut + [box.currentText() for box in boxes if not tells_all(box)]


def too_narrow(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    return box.fontMetrics().horizontalAdvance(box.currentText()) > field.width()


def tells_all(box: QComboBox) -> bool:
    """Whether the text that a box has cut is marked by an ellipsis, and told in its tooltip."""
    assert isinstance(box, ComboBox)
    assert box.shown_text().endswith("…")
    box.grab()
    return box.toolTip().startswith(box.currentText())


def assert_fits(window: Window) -> None:
    least = window.minimumSizeHint()
    assert least.width() <= 800
    assert least.height() <= 700
    board = the(window, QWidget, "board")
    assert board.width() >= 320
    assert board.height() >= 320
    assert cut_texts(window) == []
    for area in visible(window, QScrollArea):
        content, port = area.widget(), area.viewport()
        assert content.width() <= port.width(), f"{area.accessibleName()} is wider than its place"
    assert not any(w.isVisible() for w in window.findChildren(QWidget, "qt_menubar_ext_button"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_a_run_fits(open_window: OpenWindow, theme: str) -> None:
    window = resized(open_window(theme=theme))
    for position in (0, 1, 2, 3, 4, 31):
        window.session.seek(position)
        resized(window)
        assert_fits(window)


@pytest.mark.parametrize("empty", ["farthest", "keep", "drop", "random"])
def test_the_longest_stories_fit(open_window: OpenWindow, empty: str) -> None:
    window = resized(open_window(MANY_EMPTIES, empty=empty))
    run = window.session.state.run
    assert len(run.marks[1].emptied) > 10
    for position in (0, 1, 2, run.last):
        window.session.seek(position)
        resized(window)
        assert_fits(window)


@pytest.mark.parametrize("demonstration", demonstrations().values(), ids=lambda each: each.id)
def test_every_demonstration_fits(open_window: OpenWindow, demonstration: Demonstration) -> None:
    window = open_window()
    window.open_demonstration(demonstration)
    window.wait_for_work()
    resized(window)
    assert_fits(window)


def test_the_longest_verdict_fits(open_window: OpenWindow) -> None:
    window = resized(open_window(MANY_SHARED))
    window.session.seek_end()
    resized(window)
    assert the(window, QLabel, "verdict").text().count(",") >= 3
    assert_fits(window)


def test_every_name_in_the_combo_boxes_fits(window: Window) -> None:
    resized(window)
    for box in visible(window, QComboBox):
        for index in range(box.count()):
            box.setCurrentIndex(index)
            assert not too_narrow(box) or tells_all(box), box.currentText()


def test_a_file_fits(window: Window, iris: Path) -> None:
    window.open_path(iris)
    resized(window)
    window.session.seek_end()
    resized(window)
    least = window.minimumSizeHint()
    assert least.width() <= 800
    assert least.height() <= 700


def test_long_messages_fit(window: Window) -> None:
    window.tell_error("it cannot be said in a few words " * 6)
    resized(window)
    assert_fits_apart_from_height(window)


def assert_fits_apart_from_height(window: Window) -> None:
    assert window.minimumSizeHint().width() <= 800
    assert the(window, QWidget, "board").width() >= 320
    assert cut_texts(window) == []


def test_a_message_without_a_space_in_it_fits(window: Window) -> None:
    window.tell_error("x" * 300)
    resized(window)
    assert window.minimumSizeHint().width() <= 800
    assert the(window, QWidget, "board").width() >= 320


def test_large_numbers_fit_into_the_table(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("x,y\n" + "".join(f"{i * 7919 % 1000}e6,{i}e6\n" for i in range(40)), "utf-8")
    for opened in ("", path):
        if opened:
            window.open_path(path)
        window.session.seek_end()
        resized(window)
        assert not window.message
        table = the(window, QTableView, "cluster_table")
        model = table.model()
        assert model is not None
        for row in range(model.rowCount()):
            for column in (NUMBER, SIZE, X, Y, INERTIA):
                if table.isColumnHidden(column):
                    continue
                text = str(model.index(row, column).data())
                wide = table.fontMetrics().horizontalAdvance(text)
                assert wide <= table.columnWidth(column), text


def test_no_part_lies_over_another(window: Window) -> None:
    resized(window)
    names = ("header", "board", "story", "timeline", "status_text", "shape", "cluster_table")
    # Of the table what is seen: the column scrolls to its last rows.
    table = the(window, QWidget, "cluster_table")
    seen = table.visibleRegion().boundingRect()
    assert seen.height() > 60
    places = [place_of(window, the(window, QWidget, name)) for name in names[:-1]]
    places.append(seen.translated(table.mapTo(window, QPoint(0, 0))))
    inside = QRect(0, 0, 800, 700)
    for place, name in zip(places, names, strict=True):
        assert inside.contains(place), name
        assert not any(place.intersects(other) for other in places if other is not place), name


def place_of(window: Window, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("size", [(800, 700), (1024, 700), (1280, 800), (1920, 1080)])
def test_the_board_takes_what_room_there_is(open_window: OpenWindow, size: tuple[int, int]) -> None:
    window = resized(open_window(), *size)
    board = the(window, QWidget, "board")
    assert board.width() * board.height() >= 0.3 * size[0] * size[1]
    assert cut_texts(window) == []


def test_a_window_opens_in_the_size_that_was_asked_for(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.resize(800, 700)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    assert (window.width(), window.height()) == (800, 700)


def test_a_status_that_does_not_fit_is_told_more_shortly(window: Window) -> None:
    trigger(window, "restarts")  # the story is hidden: the status says it
    resized(window)
    status = the(window, ElidedLabel, "status_text")
    shown = status.shown_text()
    assert "Inertia −22.78 (points joining 4: −21.71" in shown
    assert not shown.endswith("…")
    assert shown != status.text() == status.toolTip()
    trigger(window, "restarts")
    shown = status.shown_text()
    # With larger letters fewer clusters are named.
    assert shown == status.text() or (font_scale() > 1.0 and "…)" in shown)
    # Which cluster has gained how much.
    assert "Inertia −22.78 (points joining 4: −21.71, 2: −1.05" in shown
    assert shown.endswith("5 centroids.")


def test_presenting_on_a_small_projector_fits(window: Window) -> None:
    # As on the full screen, which is only 800 wide on the offscreen platform.
    the(window, QWidget, "header").hide()
    window._board_page.present(True)
    window._appearance.present(True)
    resized(window, 1024, 768)
    assert cut_texts(window) == []


@pytest.mark.parametrize("lab", LABS)
def test_a_small_window_stays_as_small_after_an_experiment(
    open_window: OpenWindow, lab: str
) -> None:
    window = open_window()
    window.resize(800, 700)
    QApplication.processEvents()
    for _ in range(2):
        trigger(window, lab)
        QApplication.processEvents()
    window.resize(800, 700)
    QApplication.processEvents()
    assert window.width() == 800
