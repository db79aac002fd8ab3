"""The layer of the ways that centroids came."""

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPainter

from app.paint.shapes import disc
from app.paint.sprites import Drawing, SpriteSheet, pixel_ratio
from app.paint.view import View
from app.theme.palette import with_alpha
from app.theme.theme import LIGHT, Theme
from core.types import Points

ALPHA = 0.52
"""So much that the dots show on the tint of every cell."""

SPACING = 3.5
"""Pixels from dot to dot of a dotted line."""

MOST_DOTS = 4_000
"""Dots a stretch; one that is longer, as under extreme zoom, gets them farther apart."""


class Trails:
    """A dotted line per centroid, with a larger dot at each earlier place.

    The dots are stamped: Qt's own dashes take twenty times as long.
    """

    def __init__(self) -> None:
        self._ways: Points = np.zeros((0, 0, 2))
        self._theme = LIGHT
        self._sheet: SpriteSheet | None = None
        self._ratio = 1.0

    def draw(self, trail: Points, centroids: Points, theme: Theme) -> None:
        """Show ``trail`` (T, K, 2), earlier places, oldest first, up to ``centroids`` (K, 2)."""
        self._ways = np.concatenate([trail, centroids[None]]).transpose(1, 0, 2)
        if theme != self._theme:
            self._theme, self._sheet = theme, None

    def paint(self, painter: QPainter, view: View) -> None:
        """Stamp each way from its oldest place to the centroid."""
        if self._ways.shape[1] < 2:
            return
        if self._sheet is None or self._ratio != pixel_ratio(painter):
            self._ratio = pixel_ratio(painter)
            self._sheet = self._new_sheet()
        ways = view.pixels(self._ways)
        dots = dotted(ways, SPACING * self._theme.zoom)
        places = ways[:, :-1].reshape(-1, 2)
        which = np.repeat([0, 1], [len(dots), len(places)])
        self._sheet.stamp(painter, view, np.concatenate([dots, places]), which)

    def _new_sheet(self) -> SpriteSheet:
        zoom = self._theme.zoom
        ink = with_alpha(self._theme.colour("ink"), ALPHA)
        return SpriteSheet([_dot(ink, 0.75 * zoom), _dot(ink, 1.8 * zoom)], 4.0 * zoom, self._ratio)


def dotted(ways: Points, spacing: float) -> Points:
    """Places every ``spacing`` pixels along each stretch of the ways.

    ``ways`` has shape (K, T, 2); the places, (M, 2), begin again at every corner.
    """
    starts, stretches = ways[:, :-1].reshape(-1, 2), np.diff(ways, axis=1).reshape(-1, 2)
    counts = np.minimum(np.hypot(*stretches.T) / spacing, MOST_DOTS).astype(np.intp) + 1
    own = np.repeat(np.arange(len(counts)), counts)
    rank = np.arange(len(own)) - np.repeat(np.cumsum(counts) - counts, counts)
    places: Points = starts[own] + stretches[own] * (rank / counts[own])[:, None]
    return places


def _dot(ink: QColor, radius: float) -> Drawing:
    def drawing(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPath(disc(radius))

    return drawing
