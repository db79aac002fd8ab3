"""Work in another thread, while the window stays usable."""

import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from functools import partial
from time import monotonic

from PyQt6 import sip
from PyQt6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QThreadPool,
    pyqtSignal,
    pyqtSlot,
)

from core.progress import CancelledError, Progress
from core.session.background import TooLittleMemoryError

Work = Callable[[Progress], object]
Stream = Callable[[Progress], Generator[object, None, object]]
"""Work whose partial results are yielded, and whose result is returned."""

PROGRESS_INTERVAL = 0.05
"""Seconds between two reports of progress, at least."""


class Worker(QObject):
    """Does one piece of work at a time; only the one that was asked for last is of interest.

    All signals are emitted in the thread of this object, in the order of what they report.
    """

    came = pyqtSignal(object)
    """A partial result."""

    done = pyqtSignal(object)
    """The result."""

    progressed = pyqtSignal(float)
    """How far the work has come, 0 … 1, some twenty times a second."""

    _ended = pyqtSignal(int, object, object)
    _progressed = pyqtSignal(int, float)
    _came = pyqtSignal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._generation = 0
        self._called_off = threading.Event()
        self._is_busy = False
        self._began = 0.0
        # Queued, as they come from another thread.
        self._ended.connect(self._on_ended)
        self._progressed.connect(self._on_progressed)
        self._came.connect(self._on_came)

    @property
    def is_busy(self) -> bool:
        """Whether a result is still to come."""
        return self._is_busy

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs in the other thread, not even work that was called off."""
        return self._pool.activeThreadCount() == 0

    @property
    def seconds(self) -> float:
        """The time since the work began."""
        return monotonic() - self._began

    def seconds_left(self, share: float) -> float | None:
        """About how long the work still takes where ``share`` is done; None where none is."""
        return self.seconds * (1.0 - share) / share if share > 0.0 else None

    def start(self, work: Work) -> None:
        """Begin ``work`` instead of whatever is in progress; it reads frozen values only."""
        self._begin(lambda progress, _: work(progress))

    def stream(self, work: Stream) -> None:
        """As `start`, with a signal `came` for everything that ``work`` yields."""
        self._begin(lambda progress, tell: _streamed(work(progress), tell))

    def _begin(self, work: Callable[[Progress, Callable[[object], None]], object]) -> None:
        self.call_off()
        self._called_off, self._is_busy, self._began = threading.Event(), True, monotonic()
        called_off, generation = self._called_off, self._generation
        report = _Throttled(partial(self._emit, "_progressed", generation))
        progress = Progress(report, lambda: not called_off.is_set())
        tell = partial(self._emit, "_came", generation)
        end = partial(self._emit, "_ended", generation)
        self._pool.start(partial(_run, lambda: work(progress, tell), progress, end))

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

    def _emit(self, signal: str, generation: int, *values: object) -> None:
        # In the other thread. A RuntimeError says that this object has been deleted.
        # By its name, for a signal that was taken before the deletion would not notice it.
        with suppress(RuntimeError):
            getattr(self, signal).emit(generation, *values)

    # Slots of Qt, so that `wait` knows to whom the calls are posted: to this object.
    @pyqtSlot(int, float)
    def _on_progressed(self, generation: int, share: float) -> None:
        if generation == self._generation:
            self.progressed.emit(share)

    @pyqtSlot(int, object)
    def _on_came(self, generation: int, part: object) -> None:
        if generation == self._generation:
            self.came.emit(part)

    @pyqtSlot(int, object, object)
    def _on_ended(self, generation: int, result: object, error: Exception | None) -> None:
        if generation != self._generation:
            return
        self._is_busy = False
        if error is not None:
            raise error
        self.done.emit(result)


def _streamed(parts: Generator[object, None, object], tell: Callable[[object], object]) -> object:
    while True:
        try:
            part = next(parts)
        except StopIteration as end:
            return end.value
        tell(part)


class _Throttled:
    """Passes a number on, but not more often than a person can see."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell, self._last = tell, 0.0

    def __call__(self, share: float) -> None:
        now = monotonic()
        if now - self._last >= PROGRESS_INTERVAL:
            self._last = now
            self._tell(share)


def _run(
    work: Callable[[], object], progress: Progress, tell: Callable[[object, Exception | None], None]
) -> None:
    # An exception that left this thread would end the whole application.
    try:
        result = work()
    except CancelledError as error:
        # Work that was not called off has a listener that waits for its end.
        if progress.is_wanted:
            tell(None, error)
    except MemoryError:
        # Not the error itself, whose traceback holds on to all that was made so far.
        tell(None, TooLittleMemoryError())
    except Exception as error:
        tell(None, error)
    else:
        tell(result, None)
