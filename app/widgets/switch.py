"""A check box that looks like a switch."""

from PyQt6.QtCore import QPoint, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter

from app.widgets.labels.plain_label import plain_tip
from app.widgets.painted import PaintedBox


class Switch(PaintedBox):
    """A check box drawn as a switch at the right end of its text."""

    WIDE, HIGH = 28, 16

    def __init__(self, text: str, name: str, tip: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setToolTip(plain_tip(tip))

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + self._theme.px(self.WIDE + 10), self._theme.px(self.HIGH + 6))

    def hitButton(self, pos: QPoint) -> bool:
        """All of the row can be clicked."""
        return self.rect().contains(pos)

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        wide, high = theme.px(self.WIDE), theme.px(self.HIGH)
        track = QRectF(self.width() - wide - 1, (self.height() - high) / 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("text" if self.isEnabled() else "groove"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(theme.colour("text") if self.hasFocus() else Qt.PenStyle.NoPen)
        on = self.isChecked() and self.isEnabled()
        painter.setBrush(
            theme.colour("accent" if on else "groove" if self.isEnabled() else "track")
        )
        painter.drawRoundedRect(track, high / 2, high / 2)
        knob = QRectF(track.left() + 2, track.top() + 2, high - 4, high - 4)
        if self.isChecked():
            knob.moveRight(track.right() - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawEllipse(knob)
