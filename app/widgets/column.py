"""The two columns at the board's sides, each a stack of panels."""

from PyQt6.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.theme.theme import LIGHT, Theme

SIDE = 14
"""Pixels to either side of the panels."""

SCROLL_BAR = 8
"""Width of a scroll bar in pixels at zoom 1, as in the style sheet."""


class SideColumn(QScrollArea):
    """A stack of panels that scrolls where the window is too low for it."""

    LEAST, USUAL = 240, 260

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stacked = _Stacked()
        self._stack = QVBoxLayout(self._stacked)
        self.setWidget(self._stacked)
        self._usual, self._least = self.USUAL, self.LEAST
        self._is_behind = False
        self._theme, self._is_dressed = LIGHT, False
        bar = self.verticalScrollBar()
        assert bar is not None
        self._scroll_bar = bar
        bar.rangeChanged.connect(self._on_scroll_range_changed)

    def apply_theme(self, theme: Theme) -> None:
        self._theme, self._is_dressed = theme, True
        self._usual, self._least = theme.px(self.USUAL), theme.px(self.LEAST)
        self._set_margins()
        self._stack.setSpacing(theme.px(4))

    def _on_scroll_range_changed(self) -> None:
        if self._is_dressed:
            self._set_margins()

    def _set_margins(self) -> None:
        """The scroll bar stands in the margin, so that panels are as wide with it as without."""
        side, rim = self._theme.px(SIDE), self._theme.px(10)
        self._stack.setContentsMargins(side, rim, side - self._scroll_bar_width, rim)
        self.allow_any_width(self._is_behind)

    @property
    def _scroll_bar_width(self) -> int:
        return self._theme.px(SCROLL_BAR) if self._scroll_bar.maximum() > 0 else 0

    def allow_any_width(self, allowed: bool) -> None:
        """While it is behind another column, it needs no width."""
        self._is_behind = allowed
        self.setMinimumWidth(0 if allowed else max(self._least, self._needed))

    @property
    def _needed(self) -> int:
        """What the panels need in their font, which may be a wide one."""
        return self._stack.minimumSize().width() + self._scroll_bar_width

    def sizeHint(self) -> QSize:
        """The usual width; any height will do."""
        return QSize(self._usual, 500)


class _Stacked(QWidget):
    """The stack itself: never lower than its panels need at its width.

    A scroll area by itself asks only for least heights that hold at any width, and squeezes panels
    whose texts wrap.
    """

    laid_out = pyqtSignal()
    """What the panels need may be otherwise now."""

    def event(self, event: QEvent | None) -> bool:
        """Take the height that the panels ask for now."""
        done = super().event(event)
        if event is not None and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            stack = self.layout()
            assert stack is not None
            least = max(stack.minimumHeightForWidth(self.width()), 0)
            if least != self.minimumHeight():
                self.setMinimumHeight(least)
            self.laid_out.emit()
        return done
