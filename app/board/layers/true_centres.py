"""The layer of true centres, where the data's groups are known."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.paint.shapes import cross
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from core.types import Points


class TrueCentres:
    """A cross at the mean of every true group."""

    def __init__(self) -> None:
        self._centres: Points = np.zeros((0, 2))
        self._theme = LIGHT

    def draw(self, centres: Points | None, theme: Theme) -> None:
        """Show ``centres`` (G, 2); None shows none."""
        self._centres = np.zeros((0, 2)) if centres is None else centres
        self._theme = theme

    def paint(self, painter: QPainter, view: View) -> None:
        if not len(self._centres):
            return
        zoom = self._theme.zoom
        shape = cross(8.0 * zoom, 3.4 * zoom)
        halo = QPen(self._theme.colour("halo"), 3.0 * zoom)
        for x, y in view.pixels(self._centres).tolist():
            painter.translate(QPointF(x, y))
            painter.strokePath(shape, halo)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillPath(shape, self._theme.colour("ink"))
            painter.translate(-QPointF(x, y))
