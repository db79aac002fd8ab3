"""Commands that cannot be done: they are grey, and say why."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QComboBox, QPushButton, QSpinBox, QWidget

from app.window import Window
from core.session.edits.point_edits import added_points
from tests.app.hand import press, the


def test_drawn_points_leave_the_method_alone_and_new_initial_centroids_come(
    window: Window,
) -> None:
    session = window.session
    session.edit(**added_points(session.state.run, [(0.9, 0.9), (0.8, 0.9)]))
    assert the(window, QComboBox, "start_method").currentText() == "Random points"
    assert the(window, QSpinBox, "points_count").value() == len(session.state.run.points) == 302
    seed = session.state.recipe.start_seed
    press(Qt.Key.Key_S)
    assert session.state.recipe.start_seed == seed + 1
    assert session.state.recipe.start == "random-points"
    assert len(session.state.run.points) == 302


@pytest.mark.parametrize(
    ("key", "name", "why"),
    [
        (Qt.Key.Key_S, "new_starts", "placed by hand"),
        (Qt.Key.Key_N, "new_points", "do not depend on a seed"),
        (Qt.Key.Key_Delete, "remove_centroid", "select a centroid first"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(
    window: Window, key: Qt.Key, name: str, why: str
) -> None:
    window.session.edit(shape="by-hand")
    window.session.edit(start="by-hand")
    before = window.session.state
    action = the(window, QAction, name)
    assert not action.isEnabled()
    assert why in action.toolTip()
    press(key)
    assert why in window.message
    assert window.session.state is before
    window.close_message()
    window.session.edit(shape="blobs", start="random-points")
    window.session.select(0)
    assert action.isEnabled()
    assert "Not now" not in action.toolTip()


def test_grey_buttons_say_why(window: Window) -> None:
    window.session.edit(start="by-hand")
    grey = [b for b in window.findChildren(QPushButton) if not b.isEnabled() and b.isVisible()]
    new = [b for b in grey if b.text() == "New"]
    assert len(new) == 1
    assert "placed by hand" in new[0].toolTip()
    assert "no seed" in the(window, QWidget, "start_seed").toolTip()
