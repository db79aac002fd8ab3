"""The layer of what is to be said of the picture itself, as that not all is drawn."""

from math import ceil

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from app.paint.painter import new_pixmap, painting
from app.paint.sprites import pixel_ratio
from app.paint.view import View
from app.theme.theme import LIGHT, Theme

RIM = 10.0
"""Pixels between the line and the board's edges."""

HALO = 3.0


class Notes:
    """Quiet lines at the lower left, painted once and copied from then on."""

    def __init__(self) -> None:
        self._theme = LIGHT
        self._copy: QPixmap | None = None
        self._copy_of: tuple[str, Theme, str, float] | None = None
        self.text = ""
        """What is said, or nothing."""

    def draw(self, notes: list[str], theme: Theme) -> None:
        self.text, self._theme = "\n".join(notes), theme

    def paint(self, painter: QPainter, view: View) -> None:
        if not self.text:
            return
        ratio = pixel_ratio(painter)
        wanted = (self.text, self._theme, painter.font().key(), ratio)
        if self._copy is None or wanted != self._copy_of:
            self._copy, self._copy_of = self._painted(painter.font(), ratio), wanted
        rim, high = RIM * self._theme.zoom, self._copy.deviceIndependentSize().height()
        painter.drawPixmap(QPointF(rim, round(view.height - rim - high)), self._copy)

    def _painted(self, font: QFont, ratio: float) -> QPixmap:
        """The text, with a halo that keeps it apart from points."""
        metrics, halo = QFontMetricsF(font), HALO * self._theme.zoom
        lines, step = self.text.splitlines(), metrics.lineSpacing()
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        high = metrics.height() + (len(lines) - 1) * step
        sides = ceil((wide + 2 * halo) * ratio), ceil((high + 2 * halo) * ratio)
        copy = new_pixmap(*sides, ratio)
        path = QPainterPath()
        for rank, line in enumerate(lines):
            path.addText(QPointF(halo, halo + metrics.ascent() + rank * step), font, line)
        with painting(copy) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.strokePath(path, QPen(self._theme.colour("halo"), halo))
            painter.fillPath(path, self._theme.colour("text"))
        return copy
