"""Rows of a panel: a label and what it names."""

from collections.abc import Iterable, Mapping
from math import exp, log
from typing import Any

from PyQt6.QtCore import QPoint, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.panels.choice_box import ChoiceBox, unless_focused
from app.theme import LIGHT, Theme
from core.recipe import LIMITS

LABEL_WIDTH, NUMBER_WIDTH = 68, 62


class Row(QWidget):
    """One field of the recipe: a label at the left, and beside it what chooses the value."""

    chosen = pyqtSignal(str, object, bool)
    """Field, a person's choice, and whether it is live: a slider is still held."""
    settled = pyqtSignal()
    """The slider was let go."""

    def __init__(self, field: str, label: str) -> None:
        super().__init__()
        self._field = field
        self._label = QLabel(label)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label)

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._label.setFixedWidth(theme.px(LABEL_WIDTH))
        self._row.setSpacing(theme.px(8))

    def _add(self, widget: QWidget, name: str, tip: str, stretch: int = 0) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(self._label.text())
        widget.setAccessibleDescription(tip)
        widget.setToolTip(tip)
        self._row.addWidget(widget, stretch)


class NumberField(Row):
    """A number with a slider for the hand and a box for exactness.

    The slider runs over whole numbers; on a logarithmic scale its places are spread so that
    each tells about as much as the next.
    """

    PLACES = 240

    def __init__(
        self,
        field: str,
        label: str,
        name: str,
        tip: str,
        *,
        step: float = 1,
        logarithmic: bool = False,
    ) -> None:
        super().__init__(field, label)
        self._low, self._high = LIMITS[field]
        self._step, self._logarithmic = step, logarithmic
        self._value: float = self._low
        self._slider = Slider()
        self._slider.setRange(0, self.PLACES if logarithmic else self._places(self._high))
        self._slider.setPageStep(max(1, self._slider.maximum() // 10))
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add(self._slider, f"{name}_slider", tip, 1)
        self._box = number_box(LIMITS[field], step)
        self._add(self._box, name, tip)
        self._slider.actionTriggered.connect(self._on_slider_used)
        self._slider.sliderReleased.connect(self._on_slider_released)
        self._box.valueChanged.connect(self._on_box_changed)

    def draw(self, value: float) -> None:
        """Show ``value``."""
        self._value = value
        self._box.setValue(value)  # type: ignore[arg-type]
        if not self._slider.isSliderDown():
            self._slider.setValue(self._places(value))

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        super().dress(theme)
        self._box.setFixedWidth(theme.px(NUMBER_WIDTH))

    def _on_slider_used(self, action: int) -> None:
        self.chosen.emit(
            self._field, self._at(self._slider.sliderPosition()), self._slider.isSliderDown()
        )

    def _on_slider_released(self) -> None:
        # Where it was let go may be a place that was refused.
        self._slider.setValue(self._places(self._value))
        self.settled.emit()

    def _on_box_changed(self, value: float) -> None:
        # The box may round what it is given to show; that is no choice.
        if abs(value - self._value) > 0.5 * self._step:
            self.chosen.emit(self._field, value, False)

    def _places(self, value: float) -> int:
        if not self._logarithmic:
            return round((value - self._low) / self._step)
        return round(self.PLACES * log(value / self._low) / log(self._high / self._low))

    def _at(self, place: int) -> float:
        if not self._logarithmic:
            steps = round(self._low / self._step) + place
            return steps if self._step == 1 else round(steps * self._step, 6)
        exact = self._low * exp(place / self.PLACES * log(self._high / self._low))
        return two_figures(exact)


class Slider(QSlider):
    """A slider that a press takes hold of at once, and that leaves the wheel to its panel."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to the place of the press, and be held there; a press on the handle moves nothing."""
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
        """Turn the slider only where the person has gone to it."""
        unless_focused(self, event, super().wheelEvent)

    def _handle(self) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        assert style is not None
        return style.subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )


class SeedField(Row):
    """A seed, and a button that takes the next."""

    def __init__(self, field: str, label: str, name: str, tip: str, new: QAction) -> None:
        super().__init__(field, label)
        self._value: float = 0
        self._box = number_box(LIMITS[field], 1)
        self._add(self._box, name, tip, 1)
        self._box.valueChanged.connect(self._on_box_changed)
        self._row.addWidget(new_button(new), 1)

    def draw(self, value: int) -> None:
        """Show ``value``."""
        self._value = value
        self._box.setValue(value)

    def _on_box_changed(self, value: int) -> None:
        if value != self._value:
            self.chosen.emit(self._field, value, False)


class ChoiceField(Row):
    """One of several, by key."""

    def __init__(self, field: str, label: str, name: str, tip: str) -> None:
        super().__init__(field, label)
        self._box = ChoiceBox()
        self._add(self._box, name, tip, 1)
        self._names: dict[Any, str] = {}
        self._box.activated.connect(self._on_activated)

    def draw(self, key: object, names: Mapping[Any, str]) -> None:
        """Offer ``names``, key to text, with ``key`` chosen."""
        if names != self._names:
            self._names = dict(names)
            self._box.clear()
            for each, text in names.items():
                self._box.addItem(text, each)
        self._box.setCurrentIndex(list(names).index(key))

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._field, self._box.itemData(index), False)


class Switch(QCheckBox):
    """A check box drawn as a switch at the right end of its text."""

    WIDE, HIGH = 28, 16

    def __init__(self, text: str, name: str, tip: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setToolTip(tip)
        # Only the Tab key gives it the focus: after a click, the space bar still plays.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = LIGHT

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Room for text, gap and switch."""
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + self._theme.px(self.WIDE + 10), self._theme.px(self.HIGH + 6))

    def minimumSizeHint(self) -> QSize:
        """As little as `sizeHint`, and no less."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of the row can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the text, the track and the knob."""
        theme = self._theme
        wide, high = theme.px(self.WIDE), theme.px(self.HIGH)
        track = QRectF(self.width() - wide - 1, (self.height() - high) / 2, wide, high)
        painter = QPainter(self)
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


class Section(QWidget):
    """A titled group of rows that can be folded away."""

    def __init__(self, title: str, rows: Iterable[QWidget]) -> None:
        super().__init__()
        self._header = QToolButton()
        self._header.setObjectName("sectionHeader")
        self._header.setText(title.upper())
        self._header.setAccessibleName(title)
        self._header.setCheckable(True)
        self._header.setChecked(True)
        self._header.setArrowType(Qt.ArrowType.DownArrow)
        self._header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        for row in rows:
            self._column.addWidget(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(self._header)
        outer.addWidget(self._content)
        self._header.clicked.connect(self._fold)

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._column.setContentsMargins(0, theme.px(2), 0, theme.px(8))
        self._column.setSpacing(theme.px(6))
        self._header.setIconSize(QSize(theme.px(8), theme.px(8)))

    def _fold(self, opened: bool) -> None:
        self._content.setVisible(opened)
        self._header.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)


def new_button(action: QAction) -> QPushButton:
    """A button that does what ``action`` does, and says so."""
    button = QPushButton("⟳")
    button.setAccessibleName(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    return button


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


def two_figures(value: float) -> int:
    """``value`` as a whole number; from 100 on, rounded to two figures."""
    whole = round(value)
    if whole < 100:
        return whole
    unit = int(10 ** (len(str(whole)) - 2))
    return round(whole / unit) * unit
