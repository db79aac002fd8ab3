"""The watch for leaks sees what it is there to see."""

import gc
import threading
from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QPropertyAnimation, QThread, QTimer
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.window import Window
from tests.app.hand import trigger

GoingOn = Callable[[], set[str]]


def test_a_running_timer_is_seen(qtbot: QtBot, going_on: GoingOn) -> None:
    before, timer = going_on(), QTimer()
    timer.start(1000)
    assert [name.split()[0] for name in going_on() - before] == ["QTimer"]
    timer.stop()
    assert going_on() == before


def test_a_running_animation_is_seen(qtbot: QtBot, going_on: GoingOn) -> None:
    before, target = going_on(), QObject()
    target.setProperty("place", 0)
    film = QPropertyAnimation(target, b"place")
    film.setDuration(1000)
    film.setEndValue(1)
    film.start()
    assert [name.split()[0] for name in going_on() - before] == ["QPropertyAnimation"]
    film.stop()
    assert going_on() == before


def test_running_threads_are_seen(qtbot: QtBot, going_on: GoingOn) -> None:
    before, ended = going_on(), threading.Event()
    own, qt = threading.Thread(target=ended.wait, name="own"), QThread()
    own.start()
    qt.start()
    seen = {name.split()[0] for name in going_on() - before}
    ended.set()
    own.join()
    qt.quit()
    qt.wait()
    assert seen == {"thread", "QThread"}
    assert going_on() == before


def test_a_visible_window_is_seen(qtbot: QtBot, going_on: GoingOn) -> None:
    before, window = going_on(), QWidget()
    window.show()
    assert len(going_on() - before) == 1
    window.close()
    assert going_on() == before


def test_compare_pages_that_were_closed_leave_nothing_behind(window: Window) -> None:
    counts = []
    for _ in range(6):
        for _ in range(2):
            trigger(window, "compare")
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        counts.append(len(gc.get_objects()))
    # Caches are filled by the first.
    assert counts[-1] - counts[2] < 20
