"""The layer of the starting centroid that was just chosen, while the start is filmed."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.board.layers.centroids import star_radius
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from core.types import Points


class SeedingLayer:
    """A ring around the newest centroid, and a dotted line to the one nearest to it."""

    def __init__(self) -> None:
        self._ends: Points = np.zeros((0, 2))
        self._k, self._theme = 1, LIGHT

    def draw(self, centroids: Points, nearest: int | None, theme: Theme) -> None:
        """Mark the last of ``centroids`` (K, 2); ``nearest`` is -1 where it is the first.

        None marks nothing.
        """
        self._k, self._theme = len(centroids), theme
        rows = [] if nearest is None else [-1] if nearest < 0 else [-1, nearest]
        self._ends = centroids[rows] if rows else np.zeros((0, 2))

    def paint(self, painter: QPainter, view: View) -> None:
        if not len(self._ends):
            return
        places = [QPointF(x, y) for x, y in view.pixels(self._ends).tolist()]
        theme, radius = self._theme, star_radius(self._k, self._theme.zoom)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("halo", 4.5), ("ink", 1.8)):
            pen = QPen(theme.colour(colour), width * theme.zoom)
            pen.setStyle(Qt.PenStyle.DotLine if colour == "ink" else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(places[0], places[-1])
        for colour, width in (("halo", 5.0), ("warning", 2.5)):
            painter.setPen(QPen(theme.colour(colour), width * theme.zoom))
            painter.drawEllipse(places[0], radius + 7 * theme.zoom, radius + 7 * theme.zoom)
