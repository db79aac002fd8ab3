"""The layer that shows what a press of the tool in hand would take hold of."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.board.layers.centroids import star_radius
from app.board.touch import Grip, Tool
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from core.types import Points

POINT_RADIUS = 7.0
"""Pixels from a point to the ring around it."""

GAP = 4.0
"""Pixels from a star to the ring around it."""


class GripMarks:
    """A ring around the point that the pen would move, or the star that a click would remove.

    A star that would be removed is struck out, too. The other tools show by the pointer alone
    what they take hold of.
    """

    def __init__(self) -> None:
        self._tool = Tool.LOOK
        self._over: tuple[Grip, int] = (Grip.BOARD, -1)
        self._points: Points = np.zeros((0, 2))
        self._centroids: Points = np.zeros((0, 2))
        self._theme = LIGHT

    def draw(self, points: Points, centroids: Points, theme: Theme) -> None:
        """Follow points (N, 2) and centroids (K, 2); what is marked among others is not."""
        if points is not self._points or len(centroids) != len(self._centroids):
            self._over = (Grip.BOARD, -1)
        self._points, self._centroids, self._theme = points, centroids, theme

    def mark(self, tool: Tool, over: tuple[Grip, int]) -> bool:
        """Mark what ``tool`` would take hold of, in row ``over[1]``; whether that is other."""
        is_new = (tool, over) != (self._tool, self._over)
        self._tool, self._over = tool, over
        return is_new

    @property
    def is_shown(self) -> bool:
        """Whether anything is marked."""
        shown = {Tool.DRAW: Grip.POINT, Tool.PLACE: Grip.CENTROID}
        return self._over[0] is shown.get(self._tool)

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the ring, light under dark so that it shows on any ground."""
        if not self.is_shown:
            return
        grip, row = self._over
        zoom, is_star = self._theme.zoom, grip is Grip.CENTROID
        at = QPointF(*view.pixels((self._centroids if is_star else self._points)[row]).tolist())
        radius = POINT_RADIUS * zoom
        if is_star:
            radius = star_radius(len(self._centroids), zoom) + GAP * zoom
        painter.setBrush(Qt.BrushStyle.NoBrush)
        slant = 0.7 * QPointF(radius, -radius)
        ink = "warning" if is_star else "accent"
        for colour, width in (("halo", 5.0), (ink, 2.2)):
            painter.setPen(QPen(self._theme.colour(colour), width * zoom))
            painter.drawEllipse(at, radius, radius)
            if is_star:
                painter.drawLine(at - slant, at + slant)
