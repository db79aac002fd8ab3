"""Long work of the session, done in another thread."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from app.background.worker import Worker
from core.runs.run import Run
from core.session.background import Work, outcome_of

PATIENCE = 0.25
"""Seconds that work in progress may take when newer work of the same gesture waits: short work is
shown during a drag, and long work does not delay its end."""

Done = Callable[[Run | Exception], None]


class LongWork(QObject):
    """Does one piece of work at a time: a `Background` for the session."""

    progressed = pyqtSignal(float)
    """The share of the work that is done, 0 … 1."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._worker.began.connect(self._on_began)
        self._worker.done.connect(self._on_done)
        self._worker.progressed.connect(self.progressed)
        # Not passed through the other thread: it may be the last to refer to a widget.
        self._done: Done | None = None
        self._next_done: Done | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a result is still to come."""
        return self._worker.is_busy

    def start(self, work: Work, done: Done, *, after_current: bool) -> None:
        """As `Background.start`."""
        self._next_done = done
        patience = PATIENCE if after_current else 0.0
        self._worker.start(lambda progress: outcome_of(work, progress), patience)

    def call_off(self) -> None:
        """As `Background.call_off`."""
        self._worker.call_off()
        self._done = self._next_done = None

    def wait(self) -> None:
        """Return when all results have been handed over."""
        self._worker.wait()

    def stop(self) -> None:
        """Call off all work, and wait for the end of the other thread's."""
        self.call_off()
        self._worker.stop()

    def _on_began(self) -> None:
        self._done, self._next_done = self._next_done, None

    def _on_done(self, outcome: Run | Exception) -> None:
        done, self._done = self._done, None
        assert done is not None
        done(outcome)
