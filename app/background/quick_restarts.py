"""A few restarts, computed in the background when a run is at its end, by which it is judged."""

from functools import partial

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.background.worker import Worker
from core.analysis.best_known import BestKnown
from core.experiments.quick_restarts import is_quick, quick_set
from core.runs.data import Data
from core.session.state import State

DELAY = 250
"""Milliseconds at the end of a run before restarts begin: not while a slider is dragged."""


class QuickRestarts(QObject):
    """Computes a small set of restarts once for points, K and policy of a run at its end."""

    found = pyqtSignal(object)
    """The `BestKnown` of these restarts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._state: State | None = None
        self._asked: tuple[Data, int, str] | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY)
        self._delay.timeout.connect(self._begin)

    def draw(self, state: State) -> None:
        """Begin soon if ``state`` is to be judged; stop if it is about something else."""
        about = _about(state)
        if self._asked is not None and self._asked != about:
            self._worker.call_off()
            self._asked = None
        self._state = state
        if not _wants_judgement(state) or self._asked is not None:
            self._delay.stop()
        elif not self._delay.isActive():
            self._delay.start()

    def wait(self) -> None:
        """Return when the restarts are computed and reported."""
        if self._delay.isActive():
            self._delay.stop()
            self._begin()
        self._worker.wait()

    def stop(self) -> None:
        """Stop, and wait for the end of the other thread's work."""
        self._delay.stop()
        self._worker.stop()

    def _begin(self) -> None:
        assert self._state is not None
        self._asked = _about(self._state)
        run = self._state.run
        self._worker.start(partial(quick_set, run.recipe, run.data))

    def _on_done(self, known: object) -> None:
        if isinstance(known, BestKnown):
            self.found.emit(known)


def _about(state: State) -> tuple[Data, int, str]:
    return state.run.data, state.recipe.k, state.recipe.empty


def _wants_judgement(state: State) -> bool:
    run = state.run
    at_end = state.half_step == run.last and not (run.is_draft or run.is_waiting)
    return at_end and state.known is None and state.wanted is None and is_quick(run)
