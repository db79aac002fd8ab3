"""Work in another thread, while the window stays usable."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PyQt6.QtCore import QObject, QThreadPool, pyqtSignal

from core.progress import CancelledError, Progress

Work = Callable[[Progress], object]


class Worker(QObject):
    """Does one piece of work at a time; only the one that was asked for last is of interest."""

    done = pyqtSignal(object)
    """The result, in the thread of this object."""

    _ended = pyqtSignal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._generation = 0
        self._called_off = threading.Event()
        self._is_busy = False
        self._ended.connect(self._on_ended)  # queued, as it comes from another thread

    @property
    def is_busy(self) -> bool:
        """Whether a result is still to come."""
        return self._is_busy

    def start(self, work: Work) -> None:
        """Begin ``work`` instead of whatever is under way; it reads frozen values only."""
        self.call_off()
        self._called_off, self._is_busy = threading.Event(), True
        called_off = self._called_off
        progress = Progress(is_wanted=lambda: not called_off.is_set())
        self._pool.start(partial(_run, work, progress, partial(self._tell, self._generation)))

    def call_off(self) -> None:
        """Want the work under way no more: it ends soon, and its result is dropped."""
        self._called_off.set()
        self._generation += 1
        self._is_busy = False

    def stop(self) -> None:
        """Call the work off and wait for its end."""
        self.call_off()
        self._pool.waitForDone()

    def _tell(self, generation: int, result: object, error: Exception | None) -> None:
        """In the other thread: hand over what came out."""
        # A RuntimeError says that this object was deleted meanwhile: then nobody waits.
        with suppress(RuntimeError):
            self._ended.emit(generation, result, error)

    def _on_ended(self, generation: int, result: object, error: Exception | None) -> None:
        if generation != self._generation:
            return
        self._is_busy = False
        if error is not None:
            raise error
        self.done.emit(result)


def _run(work: Work, progress: Progress, tell: Callable[[object, Exception | None], None]) -> None:
    # An exception that left this thread would end the whole application.
    try:
        result = work(progress)
    except CancelledError:
        return
    except Exception as error:
        tell(None, error)
    else:
        tell(result, None)
