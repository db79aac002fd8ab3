"""A run at its end is judged beside a few other starts, tried behind it."""

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.window import Window
from core.runs.recipe import Recipe
from core.teaching.demonstrations import demonstrations
from tests.app.conftest import OpenWindow
from tests.app.hand import the, trigger
from tests.app.test_layout import MANY_SHARED, assert_fits, resized


def judged(window: Window) -> str:
    """What the verdict says once it is complete."""
    window.session.seek_end()
    window._quick_restarts.wait()
    return the(window, QLabel, "verdict").text()


def is_offered(window: Window) -> bool:
    return the(window, QPushButton, "show_best_button").isVisible()


def test_a_stuck_run_is_beaten_and_the_best_is_a_click_away(window: Window) -> None:
    said = judged(window)
    assert said.startswith("Local optimum: centroids")
    assert "A better optimum is known: 6.15 instead of 24.85" in said
    assert "of 100 restarts" in said
    assert is_offered(window)
    the(window, QPushButton, "show_best_button").click()
    known = window.session.state.known
    assert known is not None
    assert window.session.state.run.marks[-1].inertia == known.inertia
    said = the(window, QLabel, "verdict").text()
    assert "No better optimum was found in 100 restarts." in said
    assert not is_offered(window)
    assert not the(window, QAction, "show_best").isEnabled()
    trigger(window, "undo")
    assert is_offered(window)


def test_without_the_truth_the_reference_is_named(open_window: OpenWindow) -> None:
    window = open_window(shape="uniform", n=100, k=7)
    beaten = 0
    for seed in range(8):
        window.session.edit(start_seed=seed)
        said = judged(window)
        assert "try restarts" not in said
        assert "true cluster" not in said
        if "replace" in said:
            assert "In the best run, " in said
        beaten += "A better optimum is known" in said
        assert is_offered(window) == ("A better optimum is known" in said)
    assert beaten


def test_wrong_but_cheaper_is_told(open_window: OpenWindow) -> None:
    window = open_window(shape="moons", k=2)
    said = judged(window)
    assert "Below the true clusters' inertia" in said
    assert "the true clusters are not what minimises inertia" in said


def test_it_comes_by_itself_and_only_at_the_end(window: Window, qtbot: QtBot) -> None:
    window.session.seek(3)
    qtbot.wait(400)
    assert window.session.state.known is None
    window.session.seek_end()
    qtbot.waitUntil(lambda: window.session.state.known is not None)


def test_it_is_not_tried_twice_for_the_same_points(window: Window, qtbot: QtBot) -> None:
    judged(window)
    known = window.session.state.known
    window.session.edit(start_seed=9)
    judged(window)
    assert window.session.state.known is known
    window.session.edit(k=4)
    assert window.session.state.known is None
    judged(window)
    assert window.session.state.known is not None


def test_many_points_are_left_alone(open_window: OpenWindow) -> None:
    window = open_window(n=100_000)
    judged(window)
    assert window.session.state.known is None


def test_points_without_a_known_truth_are_judged(
    open_window: OpenWindow,
) -> None:
    window = open_window(demonstrations()["article-1"].recipe)
    assert "restarts" in judged(window)


@pytest.mark.parametrize("recipe", [MANY_SHARED, Recipe(shape="uniform", n=300, k=20)])
def test_the_longest_of_complete_verdicts_fit(open_window: OpenWindow, recipe: Recipe) -> None:
    window = resized(open_window(recipe))
    assert "better optimum" in judged(window)
    resized(window)
    assert_fits(window)


@pytest.mark.parametrize("wait", [0, 260])
def test_a_window_closed_meanwhile_leaves_nothing_behind(
    open_window: OpenWindow, qtbot: QtBot, wait: int
) -> None:
    window = open_window(Recipe(n=2000, k=10))
    window.session.seek_end()
    qtbot.wait(wait)
    window.close()
    assert window.session.state.known is None
