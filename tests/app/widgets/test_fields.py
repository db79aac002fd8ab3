"""The rows of a panel: every choice reaches the recipe, and nothing else does."""

from dataclasses import fields

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from app.widgets.fields import NumberField, two_figures
from app.window import Window
from core.runs.recipe import Recipe
from core.runs.recipe_limits import LIMITS
from core.session.state import State
from tests.app.conftest import OpenWindow
from tests.app.hand import (
    choose,
    drag,
    focus,
    handle_of,
    let_go,
    press,
    pull,
    take,
    the,
    trigger,
    turn_wheel,
    write,
)

NUMBERS = {
    "points_count": ("n", "123"),
    "blobs_count": ("blobs", "3"),
    "spread": ("spread", "0.23"),
    "data_seed": ("data_seed", "4711"),
    "clusters_count": ("k", "7"),
    "start_seed": ("start_seed", "99"),
}
"""Boxes, the fields they set, and a number to type."""

SLIDERS = {
    "points_count": "n",
    "blobs_count": "blobs",
    "spread": "spread",
    "clusters_count": "k",
}

CHOICES = {
    "shape": ("shape", "moons"),
    "start_method": ("start", "kmeans++"),
    "empty_policy": ("empty", "drop"),
}

Action = QAbstractSlider.SliderAction


def changed(old: Recipe, new: Recipe) -> dict[str, object]:
    """The fields that differ, and what they are now."""
    names = (field.name for field in fields(Recipe))
    return {n: getattr(new, n) for n in names if getattr(new, n) != getattr(old, n)}


# Every control


def test_a_typed_number_changes_its_field_and_no_other(window: Window) -> None:
    for name, (field, text) in NUMBERS.items():
        before = window.session.state.recipe
        write(the(window, QAbstractSpinBox, name), text)
        assert changed(before, window.session.state.recipe) == {field: float(text)}


def test_a_slider_changes_its_field_and_no_other(window: Window) -> None:
    for name, field in SLIDERS.items():
        before = window.session.state.recipe
        the(window, QSlider, f"{name}_slider").triggerAction(Action.SliderPageStepAdd)
        after = window.session.state.recipe
        assert set(changed(before, after)) == {field}
        assert getattr(after, field) > getattr(before, field)
        assert the(window, QAbstractSpinBox, name).property("value") == getattr(after, field)


def test_a_combo_box_changes_its_field_and_no_other(window: Window) -> None:
    for name, (field, key) in CHOICES.items():
        before = window.session.state.recipe
        choose(the(window, QComboBox, name), key)
        assert changed(before, window.session.state.recipe) == {field: key}


def test_a_slider_reaches_both_limits(open_window: OpenWindow) -> None:
    window = open_window(shape="blobs", n=300, k=1)
    recipe = window.session.state.chosen
    for name, field in SLIDERS.items():
        window.session.load(recipe)
        slider, (least, greatest) = the(window, QSlider, f"{name}_slider"), LIMITS[field]
        slider.triggerAction(Action.SliderToMinimum)
        assert getattr(window.session.state.chosen, field) == least
        slider.triggerAction(Action.SliderToMaximum)
        assert getattr(window.session.state.chosen, field) == greatest


@pytest.mark.parametrize("k", [1, 2, 5, 40, 150, 199])
def test_a_key_on_a_slider_always_goes_on(open_window: OpenWindow, k: int) -> None:
    window = open_window(shape="blobs", n=300, k=k)
    slider = the(window, QSlider, "clusters_count_slider")
    slider.triggerAction(Action.SliderSingleStepAdd)
    more = window.session.state.chosen.k
    assert k < more <= max(k + 1, 1.1 * k)
    slider.triggerAction(Action.SliderSingleStepSub)
    assert window.session.state.chosen.k < more


def test_the_wheel_chooses_only_where_the_focus_is(window: Window) -> None:
    """Elsewhere it scrolls the panel that lies under the pointer."""
    for name in ("clusters_count_slider", "clusters_count", "start_method", "speed"):
        control, before = the(window, QWidget, name), window.session.state
        turn_wheel(control, -1, (10, 10))
        assert window.session.state is before, name
        focus(control)
        turn_wheel(control, -1, (10, 10))
        assert window.session.state is not before, name


def test_a_press_on_a_handle_moves_nothing(window: Window) -> None:
    before = window.session.state
    for name in SLIDERS:
        slider = the(window, QSlider, f"{name}_slider")
        x, y = handle_of(slider)
        for way in (-5, 0, 5):
            drag(slider, (x + way, y))
    assert window.session.state is before


def test_a_press_beside_the_handle_takes_it_there(window: Window) -> None:
    slider = the(window, QSlider, "clusters_count_slider")
    x, y = handle_of(slider)
    before = window.session.state.chosen.k
    drag(slider, (x + 30, y))
    # How far 30 pixels lead depends on the slider's length, and so on the font.
    assert window.session.state.chosen.k > 2 * before
    assert handle_of(slider)[0] == pytest.approx(x + 30, abs=2)
    drag(slider, (x + 30, y), (x + 35, y))
    assert handle_of(slider)[0] == pytest.approx(x + 35, abs=2)


def test_a_number_is_chosen_when_it_is_complete(window: Window) -> None:
    """Typing 300 passes 3 and 30, which nobody wants to see."""
    box = the(window, QSpinBox, "points_count")
    seen: list[State] = []
    window.session.watch(lambda old, new: seen.append(new))
    focus(box)
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "120")
    assert seen == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert [state.recipe.n for state in seen] == [120]


def test_showing_a_value_is_no_choice(open_window: OpenWindow) -> None:
    window = open_window(n=1237, k=3)
    seen: list[State] = []
    window.session.watch(lambda old, new: seen.append(new))
    for count, spread in enumerate((0.01, 0.07, 0.29, 0.5), start=1):
        window.session.edit(spread=spread)
        trigger(window, "fit", "theme_dark" if count % 2 else "theme_light")
        QApplication.processEvents()
        assert len(seen) == count
        assert the(window, QSpinBox, "points_count").value() == 1237
        assert the(window, QDoubleSpinBox, "spread").value() == spread


# Live sliders


def test_the_board_follows_while_a_slider_is_held(window: Window) -> None:
    slider = the(window, QSlider, "clusters_count_slider")
    x, y = handle_of(slider)
    seen: list[int] = []
    window.session.watch(lambda old, new: seen.append(new.recipe.k))
    take(slider, (x, y))
    for way in (6, 12, 18):
        pull(slider, (x + way, y))
    assert len(set(seen)) == 3
    let_go(slider, (x + 18, y))
    assert the(window, QSpinBox, "clusters_count").value() == seen[-1]


def test_a_whole_drag_is_one_edit(window: Window) -> None:
    session = window.session
    before = session.state.chosen
    for name in SLIDERS:
        slider = the(window, QSlider, f"{name}_slider")
        for _ in range(2):
            x, y = handle_of(slider)
            unit = slider.width() / 90
            drag(slider, *((x + unit * way, y) for way in (0, 4, 9, 15, 20)))
            window.wait_for_work()
        after = session.state.chosen
        assert after != before
        trigger(window, "undo")
        assert session.state.chosen not in (before, after)
        trigger(window, "undo")
        assert session.state.chosen == before
        assert not session.state.can_undo


def test_a_drag_out_and_back_is_no_edit(window: Window) -> None:
    session, slider = window.session, the(window, QSlider, "clusters_count_slider")
    before = session.state.recipe
    x, y = handle_of(slider)
    take(slider, (x, y))
    for way in (10, 20, 0):
        pull(slider, (x + way, y))
    let_go(slider, (x, y))
    assert session.state.recipe == before
    assert not session.state.can_undo


# Refusals


def test_more_clusters_than_points_are_refused_with_a_reason(window: Window) -> None:
    write(the(window, QSpinBox, "points_count"), "5")
    before = window.session.state
    assert before.recipe.n == 5
    write(the(window, QSpinBox, "clusters_count"), "6")
    assert window.session.state is before
    assert "6" in window.message
    assert "5" in window.message
    assert the(window, QSpinBox, "clusters_count").value() == 5


def test_fewer_points_than_clusters_are_refused_and_the_control_returns(window: Window) -> None:
    before = window.session.state
    write(the(window, QSpinBox, "points_count"), "4")
    assert window.session.state is before
    assert window.message
    assert the(window, QSpinBox, "points_count").value() == before.recipe.n


def test_a_held_slider_stops_where_the_data_give_no_more(window: Window) -> None:
    for name, way, field, limit in (
        ("points_count", -200, "n", 5),
        ("clusters_count", 200, "k", 5),
    ):
        slider, box = the(window, QSlider, f"{name}_slider"), the(window, QSpinBox, name)
        x, y = handle_of(slider)
        drag(slider, (x, y), (x + way / 8, y), (x + way, y))
        assert not window.message
        assert getattr(window.session.state.recipe, field) == limit == box.value()
        resting = slider.value()
        trigger(window, "toggle_links")  # has the choices drawn
        assert slider.value() == resting


def test_a_slider_pushed_by_keys_to_what_is_refused_returns(open_window: OpenWindow) -> None:
    window = open_window(n=3, k=3)
    slider = the(window, QSlider, "clusters_count_slider")
    before, resting = window.session.state, slider.value()
    focus(slider)
    press(Qt.Key.Key_Up)
    assert window.message
    assert window.session.state is before
    assert slider.value() == resting


# Details


def test_a_logarithmic_slider_tells_tens_from_twenties_and_thousands(window: Window) -> None:
    slider = the(window, QSlider, "points_count_slider")
    reached = set()
    slider.triggerAction(Action.SliderToMaximum)
    window.session.edit(k=1)
    for place in range(slider.maximum() + 1):
        slider.setSliderPosition(place)
        slider.triggerAction(Action.SliderMove)
        reached.add(window.session.state.chosen.n)
    assert {1, 10, 20, 100, 10_000} <= reached
    assert len(reached) > 120


def test_rounding_to_two_figures_keeps_small_numbers() -> None:
    assert [two_figures(value) for value in (1.2, 42.4, 99.4)] == [1, 42, 99]
    assert [two_figures(value) for value in (123.0, 1777.0, 9961.0)] == [120, 1800, 10000]


@pytest.mark.parametrize("field", ["n", "k", "spread", "blobs"])
def test_what_a_slider_shows_is_what_it_would_choose(qtbot: object, field: str) -> None:
    """Up to the two figures that a logarithmic one chooses, place and value are inverse."""
    row = NumberField(
        field, "x", "y", "z", step=0.01 if field == "spread" else 1, logarithmic=field == "n"
    )
    for place in range(row._slider.maximum() + 1):
        value = row._at(place)
        assert LIMITS[field][0] <= value <= LIMITS[field][1]
        assert row._at(row._places(value)) == pytest.approx(value, rel=0.06)


def test_a_section_folds_away_and_back(window: Window) -> None:
    header = next(
        each
        for each in window.findChildren(QToolButton, "sectionHeader")
        if each.accessibleName() == "Clusters"
    )
    box = the(window, QWidget, "clusters_count")
    header.click()
    assert not box.isVisible()
    header.click()
    assert box.isVisible()


def test_buttons_for_the_next_seed_say_new(window: Window) -> None:
    names = ("New points", "New initial centroids")
    buttons = [b for b in window.findChildren(QPushButton) if b.accessibleName() in names]
    assert len(buttons) == 2
    assert all(button.text() == "New" and not button.icon().isNull() for button in buttons)
