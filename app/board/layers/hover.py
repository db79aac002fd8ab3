"""The layer of what the pointer asks: a point's distances to its nearest two centroids."""

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.words.numbers import number
from core.analysis.distances import Distances
from core.types import Points

REACH = 12.0
"""Pixels from the pointer within which a point is found."""


MOST_NEAR = 20_000
"""Points that are measured one by one; where more are within reach, the reach is narrowed."""

NARROWEST = 2.0**-12
"""A part of the reach this small holds one pixel's points many times over."""


ALONG = (0.5, 0.65, 0.8, 0.35, 0.95)
"""Where on its line the length may stand, as a share of the way, best first."""


class Hover:
    """Thin lines with their lengths."""

    def __init__(self) -> None:
        self._distances: Distances | None = None
        self._centroids: Points = np.zeros((0, 2))
        self._theme = LIGHT

    def draw(self, distances: Distances | None, centroids: Points, theme: Theme) -> None:
        self._distances, self._centroids, self._theme = distances, centroids, theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the lines first, then the lengths over them."""
        if self._distances is None:
            return
        here = QPointF(*view.pixels(np.array(self._distances.place)).tolist())
        ends = [
            (QPointF(*view.pixels(self._centroids[c]).tolist()), length)
            for c, length in self._distances.nearest
        ]
        ink = self._theme.colour("ink")
        for rank, (there, _) in enumerate(ends):
            style = Qt.PenStyle.SolidLine if rank == 0 else Qt.PenStyle.DashLine
            painter.setPen(QPen(ink, 1.2, style))
            painter.drawLine(here, there)
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(here, 7.0, 7.0)
        boxes: list[QRectF] = []
        for there, length in ends:
            boxes.append(self._label(painter, here, there, number(length), boxes))

    def _label(
        self, painter: QPainter, here: QPointF, there: QPointF, text: str, taken: list[QRectF]
    ) -> QRectF:
        """Write ``text`` at the middle of its line, or farther along where a label is already."""
        metrics = QFontMetricsF(painter.font())
        size = metrics.boundingRect(text).size()
        box = QRectF(0, 0, size.width() + 10, metrics.height() + 4)
        for share in ALONG:
            box.moveCenter(here + share * (there - here))
            if not any(box.intersects(other) for other in taken):
                break
        else:
            # The lines are short or lie on each other: below the label that is there.
            box.moveCenter(QPointF(box.center().x(), taken[-1].bottom() + box.height() / 2 + 2))
        painter.setPen(QPen(self._theme.colour("hairline"), 1.0))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box
