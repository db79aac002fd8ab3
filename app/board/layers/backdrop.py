"""What an experiment lays under the points, and the star it would set there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from app.paint.painter import checked_image
from app.paint.shapes import star
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from core.geometry.voronoi import Rectangle

FADED = 0.35
"""Opacity of what is out of date."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A rectangle of the plane, coloured pixel by pixel."""

    rectangle: Rectangle
    colours: NDArray[np.uint32]
    """0xFFRRGGBB, shape (rows, columns); row 0 is the lowest."""
    ground: QColor
    """Of all colours that on which marks show the least."""
    is_smooth: bool = False
    """Whether colours run into each other, or each pixel is a square."""
    is_faded: bool = False


def image_of(colours: NDArray[np.uint32]) -> QImage:
    """An image of 0xFFRRGGBB, shape (rows, columns); row 0 is the uppermost."""
    high, wide = colours.shape
    image = QImage(colours.tobytes(), wide, high, 4 * wide, QImage.Format.Format_RGB32)
    return checked_image(image.copy())  # it does not keep the memory that it is over


class Backdrop:
    """A sheet over the plain board."""

    def __init__(self) -> None:
        self._sheet: Sheet | None = None
        self._image = QImage()

    def draw(self, sheet: Sheet | None) -> None:
        if sheet is self._sheet:
            return
        self._sheet = sheet
        if sheet is not None:
            self._image = image_of(sheet.colours[::-1])

    def paint(self, painter: QPainter, view: View) -> None:
        """Scale the sheet to where it is in view."""
        sheet = self._sheet
        if sheet is None:
            return
        left, bottom, right, top = sheet.rectangle
        corners = view.pixels(np.array([[left, top], [right, bottom]])).tolist()
        target = QRectF(QPointF(*corners[0]), QPointF(*corners[1]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, sheet.is_smooth)
        painter.setOpacity(FADED if sheet.is_faded else 1.0)
        painter.drawImage(target, self._image)


class Ghost:
    """The outline of a star, where a press would set one."""

    RADIUS = 10.0

    def __init__(self) -> None:
        self._place: tuple[float, float] | None = None
        self._theme = LIGHT

    def draw(self, place: tuple[float, float] | None, theme: Theme) -> None:
        """Show it at ``place``; None shows none."""
        self._place, self._theme = place, theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the outline, light under dark so that it shows on any ground."""
        if self._place is None:
            return
        painter.translate(QPointF(*view.pixels(np.array(self._place)).tolist()))
        shape = star(self.RADIUS * self._theme.zoom)
        for colour, width in (("halo", 3.6), ("ink", 1.3)):
            pen = QPen(self._theme.colour(colour), width * self._theme.zoom)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(shape, pen)
