"""Work in another thread, while the GUI thread stays responsive."""

import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from functools import partial
from math import ceil
from time import monotonic

from PyQt6 import sip
from PyQt6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QThreadPool,
    QTimer,
    pyqtSignal,
    pyqtSlot,
)

from core.progress import CancelledError, Progress
from core.session.background import TooLittleMemoryError

Work = Callable[[Progress], object]
Stream = Callable[[Progress], Generator[object, None, object]]
"""A generator that yields partial results and returns the result."""

PROGRESS_INTERVAL = 0.05
"""Seconds between two reports of progress, at least."""

PARTS_INTERVAL = 0.05
"""Seconds between two reports of partial results, at least."""

PAUSE_FACTOR = 8
"""The least ratio of that interval to the time the listeners took: the animation has its share."""

_Emit = Callable[[object], object]


class Worker(QObject):
    """Does one piece of work at a time; only the one that was requested last matters.

    All signals are emitted in the thread of this object, in the order of what they report.
    """

    began = pyqtSignal()
    """The work that was requested last has begun."""

    parts_ready = pyqtSignal(list)
    """New partial results: the first of all at once, later ones together after a pause."""

    done = pyqtSignal(object)
    """The result, after all partial results."""

    progressed = pyqtSignal(float)
    """The share of the work that is done, 0 … 1, at most twenty times a second."""

    _ended = pyqtSignal(int, object, object)
    _progressed = pyqtSignal(int, float)
    _part_ready = pyqtSignal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._generation = 0
        self._called_off = threading.Event()
        self._is_busy = self._has_part = False
        self._began = 0.0
        self._parts: list[object] = []
        self._next: Callable[[Progress, _Emit], object] | None = None
        self._patience, self._pause = QTimer(self), QTimer(self)
        for timer, slot in ((self._patience, self._begin_next), (self._pause, self.flush)):
            timer.setSingleShot(True)
            timer.timeout.connect(slot)
        # Queued, as they come from another thread.
        self._ended.connect(self._on_ended)
        self._progressed.connect(self._on_progressed)
        self._part_ready.connect(self._on_part_ready)

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
        """Seconds since the work began."""
        return monotonic() - self._began

    def seconds_left(self, share: float) -> float | None:
        """An estimate of the remaining seconds if ``share`` is done; None if nothing is."""
        return self.seconds * (1.0 - share) / share if share > 0.0 else None

    def start(self, work: Work, patience: float = 0.0) -> None:
        """Begin ``work``, which may read immutable values only, and call off what is in progress.

        Work in progress that has had no result, not even a partial one, is first given
        ``patience`` seconds from its beginning: a drag that goes on shows something on the way.
        """
        self._request(lambda progress, _: work(progress), patience)

    def stream(self, work: Stream, patience: float = 0.0) -> None:
        """As `start`, and report what ``work`` yields."""
        self._request(lambda progress, emit: _streamed(work(progress), emit), patience)

    def flush(self) -> None:
        """Report the partial results so far."""
        parts, self._parts = self._parts, []
        if not parts:
            return
        since, generation = monotonic(), self._generation
        self.parts_ready.emit(parts)
        if generation == self._generation:
            pause = max(PARTS_INTERVAL, PAUSE_FACTOR * (monotonic() - since))
            self._pause.start(ceil(1000 * pause))

    def call_off(self) -> None:
        """End the work soon, and drop all results that have not been reported."""
        self._called_off.set()
        self._generation += 1
        self._is_busy = False
        self._next, self._parts = None, []
        self._patience.stop()
        self._pause.stop()

    def stop(self) -> None:
        """Call off the work, and wait for its end."""
        self.call_off()
        # At the very end of a program Qt may have deleted it already.
        if not sip.isdeleted(self._pool):
            self._pool.waitForDone()

    def wait(self) -> None:
        """Return when the work is over and its result is reported."""
        is_waiting = True
        while is_waiting:
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
            is_waiting = self._is_busy

    def _request(self, work: Callable[[Progress, _Emit], object], patience: float) -> None:
        left = patience - self.seconds
        self._next = work
        if self._is_busy and not self._has_part and left > 0.0:
            self._patience.start(ceil(1000 * left))
        else:
            self._begin_next()

    def _begin_next(self) -> None:
        if (work := self._next) is None:
            return
        self.call_off()
        self._called_off, self._is_busy, self._has_part = threading.Event(), True, False
        self._began = monotonic()
        called_off, generation = self._called_off, self._generation
        report = _Throttled(partial(self._emit, "_progressed", generation))
        progress = Progress(report, lambda: not called_off.is_set())
        emit = partial(self._emit, "_part_ready", generation)
        end = partial(self._emit, "_ended", generation)
        self.began.emit()
        self._pool.start(partial(_run, lambda: work(progress, emit), progress, end))

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
    def _on_part_ready(self, generation: int, part: object) -> None:
        if generation != self._generation:
            return
        self._has_part = True
        self._parts.append(part)
        if not self._pause.isActive():
            self.flush()
        self._begin_next()

    @pyqtSlot(int, object, object)
    def _on_ended(self, generation: int, result: object, error: Exception | None) -> None:
        if generation == self._generation:
            self.flush()
        if generation != self._generation:
            return  # a listener has begun other work
        self._is_busy = False
        try:
            if error is not None:
                raise error
            self.done.emit(result)
        finally:
            # Unless a listener has begun other work.
            if not self._is_busy:
                self._begin_next()


def _streamed(parts: Generator[object, None, object], emit: _Emit) -> object:
    while True:
        try:
            part = next(parts)
        except StopIteration as end:
            return end.value
        emit(part)


class _Throttled:
    """Passes on a number, at most once per `PROGRESS_INTERVAL`."""

    def __init__(self, report: Callable[[float], None]) -> None:
        self._report, self._last = report, 0.0

    def __call__(self, share: float) -> None:
        now = monotonic()
        if now - self._last >= PROGRESS_INTERVAL:
            self._last = now
            self._report(share)


def _run(
    work: Callable[[], object], progress: Progress, end: Callable[[object, Exception | None], None]
) -> None:
    # An exception that left this thread would end the whole application.
    try:
        result = work()
    except CancelledError as error:
        # Work that was not called off has a listener that waits for its end.
        if progress.is_wanted:
            end(None, error)
    except MemoryError:
        # Not the error itself, whose traceback holds on to all that was made so far.
        end(None, TooLittleMemoryError())
    except Exception as error:
        end(None, error)
    else:
        end(result, None)
