"""A basin map in the making: coarse at once, finer when nothing changes for a while."""

from math import inf
from time import thread_time

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.background.worker import Worker
from app.labs.basins.question import BasinMap, Question, refined
from core.experiments import ManyRuns, MapPicture
from core.progress import CancelledError, Progress
from core.session.background import TooLittleMemoryError

REST = 120
"""Milliseconds without a change after which a map that was made at once becomes finer."""

AT_ONCE = 0.015
"""Seconds of work in which the window's own thread tries for a first picture."""

PATIENCE = 0.25
"""Seconds that a first picture under way is given when another is wanted already."""

LONGEST = 20.0
"""Seconds that a picture may take, unless a person has asked for more detail."""


class Mapper(QObject):
    """Has a map of what was asked last, soon and coarse, then finer and finer.

    The first picture is made in the window's own thread if that takes hardly a frame.
    """

    arrived = pyqtSignal()
    """There is a better `map`."""
    came_on = pyqtSignal()
    """The work began, came on, or ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.map: BasinMap | None = None
        self.too_long: float | None = None
        """Seconds that the next picture would take, where the work was ended for that."""
        self.was_cancelled = False
        self.seconds_left: float | None = None
        self.share = 0.0
        """How far the work has come, 0 … 1."""
        self._wanted: Question | None = None
        self._is_begun_only = False
        self._may_take = LONGEST
        self._missed: ManyRuns | None = None
        self._worker = Worker(self)
        self._worker.parts_ready.connect(self._on_parts_ready)
        self._worker.done.connect(self._on_done)
        self._worker.progressed.connect(self._on_progressed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._begin)

    @property
    def is_current(self) -> bool:
        """Whether the map answers what was asked last."""
        return self.map is not None and self.map.question is self._wanted

    @property
    def is_busy(self) -> bool:
        """Whether a better map is on its way."""
        return self._worker.is_busy or self._rest.isActive()

    def want(self, question: Question) -> None:
        """Have a map of ``question``, if it is not there or on its way."""
        if question.is_like(self._wanted):
            return
        self._wanted = question
        self.was_cancelled, self.too_long = False, None
        picture = self._made_at_once(question)
        if picture is None:
            self._begin(count=1 if question.is_small else None)
        else:
            self._call_off()
            self._show(BasinMap(question, picture))
            self._rest.start(REST)
            self.came_on.emit()

    def want_none(self) -> None:
        """Have no map."""
        self._call_off()
        self.map = self._wanted = self.too_long = self._missed = None
        self.was_cancelled = False

    def cancel(self) -> None:
        """Leave the map as it is."""
        if self.is_busy:
            self._call_off()
            self.was_cancelled = True
            self.came_on.emit()

    def go_on(self) -> None:
        """Compute all of the map, however long that takes."""
        if self._wanted is not None and not self.is_busy:
            self._begin(inf)

    def wait(self) -> None:
        """Return when the map is as it is to stay."""
        while self.is_busy:
            if self._rest.isActive():
                self._begin()
            self._worker.wait()

    def stop(self) -> None:
        """Stop, and wait for the end of the other thread's work."""
        self.want_none()
        self._worker.stop()

    def _made_at_once(self, question: Question) -> MapPicture | None:
        # Work that was called off may be on its way out yet, and the runs are its own till then.
        if not (question.is_small and self._worker.is_idle) or question.runs is self._missed:
            return None
        # By this thread's own clock: where others want the processor, too, handing over is slower.
        until = thread_time() + AT_ONCE
        try:
            return next(question.pictures(Progress(is_wanted=lambda: thread_time() < until), 1))
        except CancelledError:
            # More moves would take too long, too, until the map is finer.
            self._missed = None if question.is_little else question.runs
            return None

    def _begin(self, longest: float = LONGEST, count: int | None = None) -> None:
        self._rest.stop()
        if (question := self._wanted) is None:
            return
        self.share, self.seconds_left = 0.0, None
        self.was_cancelled, self.too_long = False, None
        self._is_begun_only, self._may_take = count is not None, longest
        self._worker.stream(lambda progress: refined(question, progress, longest, count), PATIENCE)
        self.came_on.emit()

    def _on_parts_ready(self, maps: list[BasinMap]) -> None:
        made, shown = maps[-1], self.map
        is_other = shown is None or shown.question is not made.question
        if is_other or (shown is not None and made.picture.step < shown.picture.step):
            self._show(made)

    def _on_done(self, too_long: object) -> None:
        if isinstance(too_long, TooLittleMemoryError):
            # The map stays as coarse as it is; the window tells why.
            self._call_off()
            self.was_cancelled = True
            self.came_on.emit()
            raise too_long
        assert too_long is None or isinstance(too_long, float)
        self.seconds_left = None
        self.too_long = too_long
        if self._is_begun_only:
            self._rest.start(REST)
        else:
            self._missed = None
        self.came_on.emit()

    def _on_progressed(self, share: float) -> None:
        self.share = share
        left = self._worker.seconds_left(share)
        # Work that would take much longer ends sooner, unless someone has said that it may go on.
        is_told = left is not None and (left <= 3 * LONGEST or self._may_take > LONGEST)
        self.seconds_left = left if is_told else None
        self.came_on.emit()

    def _show(self, shown: BasinMap) -> None:
        self.map = shown
        self.arrived.emit()

    def _call_off(self) -> None:
        self._rest.stop()
        self._worker.call_off()
        self.seconds_left = None
