"""Stamping thousands of small marks at once: drawn once each, then copied by Qt's painter."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPixmap

from app.stage.buffers import qt_array
from app.stage.view import View
from core.checks import Points

Drawing = Callable[[QPainter], None]
"""Draws one mark around the origin."""

_DOUBLES = 10
"""A PixmapFragment: x, y, source left and top, width, height, scales, rotation, opacity."""


class SpriteSheet:
    """Small marks side by side in one pixmap.

    Stamping copies pixels, at about 0.2 µs a mark; drawing each with a pen and a brush of its
    own costs a hundred times that. Marks are placed on whole device pixels, so they stay crisp.
    """

    def __init__(self, drawings: Sequence[Drawing], size: float, ratio: float) -> None:
        """``drawings`` fit a square of ``size`` pixels; ``ratio``: device pixels per pixel."""
        self._cell = int(np.ceil(size * ratio)) + 2
        self._ratio = ratio
        self._count = len(drawings)
        self._sheet = QPixmap(self._cell * len(drawings), self._cell)
        self._sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, drawing in enumerate(drawings):
            painter.resetTransform()
            painter.setClipRect(index * self._cell, 0, self._cell, self._cell)
            painter.translate(QPointF((index + 0.5) * self._cell, 0.5 * self._cell))
            painter.scale(ratio, ratio)
            drawing(painter)
        painter.end()

    def stamp(
        self, painter: QPainter, view: View, points: Points, which: NDArray[np.integer]
    ) -> None:
        """Put mark ``which[i]`` at ``points[i]`` of the plane, in the order of the rows.

        ``points`` has shape (n, 2), ``which`` (n,); -1 is the last mark, as in an index. What
        lies out of view is left out.
        """
        self.stamp_at(painter, view, view.pixels(points), which)

    def stamp_at(
        self, painter: QPainter, view: View, pixels: Points, which: NDArray[np.integer]
    ) -> None:
        """Put mark ``which[i]`` at ``pixels[i]``, shape (n, 2), likewise."""
        near = self._cell / self._ratio
        room = (view.width + near, view.height + near)
        inside = ((pixels > -near) & (pixels < room)).all(axis=1)
        if not inside.all():
            pixels, which = pixels[inside], which[inside]
        if len(pixels):
            self._copy(painter, pixels, which)

    def _copy(self, painter: QPainter, pixels: Points, which: NDArray[np.integer]) -> None:
        values = np.ones((len(pixels), _DOUBLES))
        # An even cell is centred on a pixel's corner, an odd one on its middle.
        offset = 0.5 * (self._cell % 2)
        values[:, 0:2] = (np.floor(pixels * self._ratio) + offset) / self._ratio
        values[:, 2] = np.mod(which, self._count, dtype=np.intp) * self._cell
        values[:, 3] = 0.0
        values[:, 4:6] = self._cell
        values[:, 6:8] = 1.0 / self._ratio
        values[:, 8] = 0.0
        painter.drawPixmapFragments(qt_array(QPainter.PixmapFragment, values), self._sheet)


def pixel_ratio(painter: QPainter) -> float:
    """Device pixels per logical pixel of what ``painter`` paints on; may be fractional."""
    device = painter.device()
    return 1.0 if device is None else device.devicePixelRatioF()
