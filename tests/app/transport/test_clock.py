"""The clock: real seconds while it runs, nothing while it stands."""

from time import monotonic, sleep

import pytest
from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.transport.clock import Clock


def test_it_tells_all_the_seconds_that_went_by(qtbot: QtBot) -> None:
    owner = QObject()
    clock, told = Clock(owner), []
    clock.ticked.connect(told.append)
    clock.ticked.connect(lambda seconds: sleep(0.03))  # as when frames are slow
    since = monotonic()
    clock.draw(running=True)
    qtbot.wait(150)
    clock.draw(running=True)  # saying it again starts nothing anew
    qtbot.waitUntil(lambda: len(told) > 4)
    elapsed = monotonic() - since
    clock.draw(running=False)
    assert sum(told) == pytest.approx(elapsed, abs=0.1)
    count = len(told)
    qtbot.wait(60)
    assert len(told) == count


def test_time_that_it_stood_still_does_not_count(qtbot: QtBot) -> None:
    owner = QObject()
    clock, told = Clock(owner), []
    clock.ticked.connect(told.append)
    clock.draw(running=True)
    qtbot.waitUntil(lambda: len(told) >= 2)
    clock.draw(running=False)
    qtbot.wait(250)
    told.clear()
    clock.draw(running=True)
    qtbot.waitUntil(lambda: len(told) >= 1)
    clock.draw(running=False)
    assert told[0] < 0.2
