"""The page of a comparison: opened by a key, moved by one transport, left as it was found."""

import gc
import weakref

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from app.board.board import Board
from app.compare.badges import Score
from app.compare.chart import CompareChart
from app.compare.page import ComparePage
from app.transport.timeline import Timeline
from app.window import Window
from core.comparison.comparison import Comparison
from core.comparison.presets import READY
from core.kmeans.seeding import SEEDERS
from core.runs.recipe import BY_HAND, Recipe
from tests.app.conftest import OpenWindow
from tests.app.eye import picture, same
from tests.app.hand import choose, drag, focus, press, pull, take, the, trigger, turn_wheel, write
from tests.app.test_layout import cut_texts, resized

SMALL = Recipe(n=120, k=4)


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window(SMALL)


def opened(window: Window, *, at_once: bool = False) -> Comparison:
    """Open the page as a person does, who looks at it ``at_once``."""
    press(Qt.Key.Key_C)
    if not at_once:
        QApplication.processEvents()
    assert window._compare.comparison is not None
    return window._compare.comparison


def page_of(window: Window) -> ComparePage:
    return the(window, ComparePage, "compare_page")


def boards_of(window: Window) -> list[Board]:
    return page_of(window).boards


def settled() -> None:
    for _ in range(3):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# Coming and going


def test_it_opens_by_its_key_and_goes_by_the_same(window: Window) -> None:
    before = window.session.state
    comparison = opened(window)
    assert len(boards_of(window)) == len(comparison.state.entries) == 2
    assert page_of(window).isVisible()
    assert not the(window, QWidget, "board").isVisible()
    assert the(window, QAction, "compare").isChecked()
    press(Qt.Key.Key_C)
    settled()
    assert window.findChildren(ComparePage) == []
    assert the(window, QWidget, "board").isVisible()
    assert not the(window, QAction, "compare").isChecked()
    assert window.session.state == before


@pytest.mark.parametrize("way", ["escape", "back", "button"])
def test_there_are_other_ways_back(window: Window, way: str) -> None:
    opened(window)
    if way == "escape":
        press(Qt.Key.Key_Escape)
    else:
        name = "compare_back" if way == "back" else "compare_button"
        the(window, QPushButton, name).click()
    settled()
    assert window.findChildren(ComparePage) == []


def test_whoever_comes_back_finds_the_boards_as_they_were(window: Window) -> None:
    comparison = opened(window)
    the(window, QPushButton, "add_board").click()
    press(Qt.Key.Key_C)
    settled()
    assert opened(window) is comparison
    assert len(boards_of(window)) == 3
    press(Qt.Key.Key_C)
    settled()
    window.session.edit(k=3)
    assert opened(window) is not comparison


def test_what_needs_the_main_board_leaves_the_page_first(window: Window) -> None:
    for name in ("restarts", "demonstration_article-1"):
        opened(window)
        trigger(window, name)
        settled()
        assert window.findChildren(ComparePage) == []
        assert the(window, QWidget, "board").isVisible()


# What is seen


def test_every_board_shows_its_own_run(window: Window) -> None:
    comparison = opened(window)
    the(window, QPushButton, "add_board").click()
    trigger(window, "go_to_end")
    QApplication.processEvents()
    pictures = [picture(board) for board in boards_of(window)]
    assert not same(pictures[0], pictures[1])
    for place, board in enumerate(comparison.state.boards):
        assert boards_of(window)[place]._run is board.run


def test_the_best_is_crowned_at_the_end_and_only_there(window: Window) -> None:
    comparison = opened(window)
    trigger(window, "go_to_start")
    scores = [the(window, Score, f"score_{letter}") for letter in "AB"]
    assert not any(score.is_best for score in scores)
    trigger(window, "go_to_end")
    ends = [entry.inertia for entry in comparison.state.entries]
    assert [score.is_best for score in scores] == [end <= min(ends) * (1 + 1e-9) for end in ends]
    for score in scores:
        assert score.accessibleDescription().endswith("best") == score.is_best


@pytest.mark.usefixtures("large_screen")
def test_switches_and_themes_are_for_all_boards(window: Window) -> None:
    opened(window)
    before = [picture(board) for board in boards_of(window)]
    for command in ("toggle_cells", "theme_dark", "interface_larger"):
        trigger(window, command)
        settled()
        after = [picture(board) for board in boards_of(window)]
        assert not any(same(one, other) for one, other in zip(before, after, strict=True))
        before = after
    trigger(window, "interface_normal", "theme_light")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(800, 700), (1280, 800)])
def test_all_of_it_fits(open_window: OpenWindow, theme: str, size: tuple[int, int]) -> None:
    window = open_window(theme=theme)
    comparison = opened(window)
    for name in ("", "", *READY):
        if name:
            comparison.take_set(name)
        for position in (0, 1, 2, 5, 1000):
            comparison.seek(comparison.state.film.run.first + position)
            resized(window, *size)
            assert cut_texts(window) == []
        for board in boards_of(window):
            least = 160 if len(comparison.state.entries) < 5 else 90
            assert min(board.width(), board.height()) >= least
        if len(comparison.state.entries) < 4:
            comparison.add()


def test_three_boards_share_the_grid_with_the_chart(window: Window) -> None:
    comparison = opened(window)
    comparison.add()
    resized(window)
    chart = the(window, QWidget, "compare_chart")
    places = [board.mapTo(window, board.rect().topLeft()) for board in boards_of(window)]
    assert places[0].y() == places[1].y() < places[2].y()
    assert places[2].x() < chart.mapTo(window, chart.rect().topLeft()).x()


# One transport, one view


def test_the_films_keys_move_all_boards_and_not_the_main_one(window: Window) -> None:
    comparison, before = opened(window), window.session.state
    window.session.show(motion=False)
    for key, since in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Home, 0),
    ):
        press(key)
        for board in comparison.state.boards:
            assert board.half_step - board.run.first == min(since, board.run.last - board.run.first)
    press(Qt.Key.Key_End)
    assert comparison.state.at_end
    press(Qt.Key.Key_BracketRight)
    assert comparison.state.film.speed == 2.0
    assert window.session.state.half_step == before.half_step
    press(Qt.Key.Key_C)
    assert window.session.state.speed == 2.0


def test_playing_runs_the_clock_to_the_end(window: Window) -> None:
    comparison = opened(window)
    [clock] = window._playback._clock.findChildren(QTimer)
    press(Qt.Key.Key_Space)
    assert comparison.state.film.playing
    assert clock.isActive()
    window._playback._on_ticked(1e6)
    assert comparison.state.at_end
    assert not clock.isActive()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_C)
    assert not clock.isActive()


def test_timeline_and_chart_name_a_half_step_of_all(window: Window) -> None:
    comparison = opened(window)
    first, last = comparison.state.film.run.first, comparison.state.film.run.last
    timeline = the(window, Timeline, "compare_timeline")
    drag(timeline, (2.0, 20.0), (timeline.width() - 1.0, 20.0))
    assert comparison.state.film.half_step == last
    chart = the(window, QWidget, "compare_chart")
    drag(chart, (1.0, 40.0), (2.0, 40.0))
    assert comparison.state.film.half_step == first


def views_of(window: Window) -> list[tuple[float, float, float]]:
    return [(b.view.x, b.view.y, b.view.scale) for b in boards_of(window)]


def test_views_are_linked(window: Window) -> None:
    opened(window)
    the(window, QPushButton, "add_board").click()
    QApplication.processEvents()
    fitted = views_of(window)
    turn_wheel(boards_of(window)[1], 3, (50.0, 60.0))
    zoomed = views_of(window)
    assert zoomed[0] == zoomed[1] == zoomed[2] != fitted[0]
    drag(boards_of(window)[2], (100.0, 100.0), (140.0, 130.0), (160.0, 130.0))
    panned = views_of(window)
    assert panned[0] == panned[1] == panned[2] != zoomed[0]
    the(window, QPushButton, "add_board").click()
    assert views_of(window) == [panned[0]] * 4
    trigger(window, "zoom_in")
    assert len(set(views_of(window))) == 1
    trigger(window, "fit")
    settled()
    assert np.ptp([scale for *_, scale in views_of(window)]) < 1.0
    assert all(board.camera.fits for board in boards_of(window))


# The strips


def test_every_strip_changes_its_own_board(window: Window) -> None:
    comparison = opened(window)
    choose(the(window, QComboBox, "start_B"), "farthest-first")
    choose(the(window, QComboBox, "policy_A"), "drop")
    write(the(window, QSpinBox, "seed_B"), "77")
    the(window, QPushButton, "next_A").click()
    a, b = (entry.recipe for entry in comparison.state.entries)
    assert a == SMALL.but(empty="drop", start_seed=SMALL.start_seed + 1)
    assert b == SMALL.but(start="farthest-first", start_seed=77)
    trigger(window, "undo")
    assert comparison.state.entries[0].recipe == SMALL.but(empty="drop")
    trigger(window, "redo")
    assert the(window, QSpinBox, "seed_A").value() == SMALL.start_seed + 1


def test_a_start_by_hand_needs_no_seed(window: Window) -> None:
    comparison = opened(window)
    choose(the(window, QComboBox, "start_A"), BY_HAND)
    assert comparison.state.entries[0].recipe.start == BY_HAND
    assert not the(window, QSpinBox, "seed_A").isEnabled()
    assert not the(window, QPushButton, "next_A").isEnabled()


def test_there_are_two_to_five_boards(window: Window) -> None:
    comparison = opened(window)
    add = the(window, QPushButton, "add_board")
    assert not the(window, QPushButton, "remove_A").isEnabled()
    for _ in range(3):
        assert add.isEnabled()
        add.click()
    assert not add.isEnabled()
    assert "5 boards" in add.toolTip()
    second = comparison.state.entries[1].run
    the(window, QPushButton, "remove_A").click()
    settled()
    assert len(boards_of(window)) == 4
    assert comparison.state.entries[0].run is second


@pytest.mark.parametrize("name", READY)
def test_ready_sets_are_in_a_menu(window: Window, name: str) -> None:
    comparison = opened(window)
    page = page_of(window)
    [action] = [each for each in page.findChildren(QAction) if each.data() == name]
    action.trigger()
    assert tuple(entry.recipe for entry in comparison.state.entries) == READY[name](SMALL)
    assert len(boards_of(window)) == len(READY[name](SMALL))


@pytest.mark.parametrize("size", [(1280, 720), (960, 540)])
def test_five_boards_stand_clear_of_what_is_said_below_them(
    window: Window, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.compare("starts")
    settled()
    assert (window.width(), window.height()) == size
    assert [the(window, QComboBox, f"start_{letter}").currentData() for letter in "ABCDE"] == [
        *SEEDERS
    ]
    for letter, board in zip("ABCDE", boards_of(window), strict=True):
        line = the(window, QWidget, f"line_{letter}")
        assert board.width() >= 280
        assert board.height() >= 90
        assert board.geometry().bottom() < line.geometry().top()
        use, policy = (
            the(window, QPushButton, f"use_{letter}"),
            the(window, QComboBox, f"policy_{letter}"),
        )
        assert use.text() == "Use this board"
        assert use.width() >= use.sizeHint().width()
        assert policy.geometry().right() < use.geometry().left()


def test_the_chart_begins_at_zero(window: Window) -> None:
    comparison = opened(window)
    chart = the(window, CompareChart, "compare_chart")
    scale = chart._scale(comparison.state)
    assert scale.at(0, 0.0).y() == scale.frame.bottom()
    assert "from 0" in chart.toolTip()


def test_a_demonstration_may_open_with_a_ready_set(window: Window) -> None:
    window.compare("policies")
    assert len(boards_of(window)) == 4
    window.compare("seeds")
    comparison = window._compare.comparison
    assert comparison is not None
    assert comparison.state.chosen == READY["seeds"](SMALL.but(empty="keep"))


def test_new_starts_and_new_points_are_for_all_boards(window: Window) -> None:
    comparison, before = opened(window), window.session.state
    press(Qt.Key.Key_S)
    assert [e.recipe.start_seed for e in comparison.state.entries] == [SMALL.start_seed + 1] * 2
    press(Qt.Key.Key_N)
    assert [e.recipe.data_seed for e in comparison.state.entries] == [SMALL.data_seed + 1] * 2
    assert window.session.state == before


def test_a_board_becomes_the_main_one_and_that_can_be_taken_back(window: Window) -> None:
    before = window.session.state.run
    comparison = opened(window)
    trigger(window, "go_to_end")
    wanted = comparison.state.boards[1]
    the(window, QPushButton, "use_B").click()
    settled()
    assert window.findChildren(ComparePage) == []
    state = window.session.state
    assert (state.run, state.slots, state.half_step) == (wanted.run, wanted.slots, wanted.half_step)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.state.run is before


def test_every_control_says_its_name_and_the_tab_key_reaches_it(window: Window) -> None:
    opened(window)
    page = page_of(window)
    controls = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    ]
    assert len(controls) > 15
    for control in controls:
        assert control.accessibleName().strip(), control.objectName()
        kinds = (QAbstractButton, QAbstractSpinBox, QSlider, QComboBox)
        assert control.toolTip() or not isinstance(control, kinds), control.objectName()
    focus(boards_of(window)[0])
    reached = []
    for _ in range(100):
        press(Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert set(controls) <= set(reached)


# Presenting


def test_presenting_works_on_the_page(window: Window) -> None:
    comparison = opened(window)
    trigger(window, "full_screen")
    assert window.isFullScreen()
    assert not the(window, QWidget, "bar").isVisible()
    press(Qt.Key.Key_End)
    assert comparison.state.at_end
    press(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not window.isFullScreen()
    assert page_of(window).isVisible()
    assert the(window, QWidget, "bar").isVisible()


# Long work and the end


def test_the_page_stays_usable_while_boards_are_worked_out(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.runs.record.QUICK", 0)
    comparison = opened(window, at_once=True)
    assert len(boards_of(window)) == 1
    press(Qt.Key.Key_End)
    window.wait_for_work()
    assert len(boards_of(window)) == 2
    trigger(window, "new_starts")
    assert comparison.state.wanted is not None
    assert the(window, QSpinBox, "seed_A").value() == SMALL.start_seed + 1
    press(Qt.Key.Key_Escape)
    assert comparison.state.wanted is None
    assert the(window, QSpinBox, "seed_A").value() == SMALL.start_seed
    assert page_of(window).isVisible()


def test_what_is_refused_is_told_on_the_page(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(SMALL)
    comparison = opened(window)
    before = comparison.state
    page_of(window).removal_requested.emit(0)
    assert window.message
    assert comparison.state is before
    the(window, QPushButton, "add_board").click()
    assert not window.message


@pytest.mark.parametrize("leave", ["close", "key"])
def test_leaving_while_busy_ends_the_work(
    window: Window, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    monkeypatch.setattr("core.runs.record.QUICK", 0)
    comparison = opened(window, at_once=True)
    assert comparison.state.wanted is not None
    if leave == "close":
        window.close()
        assert window._compare._long_work._worker._pool.activeThreadCount() == 0
    else:
        press(Qt.Key.Key_C)
    assert comparison.state.wanted is None
    assert window._compare.page is None


def test_a_page_that_was_left_dies(window: Window) -> None:
    opened(window)
    press(Qt.Key.Key_Right)
    the(window, QPushButton, "add_board").click()
    turn_wheel(boards_of(window)[0], 1, (50.0, 60.0))
    page, board = weakref.ref(page_of(window)), weakref.ref(boards_of(window)[2])
    press(Qt.Key.Key_C)
    settled()
    gc.collect()
    assert (page(), board()) == (None, None)


@pytest.mark.parametrize("n", [120, 60_000])
def test_leaving_in_the_midst_of_a_drag_lets_the_centroid_go(
    open_window: OpenWindow, n: int
) -> None:
    window = open_window(SMALL.but(n=n))
    comparison = opened(window)
    window.wait_for_work()
    board, states = boards_of(window)[1], comparison.state.boards
    centroids = states[1].run.marks[states[1].half_step].centroids
    x, y = board.view.pixels(centroids)[0].tolist()
    take(board, (x, y))
    pull(board, (x + 40, y))
    is_draft = comparison.state.entries[1].run.is_draft
    assert is_draft == (n > 120)
    press(Qt.Key.Key_Escape)
    assert opened(window) is comparison
    entries = comparison.state.entries
    assert not any(entry.run.is_draft for entry in entries)
    assert (entries[1].recipe.start == BY_HAND) != is_draft
    # The next drag is an edit of its own, of what is there now.
    comparison.take_set("policies")
    window.wait_for_work()
    before, board = comparison.state.entries, boards_of(window)[1]
    state = comparison.state.boards[1]
    x, y = board.view.pixels(state.run.marks[state.half_step].centroids)[0].tolist()
    drag(board, (x, y), (x + 20, y))
    window.wait_for_work()
    others = state.run.marks[state.half_step].centroids[1:]
    assert np.array_equal(comparison.state.entries[1].run.starts[1:], others)
    comparison.undo()
    assert comparison.state.entries == before


def test_the_tab_key_goes_board_by_board(open_window: OpenWindow) -> None:
    window = open_window()
    trigger(window, "compare")
    names, stop = [], the(window, QWidget, "start_A")
    while stop.objectName() != "board_B" and len(names) < 400:
        if (
            stop.objectName().endswith(("_A", "_B"))
            and stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            names.append(stop.objectName())
        stop = stop.nextInFocusChain()
    controls = ["start", "seed", "next", "policy", "use", "remove"]
    assert names == [
        *(f"{name}_A" for name in controls), "board_A", *(f"{name}_B" for name in controls),
    ]  # fmt: skip
