"""The layer of points where they are few enough to be discs."""

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.board.points.colours import Inks, PointColours
from app.board.points.samples import Sample
from app.paint.painter import new_image, painting
from app.paint.shapes import disc, point_shapes
from app.paint.sprites import Drawing, SpriteSheet, Stamps, pixel_ratio
from app.paint.view import View
from app.theme.palette import UNASSIGNED, edge_colour, hardest_ground, with_alpha
from app.theme.theme import LIGHT, Theme
from core.types import Labels

OPACITY = 0.85
USUAL, SMALLEST = 9.0, 3.2
LARGEST = 14.0
"""Diameter of a handful of points, as of a demonstration to compute along."""

FEW, MANY = 8, 25
"""Points up to which they are that large, and from which on they are as usual."""

SMALL = 4.0
"""Below this diameter an edge would leave nothing of the colour, by which a point is known: the
disc is the colour alone, and opaque."""


def diameter(n: int, zoom: float) -> float:
    """Diameter of a point in pixels: 7 for 300 points in view, smaller for more."""
    extra = min(max((MANY - n) / (MANY - FEW), 0.0), 1.0) * (LARGEST - USUAL)
    return zoom * (min(USUAL, max(SMALLEST, 7.0 * float((300 / n) ** 0.25))) + extra)


class Dots:
    """The points in view, in the colours of their clusters, or grey before they have one.

    They are painted into an image of the board's size, which is copied until points, labels,
    colours or view change: a glide moves centroids and cells, and never repaints a point.
    """

    def __init__(self) -> None:
        self._seen: Sample | None = None
        self._labels: Labels = np.zeros(0, np.int8)
        self._inks = Inks((), (), ())
        self._theme = LIGHT
        self._shaped = False
        self._ground: QColor | None = None
        self._stamps: Stamps | None = None
        self._image = QImage()
        self._is_painted = False
        self._made_for: tuple[View, float] | None = None

    def draw(
        self,
        seen: Sample | None,
        tint: PointColours,
        theme: Theme,
        shaped: bool,
        ground: QColor | None = None,
    ) -> None:
        """Show the points ``seen``, coloured by ``tint`` (of all points); None shows none.

        They stand out from ``ground``, or where there is none, from the cells.
        """
        apply_theme, worn = (tint.inks, theme, shaped), (self._inks, self._theme, self._shaped)
        if seen is not self._seen or apply_theme != worn or ground != self._ground:
            self._stamps = None
        self._ground = ground
        if self._stamps is None or tint.labels is not self._labels:
            self._is_painted = False
        self._seen, self._labels = seen, tint.labels
        self._inks, self._theme, self._shaped = apply_theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Copy the image of the points; paint it again if it is out of date."""
        if self._seen is None:
            return
        place = (view, pixel_ratio(painter))
        if self._made_for != place:
            self._stamps, self._is_painted = None, False
            self._made_for = place
        if not self._is_painted:
            self._paint_image(self._seen, *place)
            self._is_painted = True
        painter.drawImage(0, 0, self._image)

    def _paint_image(self, seen: Sample, view: View, ratio: float) -> None:
        if self._stamps is None:
            sheet = self._new_sheet(len(seen.rows), ratio)
            stamps = Stamps(sheet, view, view.pixels(seen.points))
            self._image = new_image(round(view.width * ratio), round(view.height * ratio), ratio)
            self._stamps = stamps
        # The same memory again and again: fetching that of an image costs as much as filling it.
        self._image.fill(Qt.GlobalColor.transparent)
        with painting(self._image) as painter:
            self._stamps.stamp(painter, self._labels[seen.rows])

    def _new_sheet(self, n: int, ratio: float) -> SpriteSheet:
        """A mark per label, and last, where label -1 finds it, that of unassigned points."""
        size = diameter(max(n, 1), self._theme.zoom)
        board, alpha = self._theme.colour("board"), self._theme.cell_alpha
        ground = self._ground or hardest_ground(board, self._inks.cells, alpha)
        shapes = point_shapes(size / 2) if self._shaped else [disc(size / 2)]
        marks = [
            _mark(shapes[shape % len(shapes)], QColor(name), ground, size)
            for name, shape in zip(self._inks.names, self._inks.shapes, strict=True)
        ]
        marks.append(_mark(disc(size / 2), QColor(UNASSIGNED), ground, size))
        return SpriteSheet(marks, (1.6 if self._shaped else 1.0) * size + 1.0, ratio)


def _mark(shape: QPainterPath, fill: QColor, ground: QColor, size: float) -> Drawing:
    pen = QPen(Qt.PenStyle.NoPen) if size < SMALL else QPen(edge_colour(fill, ground), 0.8)

    def drawing(painter: QPainter) -> None:
        painter.setPen(pen)
        painter.setBrush(with_alpha(fill, OPACITY) if size >= SMALL else fill)
        painter.drawPath(shape)

    return drawing
