"""Work in another thread, while the window stays usable."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic

from PyQt6 import sip
from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, pyqtSignal, pyqtSlot

from core.progress import CancelledError, Progress
from core.session.background import TooLittleMemoryError

Work = Callable[[Progress], object]

TELLING = 0.05
"""Seconds between two tellings of how far work has come."""


class Worker(QObject):
    """Does one piece of work at a time; only the one that was asked for last is of interest."""

    done = pyqtSignal(object)
    """The result, in the thread of this object."""

    progressed = pyqtSignal(float)
    """How far the work has come, 0 … 1, some twenty times a second."""

    _ended = pyqtSignal(int, object, object)
    _came_on = pyqtSignal(int, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._generation = 0
        self._called_off = threading.Event()
        self._is_busy = False
        # Queued, as they come from another thread.
        self._ended.connect(self._on_ended)
        self._came_on.connect(self._on_came_on)

    @property
    def is_busy(self) -> bool:
        """Whether a result is still to come."""
        return self._is_busy

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs in the other thread, not even work that was called off."""
        return self._pool.activeThreadCount() == 0

    def start(self, work: Work) -> None:
        """Begin ``work`` instead of whatever is under way; it reads frozen values only."""
        self.call_off()
        self._called_off, self._is_busy = threading.Event(), True
        called_off = self._called_off
        generation = self._generation
        telling = _NowAndThen(partial(self._tell_share, generation))
        progress = Progress(telling, lambda: not called_off.is_set())
        self._pool.start(partial(_run, work, progress, partial(self._tell, generation)))

    def call_off(self) -> None:
        """Want the work under way no more: it ends soon, and its result is dropped."""
        self._called_off.set()
        self._generation += 1
        self._is_busy = False

    def stop(self) -> None:
        """Call the work off and wait for its end."""
        self.call_off()
        # At the very end of a program Qt may have deleted it already.
        if not sip.isdeleted(self._pool):
            self._pool.waitForDone()

    def wait(self) -> None:
        """Return when the work under way is over and its result is handed over."""
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _tell_share(self, generation: int, share: float) -> None:
        with suppress(RuntimeError):
            self._came_on.emit(generation, share)

    @pyqtSlot(int, float)
    def _on_came_on(self, generation: int, share: float) -> None:
        if generation == self._generation:
            self.progressed.emit(share)

    def _tell(self, generation: int, result: object, error: Exception | None) -> None:
        """In the other thread: hand over what came out."""
        # A RuntimeError says that this object was deleted meanwhile: then nobody waits.
        with suppress(RuntimeError):
            self._ended.emit(generation, result, error)

    # A slot of Qt, so that `wait` knows to whom the call is posted: to this object.
    @pyqtSlot(int, object, object)
    def _on_ended(self, generation: int, result: object, error: Exception | None) -> None:
        if generation != self._generation:
            return
        self._is_busy = False
        if error is not None:
            raise error
        self.done.emit(result)


class _NowAndThen:
    """Passes a number on, but not more often than a person can see."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell, self._last = tell, 0.0

    def __call__(self, share: float) -> None:
        now = monotonic()
        if now - self._last >= TELLING:
            self._last = now
            self._tell(share)


def _run(work: Work, progress: Progress, tell: Callable[[object, Exception | None], None]) -> None:
    # An exception that left this thread would end the whole application.
    try:
        result = work(progress)
    except CancelledError as error:
        # Of work that nobody called off, somebody still waits for the end.
        if progress.is_wanted:
            tell(None, error)
    except MemoryError:
        # Not the error itself, whose traceback holds on to all that was made so far.
        tell(None, TooLittleMemoryError())
    except Exception as error:
        tell(None, error)
    else:
        tell(result, None)
