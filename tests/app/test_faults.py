"""What goes wrong inside leaves the window whole, and data at their limits leave it usable."""

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QSpinBox

from app.paint.view import View
from app.widgets.banner import LONGEST, shortened
from core.runs.data import Data


@pytest.mark.parametrize("place", [0.0, 1e-300, 3.0, 1.7e9])
def test_a_single_place_has_a_view_that_can_be_zoomed(place):
    view = View(width=700, height=500).fitted(Data(np.full((3, 2), place)).bounds)
    for _ in range(100):
        view = view.zoomed(1.2, 10.0, 20.0)
    assert np.isfinite(view.rectangle).all()
    assert np.isfinite(view.pixels(np.full((1, 2), place))).all()


def test_after_a_fault_while_drawing_the_next_drawing_is_whole(window, monkeypatch):
    def fault(*_: object) -> None:
        raise RuntimeError("while telling the story")

    monkeypatch.setattr("app.readings.half_step.story_of", fault)
    with pytest.raises(RuntimeError):
        window.session.edit(data_seed=123)
    monkeypatch.undo()
    window.session.step(1)
    assert window.findChild(QSpinBox, "data_seed").value() == 123
    assert window.findChild(QAction, "undo").isEnabled()


def test_a_live_edit_back_to_its_beginning_keeps_redo(window):
    session = window.session
    session.edit(k=7)
    session.undo()
    for k in (6, 8, 5):
        session.edit(live=True, k=k)
    session.settle()
    assert session.state.can_redo
    assert not session.state.can_undo
    session.redo()
    assert session.state.recipe.k == 7


def test_a_file_with_fewer_points_than_clusters_lowers_k_and_says_so(window, tmp_path: Path):
    file = tmp_path / "three.csv"
    file.write_text("x,y\n1,2\n3,4\n5,7\n1,2\n")
    assert window.open_path(file)
    assert window.session.state.recipe.k == 3
    assert "K is 3 instead of 5" in window.message


def test_all_points_at_one_place_can_be_shown_and_zoomed(window, tmp_path: Path):
    file = tmp_path / "same.csv"
    file.write_text("x,y\n0,0\n0,0\n")
    assert window.open_path(file)
    for _ in range(90):
        window.findChild(QAction, "zoom_in").trigger()
    assert not window.grab().isNull()


def test_a_message_takes_one_line_of_bounded_length():
    said = shortened("why\n" * 1000)
    assert "\n" not in said
    assert len(said) == LONGEST
    assert shortened("as it is") == "as it is"
