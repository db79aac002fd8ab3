"""Nothing jumps while a person steps: chart, table and board keep their places."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtWidgets import QApplication, QWidget

from app.widgets.labels.elided_label import ElidedLabel
from app.window import Window
from core.teaching.demonstrations import Demonstration, demonstrations
from tests.app.conftest import OpenWindow
from tests.app.eye import Picture, difference, picture
from tests.app.hand import the, trigger

STEADY = ("board", "cost_chart", "cluster_table", "timeline", "status_text")

MOST = 40
"""Half-steps of a long run that are looked at, spread over all of it."""


def places(window: Window) -> dict[str, QRect]:
    for _ in range(2):
        QApplication.processEvents()
    return {
        name: QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        for name in STEADY
        for widget in [the(window, QWidget, name)]
    }


def settled_picture(window: Window) -> Picture:
    window.wait_for_picture()
    places(window)
    return picture(window)


@pytest.mark.parametrize("size", [(1280, 800), (800, 700)])
@pytest.mark.parametrize("demonstration", demonstrations().values(), ids=lambda each: each.id)
def test_stepping_through_a_demonstration_moves_nothing(
    open_window: OpenWindow, demonstration: Demonstration, size: tuple[int, int]
) -> None:
    window = open_window()
    window.resize(*size)
    window.open_demonstration(demonstration)
    window.wait_for_work()
    session = window.session
    first, last = session.state.begin, session.state.run.last
    session.seek(first)
    places(window)  # a scroll bar may come with the demonstration
    before = places(window)
    for half_step in np.unique(np.linspace(first, last, min(last - first + 1, MOST)).astype(int)):
        session.seek(int(half_step))
        assert places(window) == before, half_step
        assert not the(window, ElidedLabel, "status_text").shown_text().endswith("…"), half_step


def test_after_new_points_and_undo_the_window_is_pixel_for_pixel_what_it_was(
    window: Window,
) -> None:
    for half_step in (0, 3, 31):
        window.session.seek(half_step)
        before = settled_picture(window)
        trigger(window, "new_points")
        settled_picture(window)
        trigger(window, "undo")
        assert not difference(before, settled_picture(window)).any()
