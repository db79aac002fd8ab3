"""The layer of the axes: ticks with numbers at the board's edge, and the names of x and y."""

from functools import lru_cache

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.words.notices import LONGEST_NAME
from app.words.ticks import tick_texts, ticks
from core.plain_text import printable

STRIP = (44.0, 150.0)
"""Pixels that the strip of tools in the corner is wide, and high."""

TICK = 4.0

APART = (90.0, 70.0)
"""Pixels between two numbers, across and up, about."""

LETTERS = 11
"""Height of the numbers in pixels."""

SMALL = 260.0
"""Pixels of the shorter side below which a board, such as one of four, has no ticks."""

RIM = 8.0


class Axes:
    """x across at the lower edge, y upwards at the left one."""

    def __init__(self) -> None:
        self._names: tuple[str, str] | None = None
        self._has_ticks = False
        self._theme = LIGHT

    def draw(
        self, names: tuple[str, str] | None, has_ticks: bool, is_line: bool, theme: Theme
    ) -> None:
        """Show ``names`` of a file's columns, else x and y with the ticks.

        Points on a line (``is_line``) have a number line of their own.
        """
        self._names, self._has_ticks, self._theme = names, has_ticks and not is_line, theme

    def paint(self, painter: QPainter, view: View) -> None:
        is_small = min(view.width, view.height) < SMALL
        has_ticks = self._has_ticks and not is_small
        names = self._names or (("x", "y") if has_ticks else None)
        end = view.width if names is None else self._paint_names(painter, view, names)
        if has_ticks:
            self._paint_ticks(painter, view, end)

    def _paint_ticks(self, painter: QPainter, view: View, end: float) -> None:
        """Draw ticks and numbers; those across only up to ``end``, where the name of x begins."""
        font = QFont(painter.font())
        font.setPixelSize(self._theme.letters(LETTERS))
        painter.setFont(font)
        painter.setPen(QPen(self._theme.colour("quiet"), 1.0))
        metrics, zoom = QFontMetricsF(font), self._theme.zoom
        tick, high = TICK * zoom, metrics.height()
        left, bottom, right, top = view.rectangle
        places = ticks(left, right, max(2, round(view.width / (APART[0] * zoom))))
        for place, text in zip(places, tick_texts(places), strict=True):
            x = view.width * (place - left) / (right - left)
            half = metrics.horizontalAdvance(text) / 2
            # The corner is for the numbers of the other axis.
            if 3 * RIM * zoom + half < x < end - half - RIM * zoom:
                painter.drawLine(QPointF(x, view.height), QPointF(x, view.height - tick))
                baseline = view.height - tick - 2.0 - metrics.descent()
                painter.drawText(QPointF(x - half, baseline), text)
        wide, tall = (side * zoom for side in STRIP)
        places = ticks(bottom, top, max(2, round(view.height / (APART[1] * zoom))))
        for place, text in zip(places, tick_texts(places), strict=True):
            y = view.height * (top - place) / (top - bottom)
            # The strip of tools is wider than high where the board is not: then it is at the top,
            # and the name of y stands below it.
            is_landscape = view.width >= view.height
            is_free = y - high / 2 > (tall if is_landscape else wide + RIM * zoom + 1.5 * high)
            if is_free and y < view.height - 2 * high:
                painter.drawLine(QPointF(0, y), QPointF(tick, y))
                middle = y + (metrics.ascent() - metrics.descent()) / 2
                painter.drawText(QPointF(tick + 3.0, middle), text)

    def _paint_names(self, painter: QPainter, view: View, names: tuple[str, str]) -> float:
        """Write the names; returns where that of x begins."""
        font = QFont(painter.font())
        font.setPixelSize(self._theme.letters(13))
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        room, middle = 0.5 * view.width, Qt.TextElideMode.ElideMiddle
        told = (printable(name, LONGEST_NAME) for name in names)
        x, y = (metrics.elidedText(name, middle, room) for name in told)
        across, up = (f"{x} →", f"↑ {y}") if self._names is not None else (x, y)
        rim = RIM * self._theme.zoom
        right = view.width - rim - metrics.horizontalAdvance(across)
        self._write(painter, QPointF(right, view.height - rim), across)
        # Beside or below the strip of tools, which stands in the corner.
        strip = STRIP[0] * self._theme.zoom
        across_by, down_by = (strip, 0.0) if view.width >= view.height else (0.0, strip)
        self._write(painter, QPointF(rim + across_by, rim + down_by + metrics.ascent()), up)
        return right

    def _write(self, painter: QPainter, at: QPointF, text: str) -> None:
        path = _text_path(text, painter.font().toString()).translated(at)
        painter.strokePath(path, QPen(self._theme.colour("halo"), 3.0 * self._theme.zoom))
        painter.fillPath(path, self._theme.colour("quiet"))


@lru_cache(maxsize=32)
def _text_path(text: str, font: str) -> QPainterPath:
    """The outline of ``text``. Kept, as Qt makes it a little different from time to time."""
    own = QFont()
    own.fromString(font)
    path = QPainterPath()
    path.addText(QPointF(), own, text)
    return path
