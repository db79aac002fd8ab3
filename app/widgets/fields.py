"""Rows of a panel: a label and what it names."""

from collections.abc import Iterable, Mapping
from functools import partial
from math import log10
from types import MappingProxyType
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction, QFontMetrics
from PyQt6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from app.theme.icons import dress_button
from app.theme.stylesheet import interface_font
from app.theme.theme import Theme
from app.widgets.combo_box import ComboBox
from app.widgets.labels.plain_label import PlainLabel, plain_tip
from app.widgets.number_box import NumberSlider, number_box
from app.words.translate import tr
from core.runs.recipe_limits import LIMITS

UNBOUND = 16_777_215
"""Qt's largest size of a widget."""

SEED_DIGITS = 4
"""Digits of a seed that are seen at least; usual seeds have fewer."""

BOX_RIM = 22
"""Pixels of a number box beside its digits."""


class Row(QWidget):
    """One field of the recipe: a label at the left, and beside it what chooses the value."""

    chosen = pyqtSignal(str, object, bool)
    """Field, a person's choice, and whether it is live: a slider is still held."""
    settled = pyqtSignal()
    """The slider was let go."""

    def __init__(self, field: str, label: str) -> None:
        super().__init__()
        self._field = field
        self._label = PlainLabel(label)
        self._label.setWordWrap(True)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._label)
        self._row = QHBoxLayout()
        self._outer.addLayout(self._row, 1)

    def apply_theme(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(8))

    def label_width(self, theme: Theme) -> int:
        """The width that the longest word of the label needs in the theme's font."""
        advance = QFontMetrics(interface_font(theme)).horizontalAdvance
        return max(advance(word) for word in self._label.text().split()) + 2

    @property
    def least_width(self) -> int:
        """The width that all but the label needs."""
        return self._row.minimumSize().width()

    def align(self, width: int, gap: int) -> None:
        """Make the label ``width`` wide, as those of other rows are; with 0 put it above."""
        ways = QBoxLayout.Direction
        self._outer.setDirection(ways.LeftToRight if width else ways.TopToBottom)
        self._outer.setSpacing(gap if width else 1)
        self._label.setMinimumWidth(width)
        self._label.setMaximumWidth(width or UNBOUND)

    def _add(self, widget: QWidget, name: str, tip: str, stretch: int = 0) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(self._label.text())
        widget.setAccessibleDescription(tip)
        widget.setToolTip(plain_tip(tip))
        self._row.addWidget(widget, stretch)


class NumberField(Row):
    """A number with a slider and a box.

    The slider runs over whole numbers; on a logarithmic scale its places are spread so that
    each tells about as much as the next.
    """

    A_DECADE = 40
    """Places from 1 to 10: near enough to each other that 20, 30 and 50 are among them, too."""

    def __init__(
        self,
        field: str,
        label: str,
        name: str,
        tip: str,
        *,
        step: float = 1,
        logarithmic: bool = False,
        limits: tuple[float, float] | None = None,
        least: float | None = None,
    ) -> None:
        """For a field of the recipe; or for another number, within ``limits`` of its own.

        ``least`` may be less than the slider reaches: the box shows it, and takes it.
        """
        super().__init__(field, label)
        self._low, self._high = limits or LIMITS[field]
        self._step, self._logarithmic = step, logarithmic
        self._value: float = self._low
        self._slider = NumberSlider()
        self._slider.setRange(0, self._places(self._high))
        self._slider.setPageStep(max(1, self._slider.maximum() // 10))
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add(self._slider, f"{name}_slider", tip, 1)
        self._box = number_box((self._low if least is None else least, self._high), step)
        self._add(self._box, name, tip)
        self._slider.actionTriggered.connect(self._on_slider_used)
        self._slider.sliderReleased.connect(self._on_slider_released)
        self._box.valueChanged.connect(self._on_box_changed)

    def draw(self, value: float) -> None:
        self._value = value
        self._box.setValue(value)  # type: ignore[arg-type]
        if not self._slider.isSliderDown():
            self._slider.setValue(self._places(value))

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        longest = f"{self._high:.{0 if self._step == 1 else 2}f}"
        digits = QFontMetrics(interface_font(theme)).horizontalAdvance("0" * len(longest))
        self._box.setFixedWidth(digits + theme.px(BOX_RIM))

    def finish(self) -> None:
        """Accept what is still being typed."""
        self._box.interpretText()

    def _on_slider_used(self, action: int) -> None:
        place, held = self._slider.sliderPosition(), self._slider.isSliderDown()
        value, ways = self._at(place), place - self._places(self._value)
        if value == self._value and ways and not held:
            # Low on a logarithmic scale several places are one value: key and wheel yet go on.
            value += self._step if ways > 0 else -self._step
        self.chosen.emit(self._field, min(self._high, max(self._low, value)), held)

    def _on_slider_released(self) -> None:
        # Where it was let go may be a place that was refused.
        self._slider.setValue(self._places(self._value))
        self.settled.emit()

    def _on_box_changed(self, value: float) -> None:
        # The box may round what it is given to show; that is no choice.
        if abs(value - self._value) > 0.5 * self._step:
            self.chosen.emit(self._field, value, False)

    def _places(self, value: float) -> int:
        value = max(value, self._low)
        if not self._logarithmic:
            return round((value - self._low) / self._step)
        return round(self.A_DECADE * log10(value / self._low))

    def _at(self, place: int) -> float:
        if not self._logarithmic:
            steps = round(self._low / self._step) + place
            return steps if self._step == 1 else round(steps * self._step, 6)
        exact = self._low * 10.0 ** (place / self.A_DECADE)
        return two_figures(exact)


class SeedField(Row):
    """A seed, and a button that takes the next."""

    def __init__(self, field: str, label: str, name: str, tip: str, new: QAction) -> None:
        super().__init__(field, label)
        self._value: float = 0
        self._box = number_box(LIMITS[field], 1)
        self._add(self._box, name, tip, 1)
        self._box.valueChanged.connect(self._on_box_changed)
        self._new = new_button(new)
        self._row.addWidget(self._new, 1)

    def draw(self, value: int, why_not: str = "") -> None:
        """Show ``value``; grey where there is a reason why the seed has no effect."""
        self._value = value
        self._box.setValue(value)
        self._box.setEnabled(not why_not)
        tip = self._box.accessibleDescription()
        self._box.setToolTip(plain_tip(f"{tip}\n{why_not}" if why_not else tip))

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        digits = QFontMetrics(interface_font(theme)).horizontalAdvance("0" * SEED_DIGITS)
        self._box.setMinimumWidth(digits + theme.px(BOX_RIM))
        dress_button(self._new, "new", theme)

    def _on_box_changed(self, value: int) -> None:
        if value != self._value:
            self.chosen.emit(self._field, value, False)


class ChoiceField(Row):
    """One of several, by key."""

    def __init__(self, field: str, label: str, name: str, tip: str) -> None:
        super().__init__(field, label)
        self._box = ComboBox()
        self._add(self._box, name, tip, 1)
        self._names: dict[Any, str] = {}
        self._box.activated.connect(self._on_activated)

    def draw(
        self, key: object, names: Mapping[Any, str], tips: Mapping[Any, str] = MappingProxyType({})
    ) -> None:
        """Offer ``names``, key to text, with ``key`` chosen; in the list some have ``tips``."""
        if names != self._names:
            self._names = dict(names)
            self._box.clear()
            for each, text in names.items():
                self._box.addItem(text, each)
                self._box.setItemData(
                    self._box.count() - 1, tips.get(each), Qt.ItemDataRole.ToolTipRole
                )
        self._box.setCurrentIndex(list(names).index(key) if key in names else -1)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._field, self._box.itemData(index), False)


def align_labels(rows: Iterable[Row], theme: Theme, room: int | None = None) -> None:
    """Make the labels of ``rows`` as wide as the widest of them needs.

    Where not all rows fit in ``room`` pixels, the labels stand above.
    """
    rows, gap = list(rows), theme.px(8)
    label = max(row.label_width(theme) for row in rows)
    least = max(row.least_width for row in rows)
    is_narrow = room is not None and label + gap + least > room
    for row in rows:
        row.align(0 if is_narrow else label, gap)


def new_button(action: QAction) -> QPushButton:
    """A button that does what ``action`` does, and says so."""
    button = QPushButton(tr("New"))
    button.setProperty("slim", True)
    button.setAccessibleName(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.changed.connect(partial(_follow, button, action))
    return button


def _follow(button: QPushButton, action: QAction) -> None:
    """Be grey as the action is, and say why."""
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())


def two_figures(value: float) -> int:
    """``value`` as a whole number; from 100 on, rounded to two figures."""
    whole = round(value)
    if whole < 100:
        return whole
    unit = int(10 ** (len(str(whole)) - 2))
    return round(whole / unit) * unit
