"""Themes and sizes of the whole interface, and back again exactly."""

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.theme import ZOOMS
from app.wardrobe import Wardrobe
from app.window import Window
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


def test_changing_the_theme_changes_no_work(window: Window) -> None:
    before = window.session.state
    trigger(window, "theme_dark", "interface_larger", "theme_light", "interface_normal")
    assert window.session.state is before


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
    # A column that scrolled lays itself out once more when it fits again.
    for _ in range(3):
        QApplication.processEvents()
    assert [part.sizeHint() for part in parts] == before
    assert (difference(picture(window), image) > ROUNDING).sum() < LETTERS


def test_sizes_end_at_the_largest_and_the_smallest(qtbot: QtBot) -> None:
    owner = QObject()
    wardrobe, told = Wardrobe(owner, "light"), []
    wardrobe.changed.connect(told.append)
    for place, way in ((-2, 1), (1, -1)):
        wardrobe.choose("light", ZOOMS[place])
        wardrobe.zoom_by(way)
        assert wardrobe.zoom == ZOOMS[place + way]
        wardrobe.zoom_by(way)
        assert wardrobe.zoom == told[-1].zoom == ZOOMS[place + way]
    wardrobe.zoom_by(0)
    assert wardrobe.zoom == 1.0


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
