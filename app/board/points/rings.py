"""The layer of rings around points that just changed cluster."""

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPainter, QPen

from app.board.points.dots import diameter
from app.board.points.samples import NONE, Sample
from app.paint.shapes import disc
from app.paint.sprites import Drawing, SpriteSheet, pixel_ratio
from app.paint.view import View
from app.theme.palette import cluster_colour, edge_colour, hardest_ground
from app.theme.theme import LIGHT, Theme
from core.types import Labels


class Rings:
    """A ring in the colour of the new cluster; it fades as its strength falls."""

    def __init__(self) -> None:
        self._marked = NONE
        self._labels: Labels = np.zeros(0, np.int8)
        self._strength = 0.0
        self._drawn_for: tuple[int, tuple[int, ...], Theme] = (0, (), LIGHT)
        self._sheet: SpriteSheet | None = None
        self._ratio = 1.0

    def draw(
        self,
        marked: Sample,
        labels: Labels,
        strength: float,
        n: int,
        slots: tuple[int, ...],
        theme: Theme,
    ) -> None:
        """Ring the points ``marked``, so strongly (0 … 1), sized for ``n`` points in view.

        ``labels`` (N,) are those of all points.
        """
        self._marked, self._labels, self._strength = marked, labels, strength
        wanted = (n, slots, theme)
        if wanted != self._drawn_for:
            self._drawn_for, self._sheet = wanted, None

    def paint(self, painter: QPainter, view: View) -> None:
        if self._strength <= 0.0 or not len(self._marked.rows):
            return
        ratio = pixel_ratio(painter)
        if self._sheet is None or self._ratio != ratio:
            self._sheet, self._ratio = self._new_sheet(ratio), ratio
        painter.setOpacity(self._strength)
        pixels = view.pixels(self._marked.points)
        self._sheet.stamp(painter, view, pixels, self._labels[self._marked.rows])
        painter.setOpacity(1.0)

    def _new_sheet(self, ratio: float) -> SpriteSheet:
        n, slots, theme = self._drawn_for
        radius = 0.9 * diameter(max(n, 1), theme.zoom)
        ground = hardest_ground(theme.colour("board"), slots, theme.cell_alpha)
        rings = [_ring(radius, QPen(edge_colour(cluster_colour(s), ground), 1.3)) for s in slots]
        return SpriteSheet(rings, 2.0 * radius + 3.0, ratio)


def _ring(radius: float, pen: QPen) -> Drawing:
    def drawing(painter: QPainter) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(disc(radius))

    return drawing
