"""The icons of buttons, drawn in the theme's colours at any size: no font need have them."""

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import (
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
    QPolygonF,
)
from PyQt6.QtWidgets import QAbstractButton

from app.paint.painter import new_pixmap, painting
from app.paint.shapes import star
from app.theme.theme import Theme

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


def _pointer() -> QPainterPath:
    """An arrow to the upper left."""
    return _outlined(
        (4, 2.5), (4, 15.5), (7.2, 12.4), (9.4, 17.4), (11.6, 16.4), (9.4, 11.6), (14, 11.6)
    )


def _pen() -> QPainterPath:
    """A pencil whose tip is at the lower left, and a point that it drew."""
    path = _outlined((6.5, 10.5), (14, 3), (17, 6), (9.5, 13.5), (5.8, 14.2))
    path.addEllipse(QPointF(4, 16.6), 1.7, 1.7)
    return path


def _eraser() -> QPainterPath:
    """A slanted block on a line."""
    path = _outlined((2.5, 11.5), (10.5, 3.5), (16.5, 9.5), (11.2, 14.8), (5.8, 14.8))
    path.addRect(QRectF(3, 16.2, 14, 1.4))
    cut = _outlined((6.2, 9.2), (7.3, 8.1), (13.3, 14.1), (12.2, 15.2))
    return path.subtracted(cut)


def _outlined(*corners: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
    return path


def _again() -> list[QPainterPath]:
    """Most of a circle, with an arrow head at its end."""
    arc, stroker = QPainterPath(), QPainterPathStroker()
    box = QRectF(4.0, 4.0, 12.0, 12.0)
    arc.arcMoveTo(box, 60.0)
    arc.arcTo(box, 60.0, 290.0)
    stroker.setWidth(1.9)
    return [stroker.createStroke(arc), _outlined((12.6, 8.4), (18.6, 8.9), (15.2, 13.4))]


def _cross() -> list[QPainterPath]:
    one = _outlined((5, 6.4), (6.4, 5), (15, 13.6), (13.6, 15))
    return [one, _outlined((13.6, 5), (15, 6.4), (6.4, 15), (5, 13.6))]


_SHAPES: dict[str, Callable[[], list[QPainterPath]]] = {
    "play": lambda: [_triangle(6, 16)],
    "pause": lambda: [_bar(5.5, 3.2), _bar(11.3, 3.2)],
    "forward": lambda: [_triangle(6, 15)],
    "back": lambda: [_triangle(14, 5)],
    "end": lambda: [_triangle(4.5, 13), _bar(13.8, 1.8)],
    "new": _again,
    "remove": _cross,
    "look": lambda: [_pointer()],
    "place": lambda: [star(9.0).translated(10, 10.5)],
    "draw": lambda: [_pen()],
    "erase": lambda: [_eraser()],
    "start": lambda: [_bar(4.4, 1.8), _triangle(15.5, 7)],
}


def icon(name: str, colour: QColor, disabled: QColor) -> QIcon:
    """The icon called ``name``, for use and for disuse."""
    result = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        for scale in (1, 2, 3):
            result.addPixmap(_painted(name, ink, scale), mode)
    return result


def dress_button(button: QAbstractButton, name: str, theme: Theme) -> None:
    """Give ``button`` the icon called ``name`` in the theme's colours and size."""
    button.setIcon(icon(name, theme.colour("text"), theme.colour("groove")))
    button.setIconSize(QSize(theme.px(14), theme.px(14)))


def _painted(name: str, ink: QColor, scale: int) -> QPixmap:
    pixmap = new_pixmap(SIZE * scale, SIZE * scale)
    with painting(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for shape in _SHAPES[name]():
            painter.drawPath(shape)
    return pixmap
