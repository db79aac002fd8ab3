"""The layer of rings around points that something beside the board speaks of."""

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPainter, QPen

from app.board.points.dots import diameter
from app.board.points.samples import NONE, Sample
from app.paint.shapes import disc
from app.paint.sprites import SpriteSheet, pixel_ratio
from app.paint.view import View
from app.theme.theme import LIGHT, Theme


class SelectedPoints:
    """A ring in the colour of texts around each of some points."""

    def __init__(self) -> None:
        self._marked = NONE
        self._drawn_for: tuple[int, Theme] = (0, LIGHT)
        self._sheet: SpriteSheet | None = None
        self._ratio = 1.0

    def draw(self, marked: Sample, n: int, theme: Theme) -> None:
        """Ring the points ``marked``, sized for ``n`` points in view."""
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
        radius = 0.85 * diameter(max(n, 1), theme.zoom)

        def drawing(painter: QPainter) -> None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for name, width in (("halo", 3.4), ("text", 1.6)):
                painter.setPen(QPen(theme.colour(name), width * theme.zoom))
                painter.drawPath(disc(radius))

        return SpriteSheet([drawing], 2.0 * radius + 6.0 * theme.zoom, ratio)
