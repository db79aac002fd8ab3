"""The layer of what the pointer asks: a point's distances to its nearest two centroids."""

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from app.stage.view import View
from app.theme import LIGHT, Theme
from app.words import number
from core.assignment import squared_distances
from core.checks import Points
from core.distances import Distances

REACH = 12.0
"""Pixels from the pointer within which a point is found."""


def point_under(view: View, points: Points, px: float, py: float) -> int | None:
    """The row of the point nearest to a pixel, if it is within reach."""
    x, y = view.place(px, py)
    distance = squared_distances(points, np.array([x, y]))
    row = int(distance.argmin())
    return row if distance[row] <= (REACH / view.scale) ** 2 else None


class Hover:
    """Thin lines with their lengths."""

    def __init__(self) -> None:
        self._distances: Distances | None = None
        self._centroids: Points = np.zeros((0, 2))
        self._theme = LIGHT

    def draw(self, distances: Distances | None, centroids: Points, theme: Theme) -> None:
        """Show ``distances``; None shows nothing."""
        self._distances, self._centroids, self._theme = distances, centroids, theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the lines first, then the lengths over them."""
        if self._distances is None:
            return
        here = QPointF(*view.pixels(np.array(self._distances.place)).tolist())
        ends = [
            (QPointF(*view.pixels(self._centroids[c]).tolist()), length)
            for c, length in self._distances.nearest
        ]
        ink = self._theme.colour("ink")
        for rank, (there, _) in enumerate(ends):
            style = Qt.PenStyle.SolidLine if rank == 0 else Qt.PenStyle.DashLine
            painter.setPen(QPen(ink, 1.2, style))
            painter.drawLine(here, there)
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(here, 7.0, 7.0)
        for there, length in ends:
            self._label(painter, here, there, number(length))

    def _label(self, painter: QPainter, here: QPointF, there: QPointF, text: str) -> None:
        metrics = QFontMetricsF(painter.font())
        size = metrics.boundingRect(text).size()
        middle = here + 0.5 * (there - here)
        box = QRectF(0, 0, size.width() + 10, metrics.height() + 4)
        box.moveCenter(middle)
        painter.setPen(QPen(self._theme.colour("hairline"), 1.0))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
