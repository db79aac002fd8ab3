"""The switches of what is shown, and their twins in the menu."""

from dataclasses import fields

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QCheckBox

from app.choices.look_switches import switches
from app.window import Window
from core.session.look import Look
from tests.app.eye import difference, picture
from tests.app.hand import the, trigger


def test_every_field_of_the_look_has_a_switch_and_a_command(window: Window) -> None:
    assert list(switches()) == [field.name for field in fields(Look)]
    for field in switches():
        assert the(window, QCheckBox, f"show_{field}").isVisible()
        assert the(window, QAction, f"toggle_{field}").isCheckable()


@pytest.mark.parametrize("by", ["click", "menu"])
def test_a_switch_changes_its_field_and_shows_it_in_both_places(window: Window, by: str) -> None:
    for field in switches():
        box, action = (
            the(window, QCheckBox, f"show_{field}"),
            the(window, QAction, f"toggle_{field}"),
        )
        for _ in range(2):
            before = window.session.state.look
            if by == "click":
                QTest.mouseClick(box, Qt.MouseButton.LeftButton)
            else:
                action.trigger()
            after = window.session.state.look
            assert {f for f in switches() if getattr(before, f) != getattr(after, f)} == {field}
            assert box.isChecked() == action.isChecked() == getattr(after, field)


def test_a_switch_looks_on_or_off(window: Window) -> None:
    box = the(window, QCheckBox, "show_links")
    off = picture(box)
    trigger(window, "toggle_links")
    assert difference(picture(box), off).max() > 50


def test_what_is_shown_is_no_edit(window: Window) -> None:
    for field in switches():
        trigger(window, f"toggle_{field}")
    assert not window.session.state.can_undo


def test_undo_leaves_what_is_shown_alone(window: Window) -> None:
    trigger(window, "new_points", "toggle_cells", "undo")
    assert not window.session.state.look.cells


def test_new_data_without_groups_disable_the_switch_of_true_centres(window: Window) -> None:
    box = the(window, QCheckBox, "show_truth")
    assert box.isEnabled()
    window.session.edit(shape="uniform")
    assert not box.isEnabled()
