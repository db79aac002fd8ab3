"""Long work of the session, done in another thread while the window stays usable."""

from collections.abc import Callable
from time import monotonic

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.background.worker import Worker
from core.runs.run import Run
from core.session.background import Work, outcome_of

PATIENCE = 0.25
"""Seconds that work under way is given to come to its end when newer work of the same gesture
waits: short work then shows on the way, and long work does not hold up the end of a drag."""

Done = Callable[[Run | Exception], None]


class LongWork(QObject):
    """Does one piece of work at a time: a `Background` for the session."""

    progressed = pyqtSignal(float)
    """How far the work has come, 0 … 1."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._worker.progressed.connect(self.progressed)
        self._done: Done | None = None
        self._next: tuple[Work, Done] | None = None
        self._since = 0.0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._begin_next)

    @property
    def is_busy(self) -> bool:
        """Whether a result is still to come."""
        return self._done is not None

    def start(self, work: Work, done: Done, *, after_current: bool) -> None:
        """As `Background.start`."""
        self._next = (work, done)
        left = PATIENCE - (monotonic() - self._since)
        if self.is_busy and after_current and left > 0:
            self._patience.start(round(1000 * left))
        else:
            self._begin_next()

    def call_off(self) -> None:
        """As `Background.call_off`."""
        self._worker.call_off()
        self._patience.stop()
        self._done = self._next = None

    def wait(self) -> None:
        """Return when nothing is to be done any more, and every result has been handed over."""
        while self.is_busy:
            self._worker.wait()

    def stop(self) -> None:
        """Call everything off, and wait for the end of the other thread's work."""
        self.call_off()
        self._worker.stop()

    def _begin_next(self) -> None:
        if self._next is None:
            return
        (work, self._done), self._next = self._next, None
        self._patience.stop()
        self._since = monotonic()
        self._worker.start(lambda progress: outcome_of(work, progress))

    def _on_done(self, outcome: object) -> None:
        assert isinstance(outcome, (Run, Exception))
        done, self._done = self._done, None
        assert done is not None
        try:
            done(outcome)
        finally:
            # Unless being done has begun something else.
            if not self.is_busy:
                self._begin_next()
