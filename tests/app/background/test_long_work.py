"""Long work of a window: it stays usable, tells how far it is, and can be called off."""

import threading

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication, QProgressBar, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.background.long_work import LongWork
from app.window import Window
from core import Recipe, record
from core.progress import Progress
from tests.app.conftest import OpenWindow
from tests.app.hand import press, the, trigger, write

LONG = 400_000

RUN = record(Recipe(n=20))


@pytest.fixture
def long_work(window: Window) -> LongWork:
    return window._long_work


class Gate:
    """Work that goes on until it is let through, or called off."""

    def __init__(self) -> None:
        self.began, self.opened, self.left = (threading.Event() for _ in range(3))

    def __call__(self, progress: Progress) -> object:
        self.began.set()
        try:
            while not self.opened.wait(0.002):
                progress.at(0.5)
        finally:
            self.left.set()
        return RUN


def test_a_result_is_handed_over_in_the_windows_thread(qtbot: QtBot, long_work: LongWork) -> None:
    heard: list[object] = []
    long_work.start(
        lambda progress: RUN,
        lambda run: heard.extend([run, threading.current_thread()]),
        after_current=False,
    )
    assert long_work.is_busy
    qtbot.waitUntil(lambda: not long_work.is_busy)
    assert heard == [RUN, threading.main_thread()]


def test_waiting_hands_every_result_over(long_work: LongWork) -> None:
    heard: list[object] = []

    def again(outcome: object) -> None:
        heard.append(outcome)
        if len(heard) < 3:
            long_work.start(lambda progress: RUN, again, after_current=False)

    long_work.start(lambda progress: RUN, again, after_current=False)
    long_work.wait()
    assert heard == [RUN] * 3


def test_an_error_is_handed_over(long_work: LongWork) -> None:
    heard: list[object] = []

    def work(progress: Progress) -> object:
        raise OSError("too much")

    long_work.start(work, heard.append, after_current=False)
    long_work.wait()
    assert isinstance(heard[0], OSError)


def test_newer_work_ends_what_is_under_way(qtbot: QtBot, long_work: LongWork) -> None:
    heard: list[object] = []
    gate = Gate()
    long_work.start(gate, lambda run: heard.append("stale"), after_current=False)
    assert gate.began.wait(5)
    long_work.start(lambda progress: RUN, lambda run: heard.append("new"), after_current=False)
    long_work.wait()
    assert gate.left.wait(5)
    assert heard == ["new"]


def test_short_work_of_a_gesture_is_shown_on_the_way(qtbot: QtBot, long_work: LongWork) -> None:
    heard: list[int] = []
    gate = Gate()
    long_work.start(gate, lambda run: heard.append(0), after_current=False)
    for number in (1, 2, 3):
        long_work.start(
            lambda progress: RUN,
            lambda run, number=number: heard.append(number),
            after_current=True,
        )
    gate.opened.set()
    qtbot.waitUntil(lambda: not long_work.is_busy)
    assert heard == [0, 3]


def test_long_work_of_a_gesture_gives_way(qtbot: QtBot, long_work: LongWork) -> None:
    heard: list[int] = []
    gate = Gate()
    long_work.start(gate, lambda run: heard.append(0), after_current=False)
    long_work.start(lambda progress: RUN, lambda run: heard.append(1), after_current=True)
    qtbot.waitUntil(lambda: heard == [1])
    assert gate.left.is_set()


# In the window


def test_a_long_edit_leaves_the_window_usable(qtbot: QtBot, window: Window) -> None:
    before, ticks = window.session.state.run, []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(window.session.state.run is before))
    timer.start(5)
    window.session.edit(n=LONG)
    trigger(window, "step_forward")
    assert window.session.state.run is before
    qtbot.waitUntil(lambda: window.session.state.recipe.n == LONG, timeout=60_000)
    timer.stop()
    # The loop went round while it was worked out, with the former board on it.
    assert sum(ticks) > 10


def test_the_bar_shows_how_far_it_is_and_goes(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, bar = the(window, QWidget, "work_bar"), the(window, QProgressBar, "work_progress")
    shares: list[int] = []
    bar.valueChanged.connect(shares.append)
    assert not card.isVisible()
    window.session.edit(n=LONG)
    qtbot.waitUntil(card.isVisible, timeout=20_000)
    assert "400\u202f000 points" in bar.accessibleDescription()
    qtbot.waitUntil(lambda: window.session.state.wanted is None, timeout=60_000)
    assert not card.isVisible()
    risen = shares[:-1] if shares[-1] == 0 else shares
    assert len(risen) > 2
    assert risen == sorted(risen)


def test_what_is_soon_there_shows_no_bar(qtbot: QtBot, window: Window) -> None:
    card, seen = the(window, QWidget, "work_bar"), []
    window.session.watch(lambda old, new: seen.append(card.isVisible()))
    window.session.edit(n=4_100)
    assert window.session.state.wanted is not None
    window.wait_for_work()
    QApplication.processEvents()
    assert window.session.state.recipe.n == 4_100
    assert not card.isVisible()


@pytest.mark.parametrize("way", ["button", "key", "menu"])
def test_work_can_be_cancelled(qtbot: QtBot, window: Window, way: str) -> None:
    before = window.session.state
    write(the(window, QSpinBox, "points_count"), str(LONG))
    assert window.session.state.wanted is not None
    if way == "button":
        qtbot.waitUntil(the(window, QWidget, "work_bar").isVisible, timeout=20_000)
        the(window, QPushButton, "cancel").click()
    elif way == "key":
        press(Qt.Key.Key_Escape)
    else:
        trigger(window, "cancel_work")
    assert window.session.state == before
    assert the(window, QSpinBox, "points_count").value() == before.recipe.n
    assert not window._long_work.is_busy


def test_escape_cancels_first_and_leaves_the_presentation_next(window: Window) -> None:
    trigger(window, "full_screen")
    window.session.edit(n=LONG)
    press(Qt.Key.Key_Escape)
    assert window.session.state.wanted is None
    assert window.isFullScreen()
    press(Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_closing_in_the_midst_of_work_ends_it(open_window: OpenWindow) -> None:
    window = open_window()
    window.session.edit(n=LONG)
    assert window._long_work.is_busy
    window.close()
    assert not window._long_work.is_busy
    assert window._long_work._worker._pool.activeThreadCount() == 0


def test_a_long_file_can_be_read_and_cancelled(qtbot: QtBot, window: Window, tmp_path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(
        "x,y\n" + "".join(f"{i % 977 / 7:.3f},{i % 1009 / 3:.3f}\n" for i in range(60_000))
    )
    before = window.session.state
    window.open_path(path)
    assert window.session.state.wanted is not None
    trigger(window, "cancel_work")
    assert window.session.state == before
    window.open_path(path)
    qtbot.waitUntil(lambda: window.session.state.wanted is None, timeout=60_000)
    assert len(window.session.state.run.points) == 60_000
    assert window.session.state.recipe.file == str(path)
    assert not window.message


def test_a_long_file_that_cannot_be_read_says_so(qtbot: QtBot, window: Window, tmp_path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("x,y\n" + "1.5,2.5\n" * 20_000 + "1,1e120\n")
    before = window.session.state
    window.open_path(path)
    qtbot.waitUntil(lambda: window.session.state.wanted is None, timeout=60_000)
    assert window.session.state == before
    assert "Line 20002" in window.message
    assert "bad.csv" in window.message
