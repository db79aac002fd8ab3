"""What the window's tests share: windows that are closed again, and a watch for what leaks."""

import gc
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QAbstractAnimation, QEvent, QSize, QThread, QThreadPool, QTimer
from PyQt6.QtGui import QScreen
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window import Window
from app.window.settings import Settings
from core.runs.recipe import Recipe
from core.session.session import Session
from tests.app.eye import theme_of
from tests.fonts import font_scale

OpenWindow = Callable[..., Window]

RUNNING: dict[type, Callable[[Any], bool]] = {
    QTimer: QTimer.isActive,
    QThread: QThread.isRunning,
    QThreadPool: lambda pool: pool.activeThreadCount() > 0,
    QAbstractAnimation: lambda film: film.state() is QAbstractAnimation.State.Running,
}
"""Qt's objects that go on by themselves, and how to see that they do."""


def what_goes_on() -> set[str]:
    """What is running or visible now: timers, animations, threads, windows."""
    # Python keeps a dummy for every thread of Qt's that it met; the pools are watched themselves.
    threads = [t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)]
    found = {f"thread {thread.name}" for thread in threads}
    for each in gc.get_objects():
        runs = _watched(type(each))
        if runs is not None and not sip.isdeleted(each) and runs(each):
            found.add(f"{type(each).__name__} {id(each)}")
    if (pool := QThreadPool.globalInstance()) is not None and pool.activeThreadCount():
        found.add("thread pool")
    windows = QApplication.topLevelWidgets() if QApplication.instance() else []
    return found | {f"{type(w).__name__} {id(w)}" for w in windows if w.isVisible()}


@cache
def _watched(kind: type) -> Callable[[Any], bool] | None:
    return next((runs for base, runs in RUNNING.items() if issubclass(kind, base)), None)


@pytest.fixture(scope="session")
def going_on() -> Callable[[], set[str]]:
    return what_goes_on


@pytest.fixture
def large_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen with room for any size of the interface; the offscreen one is 800 pixels wide."""
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(4000, 2400))


@pytest.fixture(autouse=True, scope="session")
def _font_scale() -> Iterator[None]:
    """Make letters as large as LLOYDSCOPE_TEST_FONT_SCALE asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.theme.theme.LETTERS", font_scale())
        yield


@pytest.fixture(autouse=True, scope="session")
def _few_objects() -> Iterator[None]:
    """Keep all that was imported out of the search for what leaks, which asks every object."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _nothing_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves something running or visible behind."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    before = what_goes_on()
    yield
    # Closed windows wait for an event loop to be deleted, and slow the next one down till then.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    leaked = what_goes_on() - before
    assert not leaked, f"left behind: {', '.join(sorted(leaked))}"


@pytest.fixture
def open_window(qtbot: QtBot) -> OpenWindow:
    """Open a window on a recipe, or on the opening board; it is closed after the test."""

    def open_window(
        recipe: Recipe | None = None,
        half_step: int = 0,
        *,
        settings: Settings | None = None,
        theme: str = "light",
        **choices: object,
    ) -> Window:
        if choices:
            recipe = (recipe or Recipe()).but(**choices)
        session = None if recipe is None else Session(recipe, half_step)
        window = Window(session, settings)
        if settings is None:
            window.resize(1280, 800)  # the screen of the offscreen platform is smaller
        qtbot.addWidget(window)
        if settings is None and theme_of(window).name != theme:
            window.choose_theme(theme)
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        # The chart's plot is made after the first painting.
        QApplication.processEvents()
        if not window.isActiveWindow():
            qtbot.waitActive(window).wait()
        return window

    return open_window


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """The default window."""
    return open_window()


@pytest.fixture(scope="session")
def iris() -> Path:
    """The sample file that is shipped."""
    return Path(__file__).parents[2] / "resources" / "data" / "iris.csv"
