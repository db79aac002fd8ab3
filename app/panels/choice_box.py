"""A combo box with an arrow in the theme's ink."""

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """A style sheet that gives a combo box a border takes its arrow away; this draws it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the box, then the arrow at its right."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().text().color(), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        unit = self.height() / 8
        tip = QPointF(self.width() - 2.4 * unit, self.height() / 2 + 0.5 * unit)
        left, right = tip + QPointF(-unit, -unit), tip + QPointF(unit, -unit)
        painter.drawPolyline(QPolygonF([left, tip, right]))
