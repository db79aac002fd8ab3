"""The layer that names the axes, where the points come from a file."""

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.words.notices import LONGEST_NAME
from core.plain_text import printable

STRIP = 44.0
"""Pixels that the strip of tools is wide."""


class AxisNames:
    """The column shown across at the lower right, the one shown upwards at the upper left."""

    def __init__(self) -> None:
        self._names: tuple[str, str] | None = None
        self._theme = LIGHT

    def draw(self, names: tuple[str, str] | None, theme: Theme) -> None:
        self._names, self._theme = names, theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Write the names, each with an arrow along its axis."""
        if self._names is None:
            return
        metrics = QFontMetricsF(painter.font())
        room, middle = 0.5 * view.width, Qt.TextElideMode.ElideMiddle
        names = (printable(name, LONGEST_NAME) for name in self._names)
        x, y = (metrics.elidedText(name, middle, room) for name in names)
        across, up = f"{x} →", f"↑ {y}"
        rim = 8.0 * self._theme.zoom
        right = view.width - rim - metrics.horizontalAdvance(across)
        self._write(painter, QPointF(right, view.height - rim), across)
        # Beside or below the strip of tools, which stands in the corner.
        strip = STRIP * self._theme.zoom
        across_by, down_by = (strip, 0.0) if view.width >= view.height else (0.0, strip)
        self._write(painter, QPointF(rim + across_by, rim + down_by + metrics.ascent()), up)

    def _write(self, painter: QPainter, at: QPointF, text: str) -> None:
        path = QPainterPath()
        path.addText(at, painter.font(), text)
        painter.strokePath(path, QPen(self._theme.colour("halo"), 3.0 * self._theme.zoom))
        painter.fillPath(path, self._theme.colour("quiet"))
