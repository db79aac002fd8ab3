"""The slider and the box with which a number is chosen."""

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import (
    QDoubleSpinBox,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
)

from app.widgets.combo_box import unless_focused


class NumberSlider(QSlider):
    """A slider that a press takes hold of at once, and that leaves the wheel to its panel."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Move the handle to the click and hold it; a click on the handle moves nothing."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            handle = self._handle()
            if not handle.contains(event.position().toPoint()):
                room = self.width() - handle.width()
                at = round(event.position().x()) - handle.width() // 2
                self.setSliderDown(True)
                self.setSliderPosition(
                    QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room)
                )
                self.triggerAction(QSlider.SliderAction.SliderMove)
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Only a slider with the focus takes the wheel; else the column scrolls."""
        unless_focused(self, event, super().wheelEvent)

    def _handle(self) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        assert style is not None
        return style.subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )


class _WholeBox(QSpinBox):
    def wheelEvent(self, event: QWheelEvent | None) -> None:
        unless_focused(self, event, super().wheelEvent)


class _DecimalBox(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent | None) -> None:
        unless_focused(self, event, super().wheelEvent)


def number_box(limits: tuple[float, float], step: float) -> QSpinBox | QDoubleSpinBox:
    """A box for whole numbers, or for decimal ones where the step has decimals."""
    low, high = limits
    if step == 1:
        whole = _WholeBox()
        whole.setRange(int(low), int(high))
        whole.setGroupSeparatorShown(False)
        box: QSpinBox | QDoubleSpinBox = whole
    else:
        decimal = _DecimalBox()
        decimal.setDecimals(2)
        decimal.setRange(low, high)
        decimal.setSingleStep(step)
        box = decimal
    # A number under way, such as the 3 of 300, is not yet a choice.
    box.setKeyboardTracking(False)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    box.setAlignment(Qt.AlignmentFlag.AlignLeft)
    # Done with typing: the keys are the film's again.
    line = box.lineEdit()
    assert line is not None
    line.returnPressed.connect(box.clearFocus)
    return box
