"""A titled group of rows."""

from collections.abc import Iterable

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import (
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.theme.theme import Theme


class Section(QWidget):
    """A titled group of rows that can be folded away, with so many pixels between them."""

    def __init__(self, title: str, rows: Iterable[QWidget], spacing: int = 6) -> None:
        super().__init__()
        self._spacing = spacing
        self._header = QToolButton()
        self._header.setObjectName("sectionHeader")
        self._header.setText(title.upper())
        self._header.setAccessibleName(title)
        self._header.setCheckable(True)
        self._header.setChecked(True)
        self._header.setArrowType(Qt.ArrowType.DownArrow)
        self._header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        # From the first: the style's margins would make the first layout of a window too wide.
        self._column.setContentsMargins(0, 0, 0, 0)
        for row in rows:
            self._column.addWidget(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(self._header)
        outer.addWidget(self._body)
        self._header.clicked.connect(self._fold)

    def apply_theme(self, theme: Theme) -> None:
        self._column.setContentsMargins(0, theme.px(2), 0, theme.px(8))
        self._column.setSpacing(theme.px(self._spacing))
        self._header.setIconSize(QSize(theme.px(8), theme.px(8)))

    def _fold(self, opened: bool) -> None:
        self._body.setVisible(opened)
        self._header.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
