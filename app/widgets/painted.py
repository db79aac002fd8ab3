"""What widgets that paint themselves have in common."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QPainter, QPaintEvent
from PyQt6.QtWidgets import QCheckBox, QWidget

from app.paint.painter import painting
from app.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object  # PyQt allows one base class of Qt's only


class Painted(_Base):
    """Paints itself by ``_paint``, in the theme's colours; to be the first of two base classes."""

    _theme = LIGHT
    _letters: int | None = None
    """Height of its letters in pixels at zoom 1; None leaves the font as it is."""
    _bold = False

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._letters is not None:
            font = QFont(self.font())
            font.setPixelSize(theme.letters(self._letters))
            font.setBold(self._bold)
            self.setFont(font)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def _paint_panel(self, painter: QPainter) -> None:
        """A rounded frame around all of it, which tells the focus, in the colour of panels."""
        painter.setPen(self._theme.colour("accent" if self.hasFocus() else "hairline"))
        painter.setBrush(self._theme.colour("panel"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, self._theme.px(6), self._theme.px(6))


class PaintedBox(Painted, QCheckBox):
    """A check box that paints itself."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        # Only the Tab key gives it the focus: after a click, the space bar still plays.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
