"""The layer of centroids."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFont, QPainter, QPainterPath, QPen

from app.palette import cluster_colour
from app.stage.marks import star
from app.stage.view import View
from app.theme import LIGHT, Theme
from core.checks import Points

RADIUS, LEAST_RADIUS = 14.0, 9.0


def star_radius(k: int, zoom: float) -> float:
    """Radius of a star in pixels; many stars are smaller."""
    return zoom * max(LEAST_RADIUS, RADIUS * min(1.0, (12 / k) ** 0.25))


class Stars:
    """A star per centroid with its number at the upper right."""

    def __init__(self) -> None:
        self._centroids: Points = np.zeros((0, 2))
        self._slots: tuple[int, ...] = ()
        self._theme = LIGHT
        self._shape = QPainterPath()
        self._numbers: list[QPainterPath] = []

    def draw(self, centroids: Points, slots: tuple[int, ...], theme: Theme) -> None:
        """Show ``centroids`` (K, 2) in the colours and with the numbers of ``slots``."""
        if (slots, theme) != (self._slots, self._theme) or not self._numbers:
            radius = star_radius(max(len(slots), 1), theme.zoom)
            self._shape = star(radius)
            self._numbers = [_number(slot + 1, radius, theme.zoom) for slot in slots]
        self._centroids, self._slots, self._theme = centroids, slots, theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw halo, outline and fill of every star, and the numbers over all stars."""
        zoom, shape = self._theme.zoom, self._shape
        halo = QPen(self._theme.colour("halo"), 4.5 * zoom)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        outline = QPen(self._theme.colour("ink"), 1.2 * zoom)
        outline.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        places = [QPointF(x, y) for x, y in view.pixels(self._centroids).tolist()]
        for place, slot in zip(places, self._slots, strict=True):
            painter.translate(place)
            painter.strokePath(shape, halo)
            painter.setPen(outline)
            painter.setBrush(cluster_colour(slot))
            painter.drawPath(shape)
            painter.translate(-place)
        for place, number in zip(places, self._numbers, strict=True):
            painter.translate(place)
            painter.strokePath(number, halo)
            painter.fillPath(number, self._theme.colour("text"))
            painter.translate(-place)


def _number(number: int, radius: float, zoom: float) -> QPainterPath:
    font = QFont()
    font.setPixelSize(round(13 * zoom))
    font.setBold(True)
    path = QPainterPath()
    path.addText(QPointF(0.85 * radius, -0.55 * radius), font, str(number))
    return path
