"""The working out of a basin map: coarse at once, finer when the hand rests."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import inf
from time import monotonic, thread_time

import numpy as np
from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QTimer, pyqtSignal, pyqtSlot

from app.background.worker import Worker
from core.experiments import ManyRuns, MapPicture, Pixels, basins
from core.progress import UNHEARD, CancelledError, Progress
from core.session.background import TooLittleMemoryError
from core.types import Points

REST = 120
"""Milliseconds without a change after which a map that was made at once becomes finer."""

LITTLE, SMALL = 2_000, 10_000
"""Points times clusters: up to here some hundred runs take a frame; or it is worth a try."""

AT_ONCE = 0.015
"""Seconds of work in which the window's own thread tries for a first picture."""

PATIENCE = 0.25
"""Seconds that a first picture under way is given when another is wanted already."""

LONGEST = 20.0
"""Seconds that a picture may take of which nobody has said that it may take longer."""


@dataclass(frozen=True, eq=False)
class Question:
    """What a map tells: how runs end, the chosen centroid put anywhere, the others where they are.

    The place of the chosen one among ``centroids`` (K, 2) is of no matter.
    """

    runs: ManyRuns
    centroids: Points
    chosen: int
    pixels: Pixels
    start_seed: int = 0

    @cached_property
    def _parts(self) -> tuple[object, ...]:
        others = np.delete(self.centroids, self.chosen, axis=0).tobytes()
        # Only what is drawn for empty clusters depends on the seed.
        seed = self.start_seed if self.runs.empty == "random" else 0
        return self.runs, others, self.chosen, self.pixels, seed

    def is_like(self, other: "Question | None") -> bool:
        """Whether both have the same answer."""
        return other is not None and self._parts == other._parts

    @property
    def is_little(self) -> bool:
        """Whether a first picture is most often there at once."""
        return len(self.runs.points) * self.runs.k <= LITTLE

    @property
    def is_small(self) -> bool:
        """Whether a first picture may be tried for at once."""
        return len(self.runs.points) * self.runs.k <= SMALL

    @property
    def steps(self) -> tuple[int, ...]:
        """Every how many pixels are worked out, picture by picture: the more to do, the coarser."""
        across = 24 if self.is_little else 12 if self.is_small else 3
        step = max(1, self.pixels.columns // across)
        return tuple(step >> halved for halved in range(step.bit_length()))

    def pictures(self, progress: Progress, count: int | None = None) -> Iterator[MapPicture]:
        """The first ``count`` pictures of the answer, or all."""
        return basins(
            self.runs,
            self.centroids,
            self.chosen,
            self.pixels,
            progress,
            self.start_seed,
            self.steps[:count],
        )

    def worked_out(self, step: int) -> int:
        """How many pixels are worked out in the picture of this step."""
        return -(-self.pixels.columns // step) * -(-self.pixels.rows // step)


@dataclass(frozen=True, slots=True, eq=False)
class BasinMap:
    """A picture, and what it answers."""

    question: Question
    picture: MapPicture

    def under(self, place: tuple[float, float]) -> tuple[int, int] | None:
        """Column and row of the pixel that is worked out for ``place``; None outside of the map."""
        (x, y), (xmin, ymin, xmax, ymax) = place, self.question.pixels.rectangle
        if not (xmin <= x <= xmax and ymin <= y <= ymax):
            return None
        return self.picture.source(*self.question.pixels.at(x, y))


class Mapper(QObject):
    """Has a map of what was asked last, soon and coarse, then finer and finer.

    The first picture is made in the window's own thread if that takes hardly a frame.
    """

    arrived = pyqtSignal()
    """There is a better `map`."""
    came_on = pyqtSignal()
    """The work began, came on, or ended."""

    _made = pyqtSignal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.map: BasinMap | None = None
        self.too_long: float | None = None
        """Seconds that the next picture would take, where the work was ended for that."""
        self.was_cancelled = False
        self.seconds_left: float | None = None
        self._wanted: Question | None = None
        self._under_way: Question | None = None
        self._has_first = self._is_begun_only = False
        self._since, self._may_take = 0.0, LONGEST
        self._missed: ManyRuns | None = None
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._worker.progressed.connect(self._on_progressed)
        # Queued, as it comes from another thread.
        self._made.connect(self._on_made)
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
        if self._under_way is not None and not self._has_first:
            # Else a hand that moves on and on would never see any.
            left = PATIENCE - (monotonic() - self._since)
            if left > 0:
                self._rest.start(round(1e3 * left))
                return
        self._call_off()
        picture = self._made_at_once(question)
        if picture is None:
            self._begin_anew()
        else:
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
        """Work out all of the map, however long that takes."""
        if self._wanted is not None and not self.is_busy:
            self._begin(inf)

    def wait(self) -> None:
        """Return when the map is as it is to stay."""
        while self.is_busy:
            if self._rest.isActive():
                self._begin()
            self._worker.wait()

    def stop(self) -> None:
        """Leave off, and wait until the other thread is out of it."""
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
            # More of the hand's moves would only miss, too, till the map is finer.
            self._missed = None if question.is_little else question.runs
            return None

    def _begin_anew(self) -> None:
        """Begin while the hand still moves: what is small waits for its rest after a picture."""
        self._begin(count=1 if self._wanted is not None and self._wanted.is_small else None)

    def _begin(self, longest: float = LONGEST, count: int | None = None) -> None:
        self._call_off()
        if self._wanted is None:
            return
        self._under_way, self._has_first, self._since = self._wanted, False, monotonic()
        self.was_cancelled, self.too_long = False, None
        self._is_begun_only, self._may_take = count is not None, longest
        question, tell = self._wanted, self._tell
        self._worker.start(
            lambda progress: _as_memory_allows(question, tell, progress, longest, count)
        )
        self.came_on.emit()

    def _tell(self, made: BasinMap) -> None:
        # A RuntimeError says that this object was deleted meanwhile: then nobody waits.
        with suppress(RuntimeError):
            self._made.emit(made)

    # A slot of Qt, so that `wait` knows to whom the call is posted: to this object.
    @pyqtSlot(object)
    def _on_made(self, made: BasinMap) -> None:
        if made.question is not self._under_way:
            return
        self._has_first = True
        shown = self.map
        is_finer = shown is None or shown.question is not made.question
        if is_finer or (shown is not None and made.picture.step < shown.picture.step):
            self._show(made)
        if made.question is not self._wanted:
            self._begin_anew()

    def _on_done(self, too_long: object) -> None:
        if isinstance(too_long, TooLittleMemoryError):
            # The map stays as coarse as it is; the window tells why.
            self._call_off()
            self.was_cancelled = True
            self.came_on.emit()
            raise too_long
        assert too_long is None or isinstance(too_long, float)
        # Whoever waits for the end is told of it before the pictures.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        if self._worker.is_busy:
            return  # the last of them has set off other work
        self._under_way, self.seconds_left = None, None
        self.too_long = too_long
        if self._is_begun_only:
            self._rest.start(REST)
        else:
            self._missed = None
        self.came_on.emit()

    def _on_progressed(self, share: float) -> None:
        taken = monotonic() - self._since
        left = taken * (1.0 - share) / share if share > 0.0 else inf
        # Work that would take much longer ends sooner, unless someone has said that it may go on.
        is_told = left <= 3 * LONGEST or self._may_take > LONGEST
        self.seconds_left = left if is_told and left < inf else None
        self.came_on.emit()

    def _show(self, shown: BasinMap) -> None:
        self.map = shown
        self.arrived.emit()

    def _call_off(self) -> None:
        self._rest.stop()
        self._worker.call_off()
        self._under_way, self.seconds_left = None, None


def worked_out(
    question: Question,
    tell: Callable[[BasinMap], object],
    progress: Progress = UNHEARD,
    longest: float = inf,
    count: int | None = None,
) -> float | None:
    """Tell of the first ``count`` pictures, until one would take more than ``longest`` seconds.

    Returns how long that would take, or None where there is none such.
    """
    since, steps = monotonic(), question.steps[:count]
    pictures = question.pictures(progress, count)
    for step, finer in zip(steps, (*steps[1:], 0), strict=True):
        tell(BasinMap(question, next(pictures)))
        if finer:
            done = question.worked_out(step)
            seconds = (monotonic() - since) * (question.worked_out(finer) / done - 1.0)
            if seconds > longest:
                return seconds
    return None


def _as_memory_allows(
    question: Question,
    tell: Callable[[BasinMap], object],
    progress: Progress,
    longest: float,
    count: int | None,
) -> float | TooLittleMemoryError | None:
    """As `worked_out`, or the error to be raised in the window's thread."""
    try:
        return worked_out(question, tell, progress, longest, count)
    except MemoryError:
        return TooLittleMemoryError()
