"""Layers of marks over some of the points: crosses, and rings."""

from collections.abc import Callable

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.board.points.dots import diameter
from app.board.points.samples import NONE, Sample
from app.paint.shapes import disc
from app.paint.sprites import SpriteSheet, pixel_ratio
from app.paint.view import View
from app.theme.theme import LIGHT, Theme

Draw = Callable[[QPainter, float, Theme], None]
"""Draws a mark around the origin, over a point of this diameter in pixels."""

REACH = 0.9
"""Diameters of a point from its middle that a mark may reach."""


class Marks:
    """The same mark on each of some points."""

    def __init__(self, drawing: Draw) -> None:
        self._drawing = drawing
        self._marked = NONE
        self._drawn_for: tuple[int, Theme] = (0, LIGHT)
        self._sheet: SpriteSheet | None = None
        self._ratio = 1.0

    def draw(self, marked: Sample, n: int, theme: Theme) -> None:
        """Mark the points ``marked``, sized for ``n`` points in view."""
        self._marked = marked
        if (n, theme) != self._drawn_for:
            self._drawn_for, self._sheet = (n, theme), None

    def paint(self, painter: QPainter, view: View) -> None:
        if not len(self._marked.rows):
            return
        ratio = pixel_ratio(painter)
        if self._sheet is None or self._ratio != ratio:
            self._sheet, self._ratio = self._new_sheet(ratio), ratio
        pixels = view.pixels(self._marked.points)
        self._sheet.stamp(painter, view, pixels, np.zeros(len(pixels), np.int8))

    def _new_sheet(self, ratio: float) -> SpriteSheet:
        n, theme = self._drawn_for
        size = diameter(max(n, 1), theme.zoom)
        side = 2.0 * REACH * size + 6.0 * theme.zoom
        return SpriteSheet([lambda painter: self._drawing(painter, size, theme)], side, ratio)


def cross(painter: QPainter, size: float, theme: Theme) -> None:
    """A cross in the colour of texts with a rim in that of the board."""
    arm = 0.55 * size
    for name, width in (("board", 3.2), ("text", 1.4)):
        pen = QPen(theme.colour(name), width * theme.zoom)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for way in (-1, 1):
            painter.drawLine(QPointF(-arm, -way * arm), QPointF(arm, way * arm))


def ring(painter: QPainter, size: float, theme: Theme) -> None:
    """A ring in the colour of texts with a halo."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name, width in (("halo", 3.4), ("text", 1.6)):
        painter.setPen(QPen(theme.colour(name), width * theme.zoom))
        painter.drawPath(disc(0.85 * size))
