"""Stamping thousands of small marks at once: drawn once each, then copied by Qt's painter."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter

from app.paint.painter import new_pixmap, painting
from app.paint.qt_arrays import QtArray
from app.paint.view import View
from core.types import Points

Drawing = Callable[[QPainter], None]
"""Draws one mark around the origin."""

FRAGMENT_DOUBLES = 10
"""A PixmapFragment: x, y, source left and top, width, height, scales, rotation, opacity."""


class SpriteSheet:
    """Small marks side by side in one pixmap.

    Stamping copies pixels, at about 0.15 µs a mark; drawing each with a pen and a brush of its
    own costs a hundred times that. Marks are placed on whole device pixels, so they stay crisp.
    """

    def __init__(self, drawings: Sequence[Drawing], size: float, ratio: float) -> None:
        """``drawings`` fit a square of ``size`` pixels; ``ratio``: device pixels per pixel."""
        self.cell = int(np.ceil(size * ratio)) + 1
        self.ratio = ratio
        self.count = len(drawings)
        self.pixmap = new_pixmap(self.cell * len(drawings), self.cell)
        with painting(self.pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, drawing in enumerate(drawings):
                painter.resetTransform()
                painter.setClipRect(index * self.cell, 0, self.cell, self.cell)
                painter.translate(QPointF((index + 0.5) * self.cell, 0.5 * self.cell))
                painter.scale(ratio, ratio)
                drawing(painter)

    def stamp(
        self, painter: QPainter, view: View, pixels: Points, which: NDArray[np.integer]
    ) -> None:
        """Put mark ``which[i]`` at ``pixels[i]`` of the view, in the order of the rows.

        ``pixels`` has shape (n, 2), ``which`` (n,); -1 is the last mark, as in an index. What
        lies out of view is left out.
        """
        Stamps(self, view, pixels).stamp(painter, which)


class Stamps:
    """Marks at places that stay, to be stamped again and again with other choices of mark."""

    def __init__(self, sheet: SpriteSheet, view: View, pixels: Points) -> None:
        """Marks of ``sheet`` at ``pixels`` (n, 2) of the view; those out of view are left out."""
        self._sheet = sheet
        cell, ratio = sheet.cell, sheet.ratio
        near = cell / ratio
        room = (view.width + near, view.height + near)
        inside = ((pixels > -near) & (pixels < room)).all(axis=1)
        self._rows = None if inside.all() else np.flatnonzero(inside)
        if self._rows is not None:
            pixels = pixels[self._rows]
        self._fragments = QtArray(QPainter.PixmapFragment, len(pixels), FRAGMENT_DOUBLES)
        values = self._fragments.values
        # An even cell is centred on a pixel's corner, an odd one on its middle.
        values[:, 0:2] = (np.floor(pixels * ratio) + 0.5 * (cell % 2)) / ratio
        values[:, 3] = 0.0
        values[:, 4:6] = cell
        values[:, 6:8] = 1.0 / ratio
        values[:, 8] = 0.0
        values[:, 9] = 1.0

    def stamp(self, painter: QPainter, which: NDArray[np.integer]) -> None:
        """Put mark ``which[i]`` at place i, in order; -1 is the last mark."""
        if self._rows is not None:
            which = which[self._rows]
        if len(which):
            lefts = np.arange(self._sheet.count, dtype=np.float64) * self._sheet.cell
            self._fragments.values[:, 2] = lefts[which]
            painter.drawPixmapFragments(self._fragments.array, self._sheet.pixmap)


def pixel_ratio(painter: QPainter) -> float:
    """Device pixels per logical pixel of what ``painter`` paints on; may be fractional."""
    device = painter.device()
    return 1.0 if device is None else device.devicePixelRatioF()
