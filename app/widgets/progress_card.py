"""What is being computed, how far it has come, and a button to cancel it."""

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.theme.theme import Theme
from app.widgets.labels.plain_label import PlainLabel
from app.widgets.progress_bar import ProgressBar
from app.words.translate import tr

DELAY = 200
"""Milliseconds before it is shown: what is there sooner needs no telling."""


class ProgressCard(QWidget):
    """A small card over the board, seen only while work goes on that takes its time."""

    def __init__(self, parent: QWidget, cancel: QAction, top: int = 12) -> None:
        """A card so many pixels below the top of its ``parent``."""
        super().__init__(parent)
        self._top = top
        self.setObjectName("work_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = PlainLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = ProgressBar("work_progress", tr("Progress"))
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName("cancel")
        self._cancel.setAccessibleName(tr("Cancel"))
        self._cancel.setToolTip(cancel.toolTip())
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(cancel.trigger)
        self._column, self._row = QVBoxLayout(self), QHBoxLayout()
        self._column.addWidget(self._text)
        self._column.addLayout(self._row)
        self._row.addWidget(self._bar)
        self._row.addWidget(self._cancel)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY)
        self._delay.timeout.connect(self._appear)
        self.hide()

    def draw(self, words: str) -> None:
        """Say what goes on; no words where nothing does."""
        if not words:
            self._delay.stop()
            self.hide()
            self._bar.draw(0.0)
            return
        self._text.setText(words)
        self._bar.setAccessibleDescription(words)
        self._place()
        if self.isHidden() and not self._delay.isActive():
            self._delay.start()

    def draw_share(self, share: float) -> None:
        """Show how far it has come, 0 … 1."""
        self._bar.draw(share)

    def apply_theme(self, theme: Theme) -> None:
        self._column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._column.setSpacing(theme.px(4))
        self._row.setSpacing(theme.px(10))
        self._bar.setFixedHeight(theme.px(6))
        self._bar.setMinimumWidth(theme.px(120))
        self._place()

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Near the top of the board, in its middle."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, self._top)
