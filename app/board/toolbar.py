"""The strip of tools over the board: what the pointer does there."""

from collections.abc import Mapping

from PyQt6.QtCore import QEvent, QObject, QSize, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QBoxLayout, QButtonGroup, QToolButton, QWidget

from app.board.touch import Tool
from app.theme.icons import icon
from app.theme.theme import Theme

RIM = 8
"""Pixels between the strip and the board's corner."""


class Toolbar(QWidget):
    """A button for every tool, at the upper left of the board."""

    def __init__(self, board: QWidget, actions: Mapping[str, QAction]) -> None:
        super().__init__(board.parentWidget())
        self.setObjectName("tools")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._board = board
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._buttons = {tool: _button(actions[f"tool_{tool.value}"]) for tool in Tool}
        # Exclusive, so that a press on the tool in hand leaves it there.
        self._group = QButtonGroup(self)
        for button in self._buttons.values():
            self._column.addWidget(button)
            self._group.addButton(button)
        board.installEventFilter(self)

    def apply_theme(self, theme: Theme) -> None:
        rim = theme.px(3)
        self._column.setContentsMargins(rim, rim, rim, rim)
        self._column.setSpacing(theme.px(2))
        for tool, button in self._buttons.items():
            button.setIcon(icon(tool.value, theme.colour("text"), theme.colour("groove")))
            button.setIconSize(QSize(theme.px(20), theme.px(20)))
        self._place()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        moves = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show)
        if watched is self._board and event is not None and event.type() in moves:
            self._place()
        return False

    def _place(self) -> None:
        # Along the longer way of the board: the points lie in a square in its middle.
        is_wide = self._board.width() >= self._board.height()
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._column.setDirection(down if is_wide else right)
        self.adjustSize()
        self.move(self._board.pos().x() + RIM, self._board.pos().y() + RIM)
        self.raise_()


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setObjectName(action.objectName())
    button.setAccessibleName(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCheckable(True)
    button.setChecked(action.isChecked())
    button.clicked.connect(action.trigger)
    action.toggled.connect(button.setChecked)
    return button
