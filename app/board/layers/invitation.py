"""The layer that says what a board waits for."""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from app.paint.view import View
from app.theme.theme import LIGHT, Theme

RIM = 12.0
"""Pixels between the words and the edge of their sheet, and of that and the board."""

STRIP = 44.0
"""Pixels at each side that the strip of tools may take."""


class Invitation:
    """A line on a sheet: in the middle of an empty board, else at its lower edge."""

    def __init__(self) -> None:
        self.text = ""
        self._is_empty = True
        self._theme = LIGHT

    def draw(self, text: str, *, is_empty: bool, theme: Theme) -> None:
        """Say ``text``, or nothing where that is ""."""
        self.text, self._is_empty, self._theme = text, is_empty, theme

    def paint(self, painter: QPainter, view: View) -> None:
        if not self.text:
            return
        rim, strip = RIM * self._theme.zoom, STRIP * self._theme.zoom
        most = max(view.width - 2 * strip - 2 * rim, 1.0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        words = QFontMetricsF(painter.font()).boundingRect(
            QRectF(0, 0, most, view.height), flags.value, self.text
        )
        sheet = QRectF(0, 0, words.width() + 2 * rim, words.height() + 1.4 * rim)
        low = view.height - 2.4 * rim - sheet.height() / 2
        sheet.moveCenter(QPointF(view.width / 2, view.height / 2 if self._is_empty else low))
        painter.setPen(QPen(self._theme.colour("hairline"), 1.0))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(sheet, 6.0, 6.0)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(sheet.adjusted(rim / 2, 0, -rim / 2, 0), flags.value, self.text)
