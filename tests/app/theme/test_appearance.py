"""Themes and sizes of the whole interface, and back again exactly."""

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QObject, QSize, Qt
from PyQt6.QtGui import QAction, QScreen
from PyQt6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.theme.appearance import Appearance
from app.theme.theme import ZOOMS
from app.window import Window
from app.window.settings import Settings
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, picture, theme_of
from tests.app.hand import the, trigger

ROUNDING, LETTERS = 8, 50
"""How much a pixel at the rim of a letter may differ when letters are shaped anew; how many may
differ more."""


def test_a_theme_dresses_all_of_the_window_and_back(window: Window) -> None:
    light = picture(window)
    trigger(window, "theme_dark")
    QApplication.processEvents()
    dark = picture(window)
    assert (difference(light, dark) > 30).mean() > 0.9
    trigger(window, "theme_light")
    QApplication.processEvents()
    assert (difference(picture(window), light) > ROUNDING).sum() < LETTERS


class StyleChanges(QObject):
    """Counts how often any widget was styled anew."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange and watched.isWidgetType()
        return False


def test_a_theme_styles_each_widget_a_few_times_only(window: Window, qapp: QApplication) -> None:
    """Not about ten times, as where one style sheet follows another."""
    changes = StyleChanges()
    qapp.installEventFilter(changes)
    trigger(window, "theme_dark")
    qapp.removeEventFilter(changes)
    widgets = len(window.findChildren(QWidget)) + 1
    # Off with the former style sheet, on with the next; a few parts follow on their own.
    assert widgets / 2 < changes.count < 4 * widgets


def test_changing_the_theme_changes_no_work(window: Window) -> None:
    before = window.session.state
    trigger(window, "theme_dark", "interface_larger", "theme_light", "interface_normal")
    assert window.session.state is before


@pytest.mark.usefixtures("large_screen")
@pytest.mark.parametrize("way", ["interface_larger", "interface_smaller"])
def test_the_whole_interface_changes_its_size_and_back(window: Window, way: str) -> None:
    names = ("shape", "points_count", "story", "cluster_table", "timeline", "show_cells", "header")
    parts = [the(window, QWidget, name) for name in names]
    before, image = [part.sizeHint() for part in parts], picture(window)
    font = QApplication.font().pixelSize()
    trigger(window, way, way)
    QApplication.processEvents()
    grows = way == "interface_larger"
    assert (QApplication.font().pixelSize() > font) == grows
    for part, hint in zip(parts, before, strict=True):
        assert (part.sizeHint().height() > hint.height()) == grows, part.objectName()
    trigger(window, "interface_normal")
    window.resize(1280, 800)
    # A column that scrolled lays itself out once more when it fits again; the window takes turns.
    for _ in range(12):
        QApplication.processEvents()
    assert [part.sizeHint() for part in parts] == before
    assert (difference(picture(window), image) > ROUNDING).sum() < LETTERS


def test_sizes_end_at_the_largest_and_the_smallest(qtbot: QtBot) -> None:
    owner = QObject()
    appearance, told = Appearance(owner, "light"), []
    appearance.changed.connect(told.append)
    for place, way in ((-2, 1), (1, -1)):
        appearance.choose("light", ZOOMS[place])
        appearance.zoom_by(way)
        assert appearance.zoom == ZOOMS[place + way]
        appearance.zoom_by(way)
        assert appearance.zoom == told[-1].zoom == ZOOMS[place + way]
    appearance.zoom_by(0)
    assert appearance.zoom == 1.0


@pytest.mark.usefixtures("large_screen")
@pytest.mark.parametrize("zoom", [ZOOMS[0], ZOOMS[-1]])
def test_the_largest_and_the_smallest_window_can_be_painted(
    open_window: OpenWindow, tmp_path: Path, zoom: float
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.remember(zoom=zoom)
    window = open_window(settings=settings)
    assert the(window, QToolButton, "playButton").height() == pytest.approx(44 * zoom, abs=4)
    assert np.ptp(picture(window)) > 100


def test_the_systems_theme_is_followed_where_it_was_chosen(window: Window) -> None:
    trigger(window, "theme_dark", "theme_system")
    hints = QApplication.styleHints()
    assert hints is not None
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    assert theme_of(window).name == ("dark" if dark else "light")
    assert the(window, QAction, "theme_system").isChecked()


@pytest.mark.usefixtures("large_screen")
@pytest.mark.parametrize("size", [(1280, 800), (820, 720)])
def test_the_window_has_its_former_size_again_once_the_interface_is_normal(
    qtbot: QtBot, window: Window, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for _ in range(3):
        trigger(window, "interface_larger")
        QApplication.processEvents()
    trigger(window, "interface_normal")
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size, timeout=5000)


def test_leaving_the_full_screen_gives_the_window_its_size_back(
    qtbot: QtBot, window: Window
) -> None:
    window.resize(1000, 720)
    QApplication.processEvents()
    for _ in range(2):
        trigger(window, "full_screen")
        for _ in range(3):
            QApplication.processEvents()
    qtbot.waitUntil(lambda: (window.width(), window.height()) == (1000, 720), timeout=5000)


def test_a_size_that_does_not_fit_is_kept_for_a_screen_with_more_room(qtbot: QtBot) -> None:
    owner = QObject()
    appearance, told = Appearance(owner, "light", 2.0), []
    appearance.changed.connect(told.append)
    appearance.limit(1.62)
    assert (appearance.theme.zoom, appearance.zoom, told[-1].zoom) == (1.5, 2.0, 1.5)
    appearance.limit(1.7)
    assert len(told) == 1
    appearance.zoom_by(1)
    assert appearance.zoom == appearance.theme.zoom == 1.5
    appearance.limit(0.5)
    assert appearance.theme.zoom == 1.0


def test_the_size_of_a_presentation_is_its_own(qtbot: QtBot) -> None:
    owner = QObject()
    appearance = Appearance(owner, "light", 1.15)
    appearance.present(1366)
    assert appearance.theme.zoom == 1.5
    appearance.zoom_by(-1)
    assert (appearance.theme.zoom, appearance.zoom) == (1.3, 1.15)
    appearance.zoom_by(0)
    assert appearance.theme.zoom == 1.5
    appearance.present(0)
    assert appearance.theme.zoom == appearance.zoom == 1.15


SCREENS = [(960, 540), (1024, 768), (1280, 720), (1366, 768), (1920, 1080), (2560, 1440)]


@pytest.mark.parametrize("presenting", [False, True])
@pytest.mark.parametrize("room", SCREENS)
def test_the_interface_grows_as_far_as_the_window_fits_on_its_screen(
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    room: tuple[int, int],
    presenting: bool,
) -> None:
    for size in ("availableSize", "size"):
        monkeypatch.setattr(QScreen, size, lambda _: QSize(*room))
    window = open_window()
    if presenting:
        trigger(window, "full_screen")
    for _ in ZOOMS:
        trigger(window, "interface_larger")
        QApplication.processEvents()
        least = window.minimumSizeHint()
        assert least.width() <= room[0]
        assert least.height() <= room[1]
        window.resize(*room)
        QApplication.processEvents()
        theme = theme_of(window)
        assert the(window, QWidget, "timeline").width() >= theme.px(140)
    zoom, rest = theme.zoom, min(room[0] / least.width(), room[1] / least.height())
    larger = [size for size in ZOOMS if size > zoom]
    # While presenting, the readings limit it, too.
    assert presenting or not larger or zoom * rest < larger[0]
    if room == SCREENS[-1] and not presenting:
        assert zoom == 3.0
