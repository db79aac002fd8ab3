"""The layer of the ways that centroids came."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPen, QPolygonF

from app.palette import with_alpha
from app.stage.view import View
from app.theme import LIGHT, Theme
from core.checks import Points

ALPHA = 0.45


class Trails:
    """A dotted line per centroid, with a dot at each earlier place."""

    def __init__(self) -> None:
        self._ways: Points = np.zeros((0, 0, 2))
        self._earlier = 0
        self._theme = LIGHT

    def draw(self, trail: Points, centroids: Points, theme: Theme) -> None:
        """Show ``trail`` (T, K, 2), earlier places, oldest first, up to ``centroids`` (K, 2)."""
        self._ways = np.concatenate([trail, centroids[None]])
        self._earlier = len(trail)
        self._theme = theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw each way from its oldest place to the centroid."""
        if not self._earlier:
            return
        pixels = view.pixels(self._ways).transpose(1, 0, 2)
        zoom = self._theme.zoom
        colour = with_alpha(self._theme.colour("ink"), ALPHA)
        line = QPen(colour, 1.3 * zoom, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        dot = QPen(colour, 3.6 * zoom, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        line.setDashPattern([0.1, 2.6])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for way in pixels.tolist():
            points = [QPointF(x, y) for x, y in way]
            painter.setPen(line)
            painter.drawPolyline(QPolygonF(points))
            painter.setPen(dot)
            painter.drawPoints(QPolygonF(points[:-1]))
