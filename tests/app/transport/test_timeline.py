"""The timeline: presses, drags, wheel and keys become wishes; redrawing becomes none."""

from itertools import pairwise

import pytest
from PyQt6.QtCore import QEvent, Qt
from pytestqt.qtbot import QtBot

from app.board.board import Board
from app.transport.timeline import Timeline
from app.window import Window
from core.session.state import State
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, picture
from tests.app.hand import Place, drag, focus, let_go, mouse, press, pull, take, the, turn_wheel


@pytest.fixture
def timeline(window: Window) -> Timeline:
    return the(window, Timeline, "timeline")


def place(timeline: Timeline, position: float) -> Place:
    """Where a position is on the screen."""
    return timeline._x(position), timeline.height() / 2


def test_a_press_goes_to_the_nearest_half_step(window: Window, timeline: Timeline) -> None:
    for position in (0, 1, 17.3, 17.6, 31):
        take(timeline, place(timeline, position))
        assert window.session.state.position == round(position)
        let_go(timeline, place(timeline, position))
        assert window.session.state.position == round(position)


def test_a_drag_scrubs_between_half_steps_and_rests_on_a_whole_one(
    window: Window, timeline: Timeline
) -> None:
    take(timeline, place(timeline, 3))
    for position in (3.4, 5.25, 9.7, 8.6):
        pull(timeline, place(timeline, position))
        assert window.session.state.position == pytest.approx(position, abs=0.01)
    let_go(timeline, place(timeline, 8.6))
    assert window.session.state.position == 9
    assert not window.session.state.moving


def test_scrubbing_shows_the_way_between(window: Window, timeline: Timeline) -> None:
    board = the(window, Board, "board")
    take(timeline, place(timeline, 3))
    pictures = []
    for position in (3.0, 3.15, 3.3, 4.0):
        pull(timeline, place(timeline, position))
        pictures.append(picture(board))
    let_go(timeline, place(timeline, 4))
    for one, other in pairwise(pictures):
        assert difference(one, other).any()


def test_a_drag_beyond_the_ends_stays_at_the_ends(window: Window, timeline: Timeline) -> None:
    high = timeline.height()
    drag(timeline, place(timeline, 5), (-500, high), (-500, -900))
    assert window.session.state.position == 0
    drag(timeline, place(timeline, 5), (99_999, 0))
    assert window.session.state.position == window.session.state.run.last


def test_every_move_of_a_drag_is_one_change(window: Window, timeline: Timeline) -> None:
    seen: list[State] = []
    take(timeline, place(timeline, 3))
    window.session.watch(lambda old, new: seen.append(new))
    for count, position in enumerate((4.2, 6.1, 7.9), start=1):
        pull(timeline, place(timeline, position))
        assert len(seen) == count


def test_the_right_button_and_a_bare_move_wish_for_nothing(
    window: Window, timeline: Timeline
) -> None:
    before, right = window.session.state, Qt.MouseButton.RightButton
    mouse(timeline, QEvent.Type.MouseButtonPress, place(timeline, 9), right, right)
    mouse(timeline, QEvent.Type.MouseMove, place(timeline, 12), held=right)
    mouse(timeline, QEvent.Type.MouseButtonRelease, place(timeline, 12), right)
    mouse(timeline, QEvent.Type.MouseMove, place(timeline, 20))
    assert window.session.state is before


def test_a_notch_of_the_wheel_is_a_half_step(window: Window, timeline: Timeline) -> None:
    window.session.seek(5)
    turn_wheel(timeline, -1, place(timeline, 2))
    assert window.session.state.half_step == 6
    turn_wheel(timeline, 1, place(timeline, 2))
    assert window.session.state.half_step == 5


def test_keys_of_the_timeline_go_by_whole_half_steps(window: Window, timeline: Timeline) -> None:
    focus(timeline)
    for key, way in (
        (Qt.Key.Key_Up, 1), (Qt.Key.Key_Down, -1), (Qt.Key.Key_PageUp, 2), (Qt.Key.Key_PageDown, -2)
    ):  # fmt: skip
        window.session.seek(8)
        press(key)
        assert window.session.state.position == 8 + way, key


def test_redrawing_wishes_for_nothing(qtbot: QtBot, window: Window, timeline: Timeline) -> None:
    wishes: list[float] = []
    timeline.seek_requested.connect(wishes.append)
    for position in (0, 3.5, 31, 12):
        window.session.seek(position)
    window.session.edit(k=3)
    window.session.edit(k=9)
    assert wishes == []
    assert timeline.maximum() == window.session.state.run.last


def test_it_is_filled_up_to_now(window: Window, timeline: Timeline) -> None:
    window.session.seek(0)
    empty = picture(timeline)
    filled = []
    for position in (4, 11, 19, 28):
        window.session.seek(position)
        changed = difference(picture(timeline), empty) > 30
        filled.append(changed.any(axis=0).nonzero()[0].max())
        assert filled[-1] == pytest.approx(timeline._x(position), abs=10)
    assert filled == sorted(filled)


def test_a_cluster_that_became_empty_is_marked_where_it_did(open_window: OpenWindow) -> None:
    window = open_window(n=60, k=30, start="random-box", data_seed=1)
    run = window.session.state.run
    assert run.marks[1].emptied
    timeline = the(window, Timeline, "timeline")
    image = picture(timeline)
    warm = (image[:, :, 0] > 150) & (image[:, :, 2] < 60)
    columns = warm.any(axis=0).nonzero()[0]
    assert len(columns)
    assert abs(columns - timeline._x(1)).min() < 6


def test_hundreds_of_half_steps_are_a_line_that_can_be_dragged(open_window: OpenWindow) -> None:
    window = open_window(shape="uniform", n=10_000, k=10, start_seed=8)
    timeline, last = the(window, Timeline, "timeline"), window.session.state.run.last
    assert last > 150
    window.resize(800, 700)
    picture(timeline)
    drag(timeline, place(timeline, 10), place(timeline, last / 2), place(timeline, last))
    assert window.session.state.half_step == last
