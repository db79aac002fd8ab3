"""The panel of a demonstration: what to watch, variants, what was expected and what came out."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.window import Window
from core.teaching.demonstrations import demonstrations
from tests.app.conftest import OpenWindow
from tests.app.hand import drop, focus, press, the, trigger, url_of
from tests.app.test_layout import cut_texts


def panel(window: Window) -> QWidget:
    return the(window, QWidget, "demonstration")


def text(window: Window) -> str:
    return the(window, QLabel, "demonstrationText").text()


def variants(window: Window) -> list[QPushButton]:
    buttons = panel(window).findChildren(QPushButton)
    return [button for button in buttons if button.isVisible() and button.isCheckable()]


def back(window: Window) -> QPushButton:
    return the(window, QPushButton, "demonstration_back")


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def rectangle(window: Window) -> Window:
    trigger(window, "demonstration_b2")
    QApplication.processEvents()
    return window


def test_it_is_seen_only_while_a_demonstration_is_on(window: Window, iris: object) -> None:
    assert not panel(window).isVisible()
    trigger(window, "demonstration_b2")
    assert panel(window).isVisible()
    drop(window, url_of(iris))
    window.wait_for_work()
    assert not panel(window).isVisible()
    trigger(window, "undo")
    assert panel(window).isVisible()
    trigger(window, "undo")
    assert not panel(window).isVisible()
    trigger(window, "redo")
    assert panel(window).isVisible()


def test_it_tells_what_to_watch_and_at_the_end_what_came_out(rectangle: Window) -> None:
    shown = demonstrations()["b2"]
    assert text(rectangle) == shown.watch
    trigger(rectangle, "step_forward")
    assert text(rectangle) == shown.watch
    trigger(rectangle, "go_to_end")
    assert shown.expected in text(rectangle)
    assert "Measured" not in text(rectangle)
    assert shown.expected in panel(rectangle).accessibleDescription()


@pytest.mark.parametrize("name", demonstrations())
def test_all_that_is_expected_comes_out(window: Window, name: str) -> None:
    trigger(window, f"demonstration_{name}")
    for place, case in enumerate(demonstrations()[name].cases):
        if place:
            click(variants(window)[place])
        window.wait_for_work()
        trigger(window, "go_to_end")
        # Nothing measured is told, as it does not differ.
        assert text(window) == f"Takeaway: {case.expected}"


def test_a_variant_is_an_edit_that_can_be_undone(rectangle: Window) -> None:
    session, cases = rectangle.session, demonstrations()["b2"].cases
    assert [button.text() for button in variants(rectangle)] == [case.label for case in cases]
    click(variants(rectangle)[2])
    assert session.state.recipe == cases[2].recipe
    assert session.state.demonstration == "b2"
    assert [button.isChecked() for button in variants(rectangle)] == [False, False, True, False]
    trigger(rectangle, "undo")
    assert session.state.recipe == cases[0].recipe
    assert variants(rectangle)[0].isChecked()
    trigger(rectangle, "redo")
    assert variants(rectangle)[2].isChecked()


def test_the_variant_that_is_on_starts_over_and_is_no_edit(rectangle: Window) -> None:
    session = rectangle.session
    trigger(rectangle, "go_to_end")
    run = session.state.run
    click(variants(rectangle)[0])
    assert (session.state.run, session.state.half_step) == (run, 0)
    assert variants(rectangle)[0].isChecked()


def test_variants_work_by_the_keyboard(rectangle: Window) -> None:
    focus(variants(rectangle)[0])
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert rectangle.session.state.recipe == demonstrations()["b2"].cases[1].recipe
    assert not rectangle.session.state.playing
    for button in variants(rectangle):
        assert button.text() in button.accessibleName()


def test_a_changed_board_is_said_to_be_one_and_there_is_a_way_back(rectangle: Window) -> None:
    session, cases = rectangle.session, demonstrations()["b2"].cases
    click(variants(rectangle)[1])
    assert not back(rectangle).isVisible()
    session.edit(empty="keep")
    trigger(rectangle, "go_to_end")
    assert session.state.demonstration == "b2"
    assert text(rectangle).endswith("\nModified.")
    assert not any(button.isChecked() for button in variants(rectangle))
    click(back(rectangle))
    assert session.state.recipe == cases[1].recipe
    assert not back(rectangle).isVisible()
    trigger(rectangle, "undo")
    assert text(rectangle).endswith("\nModified.")


def test_the_switch_of_the_data_panel_is_the_variant(window: Window) -> None:
    trigger(window, "demonstration_s1", "go_to_end")
    assert "53.5 % of points agree" in text(window)
    click(the(window, QWidget, "standardise"))
    assert window.session.state.recipe == demonstrations()["s1"].cases[1].recipe
    assert variants(window)[1].isChecked()
    assert "100 % of points agree" in text(window)


def test_permuted_starts_keep_their_own_numbers(window: Window) -> None:
    """Else the colours would stay with the places, which is not what this one shows."""
    trigger(window, "demonstration_l1")
    click(variants(window)[1])
    assert window.session.state.slots == (0, 1, 2, 3)


def test_nothing_below_it_jumps(rectangle: Window) -> None:
    story = the(rectangle, QWidget, "story")
    tops = set()
    for command in ("go_to_start", "step_forward", "go_to_end"):
        trigger(rectangle, command)
        for _ in range(3):
            QApplication.processEvents()
        tops.add(story.mapTo(rectangle, QPoint(0, 0)).y())
    assert len(tops) == 1


@pytest.mark.parametrize(("wide", "high"), [(1280, 800), (800, 700)])
@pytest.mark.parametrize("name", ["a2", "b2", "e1", "f1", "s1"])
def test_no_text_is_cut(open_window: OpenWindow, name: str, wide: int, high: int) -> None:
    window = open_window()
    window.resize(wide, high)
    trigger(window, f"demonstration_{name}")
    for place in (0, window.session.state.run.last):
        window.session.seek(place)
        for _ in range(3):
            QApplication.processEvents()
        assert cut_texts(window) == []
        for widget in (the(window, QLabel, "demonstrationText"), *variants(window)):
            assert panel(window).rect().contains(widget.geometry())
