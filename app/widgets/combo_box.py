"""A combo box with an arrow in the theme's ink."""

from collections.abc import Callable

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.widgets.labels.plain_label import plain_tip


def unless_focused(
    widget: QWidget, event: QWheelEvent | None, turn: Callable[[QWheelEvent | None], None]
) -> None:
    """Leave the wheel to the panel that scrolls, unless ``widget`` has the focus.

    Otherwise scrolling the panel would change each choice on the way.
    """
    if widget.hasFocus():
        turn(event)
    elif event is not None:
        event.ignore()


class ComboBox(QComboBox):
    """A style sheet that gives a combo box a border takes its arrow away; this draws it."""

    def __init__(self) -> None:
        super().__init__()
        self._tip = ""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Only a box with the focus takes the wheel; else the column scrolls."""
        unless_focused(self, event, super().wheelEvent)

    def shown_text(self) -> str:
        """As much of the current text as fits, with an ellipsis where it is cut."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._elided(option)

    def setToolTip(self, tip: str | None) -> None:
        """Have ``tip`` as the tooltip; the whole text comes before it where that is cut."""
        self._tip = tip or ""
        super().setToolTip(plain_tip(self._tip))

    def showPopup(self) -> None:
        """Make the list wide enough for every choice."""
        if (view := self.view()) is not None:
            view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * self.height())
        super().showPopup()

    def _elided(self, option: QStyleOptionComboBox) -> str:
        style = self.style()
        assert style is not None
        field = style.subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, field.width() - 2
        )

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the box with as much of its text as fits, then the arrow at its right."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        text = option.currentText
        option.currentText = self._elided(option)
        is_cut = option.currentText != text
        super().setToolTip(plain_tip(f"{text}\n{self._tip}" if is_cut else self._tip))
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().text().color(), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        unit = self.height() / 8
        tip = QPointF(self.width() - 2.4 * unit, self.height() / 2 + 0.5 * unit)
        left, right = tip + QPointF(-unit, -unit), tip + QPointF(unit, -unit)
        painter.drawPolyline(QPolygonF([left, tip, right]))
