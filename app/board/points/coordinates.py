"""The layer of the coordinates beside the points, where these are a handful."""

from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.board.layers.centroids import star_radius
from app.board.points.dots import diameter
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.words.numbers import number
from core.types import Points

MOST = 8
"""Points that have their coordinates beside them; of more, labels would hide what is there."""

SMALL = 260.0
"""Pixels of the shorter side below which a board, such as one of four, has no room for them."""

LETTERS = 11
"""Height of the numbers in pixels."""

WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where the numbers may stand, as seen from their point: right of it is 1, below it is 1."""

TOOLS = (52.0, 160.0)
"""Pixels of the corner that the strip of tools takes, upright."""


class Coordinates:
    """x and y beside each point, or x alone where the points lie on a line."""

    def __init__(self) -> None:
        self._points: Points | None = None
        self._centroids: Points | None = None
        self._is_line = False
        self._theme = LIGHT

    def draw(self, points: Points, centroids: Points, is_line: bool, theme: Theme) -> None:
        """Tell the coordinates of ``points`` (N, 2), if they are few, clear of ``centroids``."""
        self._points = points if 0 < len(points) <= MOST else None
        self._centroids, self._is_line, self._theme = centroids, is_line, theme

    def hide(self) -> None:
        self._points = None

    def labels(self, font: QFont, view: View) -> list[tuple[QRectF, str]]:
        """The boxes and words of all labels that have room."""
        if self._points is None or self._centroids is None:
            return []
        zoom, metrics = self._theme.zoom, QFontMetricsF(font)
        reach = diameter(len(self._points), zoom) / 2
        pixels = view.pixels(self._points).tolist()
        taken = [_around(x, y, reach) for x, y in pixels]
        star = star_radius(len(self._centroids), zoom)
        taken += [_around(x, y, star) for x, y in view.pixels(self._centroids).tolist()]
        wide, high = (side * zoom for side in TOOLS)
        taken.append(QRectF(0, 0, *((wide, high) if view.width >= view.height else (high, wide))))
        board = QRectF(0, 0, view.width, view.height)
        found = []
        for (x, y), place in zip(pixels, self._points.tolist(), strict=True):
            text = self._text(place)
            size = QSizeF(metrics.horizontalAdvance(text), metrics.height())
            ways = (WAYS[2], *WAYS) if self._is_line else WAYS
            # Farther away where a star lies on the point.
            boxes = (
                _box(QPointF(x, y), size, way, away)
                for away in (reach + 3 * zoom, star + 3 * zoom, wide + 3 * zoom)
                for way in ways
            )
            for box in boxes:
                if board.contains(box) and not any(box.intersects(each) for each in taken):
                    found.append((box, text))
                    taken.append(box)
                    break
        return found

    def paint(self, painter: QPainter, view: View) -> None:
        if self._points is None or min(view.width, view.height) < SMALL:
            return
        font = QFont(painter.font())
        font.setPixelSize(self._theme.letters(LETTERS))
        ascent = QFontMetricsF(font).ascent()
        for box, text in self.labels(font, view):
            path = QPainterPath()
            path.addText(QPointF(box.left(), box.top() + ascent), font, text)
            painter.strokePath(path, QPen(self._theme.colour("halo"), 3.0 * self._theme.zoom))
            painter.fillPath(path, self._theme.colour("text"))

    def _text(self, place: list[float]) -> str:
        x, y = map(told, place)
        return x if self._is_line else f"({x}, {y})"


def told(value: float) -> str:
    """A coordinate in four figures, without zeros that tell nothing."""
    if value and not 1e-4 <= abs(value) < 9999.5:
        return number(value)
    return f"{value:.4g}".replace("-", "−")


def _around(x: float, y: float, reach: float) -> QRectF:
    return QRectF(x - reach, y - reach, 2 * reach, 2 * reach)


def _box(at: QPointF, size: QSizeF, way: tuple[int, int], away: float) -> QRectF:
    """The box of a label of this ``size``, to one side of its point and so far from it."""
    right, down = way
    box = QRectF(QPointF(0, 0), size)
    across = right * (away + size.width() / 2)
    box.moveCenter(at + QPointF(across, down * (away + size.height() / 2)))
    return box
