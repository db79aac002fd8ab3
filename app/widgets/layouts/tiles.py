"""Widgets side by side, as many as there is room for."""

from collections.abc import Sequence

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QWidget

from app.theme.theme import LIGHT, Theme


class Tiles(QWidget):
    """As many columns as fit, each as wide as what is in it needs; the rest goes below."""

    def __init__(self, parts: Sequence[QWidget], most: int) -> None:
        """At most so many of the ``parts`` side by side."""
        super().__init__()
        self._parts, self._most, self._across = list(parts), most, 0
        self._theme = LIGHT
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(1), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _needed(self, across: int) -> int:
        """Pixels for so many columns."""
        wide = [part.sizeHint().width() for part in self._parts]
        return sum(max(wide[column::across]) + self._theme.px(8) for column in range(across))

    def _lay_out(self) -> None:
        room = self.width() + self._theme.px(8)
        several = range(min(self._most, len(self._parts)), 1, -1)
        across = next((count for count in several if self._needed(count) <= room), 1)
        if across == self._across:
            return
        self._across = across
        for place, part in enumerate(self._parts):
            self._grid.addWidget(part, place // across, place % across)
        for column in range(self._most):
            self._grid.setColumnStretch(column, int(column < across))
        self.updateGeometry()
