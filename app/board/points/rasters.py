"""Rasters of the points for the view at hand, made in another thread where they take long."""

from dataclasses import dataclass

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.background.worker import Worker
from app.board.points.dots import SMALLEST
from app.board.points.samples import MOST_DISCS
from app.paint.view import View
from core.geometry.raster import LARGEST_DOT, Grid, Raster, rasterised
from core.progress import SILENT, Progress
from core.runs.data import Data

AT_ONCE = 150_000
"""Points that are rasterised between two frames; of more, so many give a coarse picture first."""

PIXELS_AT_ONCE = 2_000_000
"""Device pixels of a view that are filled between two frames."""

REST = 80
"""Milliseconds without a change after which a view has come to rest."""

SHRINKING = 0.18
"""Power of the number of points in view by which their dots shrink."""

LARGEST_STRETCH = 8.0
"""A picture that is more enlarged than this tells less than a coarse one."""

LEAST_COVER = 0.5
"""An image that shows less of the view than this share, across or up, is not worth stretching."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a raster is made for."""

    view: View
    ratio: float
    """Device pixels per pixel."""
    zoom: float
    """Of the interface, and so of the dots."""

    def grid(self) -> Grid:
        """The device pixels of the view."""
        view, ratio = self.view, self.ratio
        middle = (0.5 * view.width * ratio, 0.5 * view.height * ratio)
        size = max(round(view.width * ratio), 1), max(round(view.height * ratio), 1)
        return Grid(view.x, view.y, view.scale * ratio, middle, *size)

    def dot(self, n: int) -> int:
        """Side in device pixels of the dots of ``n`` points in view: at first like discs."""
        shrunk = min(1.0, float((MOST_DISCS / max(n, 1)) ** SHRINKING))
        return min(max(round(self.ratio * self.zoom * SMALLEST * shrunk), 1), LARGEST_DOT)


@dataclass(frozen=True, slots=True, eq=False)
class RasterImage:
    """A raster, and what it was made of and for."""

    data: Data
    frame: Frame
    raster: Raster
    is_coarse: bool = False
    """Whether it is made of only a sample of the points."""


def make_picture(data: Data, frame: Frame, progress: Progress = SILENT) -> RasterImage | None:
    """The picture of all points; None where there is too little memory for it."""
    try:
        raster = rasterised(data.points, frame.grid(), frame.dot, progress=progress)
    except MemoryError:
        return None
    return RasterImage(data, frame, raster)


def coarse_picture(data: Data, frame: Frame) -> RasterImage | None:
    """The picture of all points, or of evenly spaced rows where they are more than `AT_ONCE`.

    None where there is too little memory for it.
    """
    step = max(1, -(-len(data.points) // AT_ONCE))
    try:
        raster = rasterised(data.points, frame.grid(), frame.dot, step=step)
    except MemoryError:
        return None
    return RasterImage(data, frame, raster, is_coarse=step > 1)


class Rasters(QObject):
    """Has a picture of the points at any time, and the right one soon.

    Other data are shown coarsely at once. Another view of the same data is for the layer to make
    of the picture at hand, by moving and scaling it, until the right one has come.
    """

    arrived = pyqtSignal()
    """There is a better picture."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[Data, Frame] | None = None
        self._picture: RasterImage | None = None
        self._given_up: tuple[Data, Frame] | None = None
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._begin)

    @property
    def picture(self) -> RasterImage | None:
        """The best picture at hand of the data wanted last."""
        return self._picture

    @property
    def is_settled(self) -> bool:
        """Whether the picture is the one that is wanted."""
        if self._wanted is None:
            return True
        if self.is_given_up:
            return True
        data, frame = self._wanted
        shown = self._picture
        return (
            shown is not None
            and not shown.is_coarse
            and shown.data is data
            and shown.frame == frame
        )

    @property
    def is_given_up(self) -> bool:
        """Whether there was too little memory for the picture that is wanted."""
        wanted, given_up = self._wanted, self._given_up
        if wanted is None or given_up is None:
            return False
        return wanted[0] is given_up[0] and wanted[1] == given_up[1]

    def want(self, data: Data, frame: Frame) -> None:
        """Make the image of ``data`` for ``frame``, unless it is there or being made."""
        before, self._wanted = self._wanted, (data, frame)
        if self.is_settled:
            self._worker.call_off()
            self._rest.stop()
            return
        is_new = self._picture is None or self._picture.data is not data
        if is_new or _is_quick(data, frame) or not _covers(self._picture, frame):
            self._picture = coarse_picture(data, frame)
        if self.is_settled:
            self._worker.call_off()
            self._rest.stop()
        elif is_new:
            self._begin()
        elif before is None or before[1] != frame or not self._is_coming:
            self._rest.start()

    def want_none(self, data: Data) -> None:
        """No picture is shown; that of ``data`` is kept for when one is shown again."""
        self._wanted = None
        if self._picture is not None and self._picture.data is not data:
            self._picture = None
        self._worker.call_off()
        self._rest.stop()

    def wait(self) -> None:
        """Make the picture that is wanted here and now, however long that takes."""
        if self._wanted is not None and not self.is_settled:
            self.stop()
            self._take(make_picture(*self._wanted))

    def stop(self) -> None:
        """Stop; the next request begins again."""
        self._rest.stop()
        self._worker.stop()

    @property
    def _is_coming(self) -> bool:
        return self._worker.is_busy or self._rest.isActive()

    def _begin(self) -> None:
        if self._wanted is None:
            return
        self._rest.stop()
        data, frame = self._wanted
        self._worker.start(lambda progress: make_picture(data, frame, progress))

    def _on_done(self, picture: object) -> None:
        assert picture is None or isinstance(picture, RasterImage)
        if self._wanted is None or (picture and picture.data is not self._wanted[0]):
            return
        self._take(picture)
        if not self.is_settled:
            self._begin()
        self.arrived.emit()

    def _take(self, picture: RasterImage | None) -> None:
        """Show a picture that was made; without one, stay with what there is."""
        if picture is None:
            self._given_up = self._wanted
        else:
            self._picture, self._given_up = picture, None


def _is_quick(data: Data, frame: Frame) -> bool:
    grid = frame.grid()
    return len(data.points) <= AT_ONCE and grid.width * grid.height <= PIXELS_AT_ONCE


def _covers(picture: RasterImage | None, frame: Frame) -> bool:
    """Whether the picture shows most of what can be seen in ``frame``, and not too enlarged."""
    if picture is None or picture.frame == frame:
        return picture is not None
    if frame.view.scale > LARGEST_STRETCH * picture.frame.view.scale:
        return False
    xmin, ymin, xmax, ymax = picture.data.bounds
    seen, shown = frame.view.rectangle, picture.frame.view.rectangle
    for low, high, axis in ((xmin, xmax, 0), (ymin, ymax, 1)):
        start, end = max(low, seen[axis]), min(high, seen[axis + 2])
        both = min(end, shown[axis + 2]) - max(start, shown[axis])
        if end > start and both < LEAST_COVER * (end - start):
            return False
    return True
