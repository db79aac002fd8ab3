"""Computes basin maps: coarse at once, finer when nothing changes for a while."""

from math import inf
from time import thread_time

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.background.worker import Worker
from app.labs.basins.question import BasinMap, Question, refined
from core.experiments import ManyRuns, MapPicture
from core.progress import CancelledError, Progress
from core.session.background import TooLittleMemoryError

REST = 120
"""Milliseconds without a change after which a first picture is refined."""

AT_ONCE = 0.015
"""Seconds that the GUI thread may take for a first picture."""

PATIENCE = 0.25
"""Seconds that a first picture in progress is given when another is requested."""

LONGEST = 20.0
"""Seconds that a picture may take, unless a person has asked for more detail."""


class Mapper(QObject):
    """Computes the map that was requested last, picture by picture, each finer than the former.

    The first picture is computed in the GUI thread if that takes less than a frame.
    """

    map_changed = pyqtSignal()
    """`map` is another, or finer."""
    progressed = pyqtSignal()
    """The computation has begun, advanced, or ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.map: BasinMap | None = None
        self.too_long: float | None = None
        """Seconds that the next picture would take, if the computation was ended for that."""
        self.was_cancelled = False
        self.seconds_left: float | None = None
        self.share = 0.0
        """How far the work has come, 0 … 1."""
        self._requested: Question | None = None
        self._is_begun_only = False
        self._may_take = LONGEST
        self._too_slow: ManyRuns | None = None
        self._worker = Worker(self)
        self._worker.parts_ready.connect(self._on_parts_ready)
        self._worker.done.connect(self._on_done)
        self._worker.progressed.connect(self._on_progressed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._begin)

    @property
    def is_current(self) -> bool:
        """Whether the map is the one that was requested last."""
        return self.map is not None and self.map.question is self._requested

    @property
    def is_busy(self) -> bool:
        """Whether a finer map is being computed, or will be."""
        return self._worker.is_busy or self._rest.isActive()

    def request(self, question: Question) -> None:
        """Compute the map of ``question``, unless it is there or in progress."""
        if question.is_like(self._requested):
            return
        self._requested = question
        self.was_cancelled, self.too_long = False, None
        picture = self._computed_at_once(question)
        if picture is None:
            self._begin(count=1 if question.is_small else None)
        else:
            self._call_off()
            self._show(BasinMap(question, picture))
            self._rest.start(REST)
            self.progressed.emit()

    def clear(self) -> None:
        """Forget the map, and stop."""
        self._call_off()
        self.map = self._requested = self.too_long = self._too_slow = None
        self.was_cancelled = False

    def cancel(self) -> None:
        """Stop; the map stays as it is."""
        if self.is_busy:
            self._call_off()
            self.was_cancelled = True
            self.progressed.emit()

    def refine(self) -> None:
        """Compute the map to full resolution, however long that takes."""
        if self._requested is not None and not self.is_busy:
            self._begin(inf)

    def wait(self) -> None:
        """Return when the map is final."""
        while self.is_busy:
            if self._rest.isActive():
                self._begin()
            self._worker.wait()

    def stop(self) -> None:
        """Stop, and wait for the end of the other thread's work."""
        self.clear()
        self._worker.stop()

    def _computed_at_once(self, question: Question) -> MapPicture | None:
        # Work that was called off uses the runs until it has ended.
        if not (question.is_small and self._worker.is_idle) or question.runs is self._too_slow:
            return None
        # By the clock of this thread: if the processor is busy, a worker would be slower still.
        until = thread_time() + AT_ONCE
        try:
            return next(question.pictures(Progress(is_wanted=lambda: thread_time() < until), 1))
        except CancelledError:
            # So would the next pictures of this drag.
            self._too_slow = None if question.is_tiny else question.runs
            return None

    def _begin(self, longest: float = LONGEST, count: int | None = None) -> None:
        self._rest.stop()
        if (question := self._requested) is None:
            return
        self.share, self.seconds_left = 0.0, None
        self.was_cancelled, self.too_long = False, None
        self._is_begun_only, self._may_take = count is not None, longest
        self._worker.stream(lambda progress: refined(question, progress, longest, count), PATIENCE)
        self.progressed.emit()

    def _on_parts_ready(self, maps: list[BasinMap]) -> None:
        made, shown = maps[-1], self.map
        is_other = shown is None or shown.question is not made.question
        if is_other or (shown is not None and _detail(made) > _detail(shown)):
            self._show(made)

    def _on_done(self, too_long: object) -> None:
        if isinstance(too_long, TooLittleMemoryError):
            # The map stays as coarse as it is; the window shows the message.
            self._call_off()
            self.was_cancelled = True
            self.progressed.emit()
            raise too_long
        assert too_long is None or isinstance(too_long, float)
        self.seconds_left = None
        self.too_long = too_long
        if self._is_begun_only:
            self._rest.start(REST)
        else:
            self._too_slow = None
        self.progressed.emit()

    def _on_progressed(self, share: float) -> None:
        self.share = share
        left = self._worker.seconds_left(share)
        # A computation that would take much longer is ended first, unless a person asked for it.
        is_known = left is not None and (left <= 3 * LONGEST or self._may_take > LONGEST)
        self.seconds_left = left if is_known else None
        self.progressed.emit()

    def _show(self, shown: BasinMap) -> None:
        self.map = shown
        self.map_changed.emit()

    def _call_off(self) -> None:
        self._rest.stop()
        self._worker.call_off()
        self.seconds_left = None


def _detail(shown: BasinMap) -> int:
    """How many columns of a map are computed."""
    return shown.pixels.columns // shown.picture.step
