"""Restarts in another thread: what comes of them is told batch by batch."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from PyQt6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, pyqtSignal, pyqtSlot

from app.background.worker import Worker
from core.analysis.best_known import BestKnown
from core.experiments import Batch, ManyRuns, restarts
from core.experiments.quick_restarts import known_of
from core.progress import Progress
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.session.background import TooLittleMemoryError

FIRST_GUESS = 1500
"""Milliseconds after which the time that is left can be told."""


class RestartsWork(QObject):
    """Does the restarts of one recipe at a time."""

    came = pyqtSignal(object, object)
    """A `Batch`, and what is `Known` by it."""
    progressed = pyqtSignal(float)
    """How far the work has come, 0 … 1."""
    ended = pyqtSignal(object)
    """It has come to its end: None, or the ValueError that says why there can be no more."""

    _arrived = pyqtSignal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._worker.progressed.connect(self.progressed)
        self._since = QElapsedTimer()
        self._generation = 0
        # Queued, as they come from another thread.
        self._arrived.connect(self._on_arrived)

    @property
    def is_busy(self) -> bool:
        """Whether more is to come."""
        return self._worker.is_busy

    def start(self, recipe: Recipe, data: Data, methods: Sequence[str], count: int) -> None:
        """Begin ``count`` restarts of each of the ``methods``."""
        self._generation += 1
        self._since.start()
        tell = partial(self._tell, self._generation)

        def work(progress: Progress) -> ValueError | None:
            try:
                runs = ManyRuns(data.assigner, recipe.k, recipe.empty)
                for batch in restarts(recipe, data, methods, count, progress, runs):
                    tell(batch, known_of(recipe, data, batch, runs))
            except ValueError as error:
                return error
            except MemoryError:
                return TooLittleMemoryError(len(data.points))
            return None

        self._worker.start(work)

    def call_off(self) -> None:
        """Want no more; what has not been told yet is dropped."""
        self._generation += 1
        self._worker.call_off()

    def stop(self) -> None:
        """Call the work off, and wait until the other thread is out of it."""
        self.call_off()
        self._worker.stop()

    def wait(self) -> None:
        """Return when the work is over, and all of it has been told."""
        self._worker.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def seconds_left(self, share: float) -> float | None:
        """About how long it takes yet, where ``share`` is done; None where it is too early."""
        passed = self._since.elapsed()
        if passed < FIRST_GUESS or share <= 0.0:
            return None
        return passed / 1000.0 * (1.0 - share) / share

    def _tell(self, generation: int, batch: Batch, known: BestKnown) -> None:
        # In the other thread. A RuntimeError says that this object was deleted meanwhile.
        with suppress(RuntimeError):
            self._arrived.emit(generation, batch, known)

    @pyqtSlot(int, object, object)
    def _on_arrived(self, generation: int, batch: object, known: object) -> None:
        if generation == self._generation:
            self.came.emit(batch, known)

    def _on_done(self, error: object) -> None:
        # What was told before comes first, whoever waited.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self.ended.emit(error)
