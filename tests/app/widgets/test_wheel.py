"""Wheels count by notches, touchpads by what they add up to; momentum counts for nothing."""

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PyQt6.QtWidgets import QApplication, QWidget

from app.board.board import Board
from app.transport.timeline import Timeline
from app.widgets.wheel import NOTCH, WholeNotches
from app.window import Window
from tests.app.hand import the

PHASES = Qt.ScrollPhase


def turn(
    widget: QWidget,
    angle: tuple[int, int],
    pixels: tuple[int, int] = (0, 0),
    phase: Qt.ScrollPhase = PHASES.NoScrollPhase,
) -> None:
    """Send one event of a wheel or a touchpad to the middle of ``widget``."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(*pixels), QPoint(*angle),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, phase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.fixture
def board(window: Window) -> Board:
    return the(window, Board, "board")


def test_a_notch_is_a_half_step_and_a_swipe_adds_up_to_notches(window: Window) -> None:
    timeline = the(window, Timeline, "timeline")
    window.session.seek(4.0)
    turn(timeline, (0, -int(NOTCH)))
    assert window.session.state.half_step == 5
    for _ in range(10):
        turn(timeline, (0, -8), (0, -8), PHASES.ScrollUpdate)
    assert window.session.state.half_step == 5, "ten fifteenths of a notch"
    for _ in range(5):
        turn(timeline, (0, -8), (0, -8), PHASES.ScrollUpdate)
    assert window.session.state.half_step == 6
    turn(timeline, (0, 2 * int(NOTCH)))
    assert window.session.state.half_step == 4


def test_small_turns_add_up_however_they_are_rounded() -> None:
    notches = WholeNotches()
    assert sum(notches.take(1 / 15) for _ in range(150)) == 10
    assert notches.take(-0.9) == 0
    assert notches.take(-0.1) == -1


def test_momentum_moves_nothing(window: Window, board: Board) -> None:
    timeline, before = the(window, Timeline, "timeline"), board.view
    window.session.seek(4.0)
    for _ in range(40):
        turn(board, (0, 120), (0, 60), PHASES.ScrollMomentum)
        turn(timeline, (0, 120), (0, 60), PHASES.ScrollMomentum)
    assert board.view == before
    assert window.session.state.half_step == 4


def test_a_swipe_of_400_pixels_zooms_less_than_two_times(board: Board) -> None:
    before = board.view.scale
    for _ in range(40):
        turn(board, (0, 20), (0, 10), PHASES.ScrollUpdate)
    assert 1.5 < board.view.scale / before < 2.0


def test_a_swipe_to_the_side_pans(board: Board) -> None:
    before = board.view
    turn(board, (40, 6), (40, 6), PHASES.ScrollUpdate)
    assert board.view.scale == before.scale
    assert board.view.x < before.x
    assert board.view.y == before.y


def test_pinching_zooms_where_the_fingers_are_and_a_double_tap_fits(board: Board) -> None:
    before = board.view
    at = QPointF(board.rect().center())

    def send(kind: Qt.NativeGestureType, value: float) -> None:
        device = QPointingDevice.primaryPointingDevice()
        event = QNativeGestureEvent(
            kind, device, 2, at, at, board.mapToGlobal(at), value, QPointF(), 0
        )
        assert event.type() is QEvent.Type.NativeGesture
        QApplication.sendEvent(board, event)

    send(Qt.NativeGestureType.ZoomNativeGesture, 0.25)
    assert board.view.scale == pytest.approx(1.25 * before.scale)
    send(Qt.NativeGestureType.ZoomNativeGesture, -5.0)
    assert board.view.scale > 0
    send(Qt.NativeGestureType.SmartZoomNativeGesture, 1.0)
    assert board.view == before
