"""No exception passes unseen, and none takes the document with it."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import errors
from app.errors import ErrorNet
from app.window import Window
from tests.app.hand import the, trigger


class MishapError(Exception):
    """What goes wrong in these tests."""


@pytest.fixture
def net(window: Window) -> Iterator[ErrorNet]:
    net = ErrorNet(window)
    net.caught.connect(window.tell_error)
    net.repeated.connect(window.stop_playing)
    net.cast()
    yield net
    net.haul_in()


@pytest.fixture
def told(net: ErrorNet) -> list[str]:
    told: list[str] = []
    net.caught.connect(told.append)
    return told


def fail_on_change(window: Window) -> None:
    """Let the next change of the state end in an exception."""

    def fail(old: object, new: object) -> None:
        window.session.unwatch(fail)
        raise MishapError("the cat sat on the keyboard")

    window.session.watch(fail)


def raise_in_slot(error: Exception) -> None:
    """Raise from a slot that Qt calls."""

    def fail() -> None:
        raise error

    source = QObject()
    source.objectNameChanged.connect(fail)
    source.setObjectName("another")


def test_an_exception_in_a_slot_is_logged_and_told(
    window: Window, net: ErrorNet, caplog: pytest.LogCaptureFixture
) -> None:
    fail_on_change(window)
    trigger(window, "step_forward")
    assert "the cat sat on the keyboard" in window.message
    assert the(window, QWidget, "banner").isVisible()
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert record.exc_info[0] is MishapError


def test_playing_stops_and_the_document_is_kept(window: Window, net: ErrorNet) -> None:
    run = window.session.state.run
    trigger(window, "play")
    fail_on_change(window)
    QTimer.singleShot(0, lambda: window.session.tick(0.1))
    QApplication.processEvents()
    assert "cat" in window.message
    assert not window.session.state.playing
    assert window.session.state.run is run
    trigger(window, "step_forward")
    assert not window.session.state.playing


def test_the_window_works_on_after_an_exception(window: Window, net: ErrorNet) -> None:
    raise_in_slot(MishapError("once"))
    before = window.session.state.half_step
    trigger(window, "step_forward", "new_points", "undo")
    assert window.session.state.half_step == before + 1


def test_the_same_exception_again_and_again_does_not_flood(
    window: Window, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(50):
        raise_in_slot(MishapError("every frame"))
    assert told == ["MishapError: every frame"]
    assert len([record for record in caplog.records if record.exc_info]) == 1
    raise_in_slot(MishapError("another"))
    assert len(told) == 2


def test_the_same_exception_at_another_time_is_told_again(
    window: Window, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "PATIENCE", 0.0)
    for _ in range(2):
        raise_in_slot(MishapError("twice"))
        window.close_message()
    assert told == ["MishapError: twice"] * 2


def test_a_fault_in_telling_does_not_stop_the_net(
    window: Window, net: ErrorNet, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(text: str) -> None:
        raise MishapError("while telling")

    net.caught.connect(fail)
    raise_in_slot(MishapError("first"))
    assert "MishapError: first" in caplog.text
    assert "MishapError: while telling" in caplog.text


def test_a_fault_at_every_tick_does_not_go_on_playing(
    window: Window, net: ErrorNet, told: list[str]
) -> None:
    def fail(old: object, new: object) -> None:
        raise MishapError("at every tick")

    window.session.watch(fail)
    for _ in range(3):
        QTimer.singleShot(0, window.session.toggle_play)
        QApplication.processEvents()
        assert not any(timer.isActive() for timer in window.findChildren(QTimer))
    window.session.unwatch(fail)
    assert told == ["MishapError: at every tick"]


def test_an_exception_of_a_thread_is_told_in_the_window(
    qtbot: QtBot, window: Window, net: ErrorNet
) -> None:
    def fail() -> None:
        raise MishapError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "in a thread" in window.message)


def test_control_c_is_not_swallowed(window: Window, told: list[str]) -> None:
    passed: list[object] = []
    net = ErrorNet(window)
    net._former_hook = lambda *args: passed.append(args)
    net.caught.connect(told.append)
    net._on_exception(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(passed) == 1
    assert told == []


def test_hauling_the_net_in_restores_the_hooks(window: Window) -> None:
    before = sys.excepthook, threading.excepthook
    net = ErrorNet(window)
    net.cast()
    assert (sys.excepthook, threading.excepthook) != before
    net.haul_in()
    assert (sys.excepthook, threading.excepthook) == before


def test_hooks_that_others_put_over_the_net_stay(window: Window) -> None:
    before, theirs = sys.excepthook, lambda *args: None
    net = ErrorNet(window)
    net.cast()
    sys.excepthook = theirs
    net.haul_in()
    assert sys.excepthook is theirs
    sys.excepthook = before


def test_a_refusal_is_no_error(
    window: Window, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    window.session.edit(n=5)
    the(window, QWidget, "clusters_count").setValue(6)
    assert window.message
    assert told == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
