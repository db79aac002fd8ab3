"""The icons of the transport, drawn in the theme's colours at any size."""

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QPolygonF

SIZE = 20
"""Icons are drawn on a square this wide, and scaled."""


def _triangle(left: float, right: float) -> QPainterPath:
    """A triangle from its upright side at ``left`` to its tip at ``right``."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(left, 4.5), QPointF(right, 10), QPointF(left, 15.5)]))
    path.closeSubpath()
    return path


def _bar(left: float, wide: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(left, 4.5, wide, 11))
    return path


_SHAPES: dict[str, Callable[[], list[QPainterPath]]] = {
    "play": lambda: [_triangle(6, 16)],
    "pause": lambda: [_bar(5.5, 3.2), _bar(11.3, 3.2)],
    "forward": lambda: [_triangle(6, 15)],
    "back": lambda: [_triangle(14, 5)],
    "end": lambda: [_triangle(4.5, 13), _bar(13.8, 1.8)],
    "start": lambda: [_bar(4.4, 1.8), _triangle(15.5, 7)],
}


def icon(name: str, colour: QColor, disabled: QColor) -> QIcon:
    """The icon called ``name``, for use and for disuse."""
    result = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        for scale in (1, 2, 3):
            result.addPixmap(_painted(name, ink, scale), mode)
    return result


def _painted(name: str, ink: QColor, scale: int) -> QPixmap:
    pixmap = QPixmap(SIZE * scale, SIZE * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for shape in _SHAPES[name]():
        painter.drawPath(shape)
    painter.end()
    return pixmap
