"""The layer of the number line, where the points lie on a line: all have the same y."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.words.ticks import ticks
from core.types import Points

BELOW = 56.0
"""Pixels from the points down to the line."""

TICK = 5.0

APART = 80.0
"""Pixels between two numbers, about."""


class NumberLine:
    """A line below the points with numbers, and the place of each centroid."""

    def __init__(self) -> None:
        self._height: float | None = None
        self._centroids: Points = np.zeros((0, 2))
        self._theme = LIGHT

    def draw(self, height: float | None, centroids: Points, theme: Theme) -> None:
        """Show the line of points at this y, with ``centroids`` (K, 2); None shows nothing."""
        self._height, self._centroids, self._theme = height, centroids, theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the line, its ticks, and a mark for each centroid with its coordinate."""
        if self._height is None:
            return
        zoom = self._theme.zoom
        at = view.pixels(np.array([[view.x, self._height]]))[0, 1] + BELOW * zoom
        at = min(at, view.height - 40.0 * zoom)
        painter.setPen(QPen(self._theme.colour("quiet"), 1.0))
        painter.drawLine(QPointF(0, at), QPointF(view.width, at))
        left, _, right, _ = view.rectangle
        for place in ticks(left, right, max(2, round(view.width / (APART * zoom)))):
            x = float(view.pixels(np.array([[place, self._height]]))[0, 0])
            painter.setPen(QPen(self._theme.colour("quiet"), 1.0))
            painter.drawLine(QPointF(x, at), QPointF(x, at + TICK * zoom))
            self._write(painter, x, at + (TICK + 2.0) * zoom, _told(place, 6), "quiet")
        ends: list[float] = []
        for x in sorted(self._centroids[:, 0].tolist()):
            self._mark(painter, view, x, at, ends)

    def _mark(
        self, painter: QPainter, view: View, place: float, at: float, ends: list[float]
    ) -> None:
        """A tick above the line; the number only where it does not cover the one before."""
        zoom = self._theme.zoom
        x = float(view.pixels(np.array([[place, self._height or 0.0]]))[0, 0])
        painter.setPen(QPen(self._theme.colour("ink"), 1.6 * zoom))
        painter.drawLine(QPointF(x, at - 2 * TICK * zoom), QPointF(x, at))
        text, metrics = _told(place, 4), QFontMetricsF(painter.font())
        half = metrics.horizontalAdvance(text) / 2
        if not ends or x - half > ends[-1] + 4.0:
            self._write(painter, x, at - 2.2 * TICK * zoom - metrics.height(), text, "text")
            ends.append(x + half)

    def _write(self, painter: QPainter, x: float, top: float, text: str, ink: str) -> None:
        metrics = QFontMetricsF(painter.font())
        path = QPainterPath()
        corner = QPointF(x - metrics.horizontalAdvance(text) / 2, top + metrics.ascent())
        path.addText(corner, painter.font(), text)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(path, QPen(self._theme.colour("halo"), 3.0 * self._theme.zoom))
        painter.fillPath(path, self._theme.colour(ink))


def _told(place: float, digits: int) -> str:
    return f"{place:.{digits}g}".replace("-", "−")
