"""A check box whose frame shows on both grounds."""

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPen, QPolygonF

from app.widgets.painted import PaintedBox


class CheckBox(PaintedBox):
    """A check box in the theme's colours: the frame of the style's own is lost in the dark."""

    SIDE = 14

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + self._theme.px(self.SIDE + 7) + 2, self._theme.px(self.SIDE + 6))

    def _paint(self, painter: QPainter) -> None:
        theme, side = self._theme, self._theme.px(self.SIDE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, (self.height() - side) // 2 + 0.5, side, side)
        able, on = self.isEnabled(), self.isChecked()
        fill = "panel" if not on else "accent" if able else "groove"
        frame = "text" if self.hasFocus() else fill if on else "groove"
        painter.setPen(QPen(theme.colour(frame), 1.0))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            pen = QPen(theme.colour("on_accent"), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            corners = ((0.25, 0.52), (0.43, 0.7), (0.76, 0.3))
            places = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in corners]
            painter.drawPolyline(QPolygonF(places))
        painter.setPen(theme.colour("text" if able else "groove"))
        left = side + theme.px(7)
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
