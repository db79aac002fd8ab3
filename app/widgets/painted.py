"""What check boxes that are drawn by hand have in common."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QCheckBox

from app.paint.painter import painting
from app.theme.theme import LIGHT, Theme


class PaintedBox(QCheckBox):
    """A check box whose kinds draw themselves in the theme's colours, by ``_paint``."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        # Only the Tab key gives it the focus: after a click, the space bar still plays.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = LIGHT

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """As little as `sizeHint`, and no less."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw it."""
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        raise NotImplementedError
