"""Experiments beside the board: when they close, and what they leave behind."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QPushButton, QWidget

from app.labs.restarts.lab import RestartsLab
from app.window import Window
from core.teaching.demonstrations import demonstrations
from tests.app.hand import press, the, trigger

LABS = ("restarts", "basin_map")


@pytest.mark.parametrize("lab", LABS)
def test_a_demonstration_closes_the_experiment_that_would_hide_its_card(
    window: Window, lab: str
) -> None:
    trigger(window, lab)
    window.open_demonstration(demonstrations()["b2"])
    assert not the(window, QAction, lab).isChecked()
    assert the(window, QWidget, "demonstration").isVisible()
    assert the(window, QWidget, "story").isVisible()


@pytest.mark.parametrize("lab", LABS)
def test_escape_closes_an_experiment(window: Window, lab: str) -> None:
    trigger(window, lab)
    window.wait_for_picture()
    the(window, QWidget, "board").setFocus()
    press(Qt.Key.Key_Escape)
    assert not the(window, QAction, lab).isChecked()
    assert the(window, QWidget, "story").isVisible()


def test_the_selection_of_the_basin_map_goes_with_it(window: Window) -> None:
    trigger(window, "basin_map")
    assert window.session.state.selected is not None
    trigger(window, "basin_map")
    assert window.session.state.selected is None


def test_a_restart_that_is_chosen_is_shown_at_its_end(window: Window) -> None:
    window.session.seek(0.0)
    trigger(window, "restarts")
    lab = window.findChild(RestartsLab)
    assert lab is not None
    the(lab, QPushButton, "restarts_start").click()
    lab.wait()
    the(lab, QPushButton, "restarts_best").click()
    window.wait_for_work()
    state = window.session.state
    assert state.half_step == state.run.last
    window.session.undo()
    window.session.seek(0.0)
    trigger(window, "show_best")
    window.wait_for_work()
    assert window.session.state.half_step == window.session.state.run.last
