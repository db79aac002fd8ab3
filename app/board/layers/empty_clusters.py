"""The layer that calls out a cluster which has just lost its last point."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.board.layers.centroids import star_radius
from app.paint.sprites import SpriteSheet, pixel_ratio
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from core.types import Points

GAP = 10.0
"""Pixels from a star's tips to the ring around it, which leaves room for that of a selection."""

REACH = 34.0
"""Pixels that the pulse runs outwards."""

DASHES = (2.4, 2.2)
"""Dash and gap, in widths of the pen."""


class EmptyClusterLayer:
    """A ring that pulses out around the star of an emptied cluster; a dashed one stays there."""

    def __init__(self) -> None:
        self._places: Points = np.zeros((0, 2))
        self._strength = 0.0
        self._drawn_for: tuple[float, int, Theme] = (1.0, 1, LIGHT)
        self._sheet: SpriteSheet | None = None
        self._ratio = 1.0

    def draw(self, places: Points, pulse: float, strength: float, k: int, theme: Theme) -> None:
        """Call out the stars at ``places`` (M, 2), which are as large as those of k centroids.

        ``pulse`` runs from 0 to 1, when only the dashed rings are left; ``strength`` (0 … 1) is
        how opaque all of it is.
        """
        self._places, self._strength = places, strength
        wanted = (pulse, k, theme)
        if wanted != self._drawn_for:
            self._drawn_for, self._sheet = wanted, None

    def paint(self, painter: QPainter, view: View) -> None:
        if self._strength <= 0.0 or not len(self._places):
            return
        ratio = pixel_ratio(painter)
        if self._sheet is None or self._ratio != ratio:
            self._sheet, self._ratio = self._new_sheet(ratio), ratio
        painter.setOpacity(self._strength)
        pixels = view.pixels(self._places)
        self._sheet.stamp(painter, view, pixels, np.zeros(len(pixels), np.intp))
        painter.setOpacity(1.0)

    def _new_sheet(self, ratio: float) -> SpriteSheet:
        """One mark: dashes are costly strokes, and hundreds of clusters can be empty at once."""
        _, k, theme = self._drawn_for
        reach = star_radius(k, theme.zoom) + (GAP + REACH + 4.0) * theme.zoom
        return SpriteSheet([self._draw_rings], 2.0 * reach, ratio)

    def _draw_rings(self, painter: QPainter) -> None:
        pulse, k, theme = self._drawn_for
        radius = star_radius(k, theme.zoom) + GAP * theme.zoom
        painter.setOpacity(pulse)
        self._ring(painter, radius, "halo", 4.0)
        self._ring(painter, radius, "warning", 2.0, DASHES)
        painter.setOpacity(1.0 - pulse)
        if pulse < 1.0:
            radius += pulse * REACH * theme.zoom
            self._ring(painter, radius, "halo", 7.0)
            self._ring(painter, radius, "warning", 4.0)

    def _ring(
        self,
        painter: QPainter,
        radius: float,
        colour: str,
        width: float,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        theme = self._drawn_for[2]
        pen = QPen(theme.colour(colour), width * theme.zoom)
        if dashes is not None:
            pen.setDashPattern(dashes)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(), radius, radius)
