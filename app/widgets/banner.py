"""The bar that says what went wrong, and stays until it is closed."""

import re

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.widgets.labels.plain_label import LONGEST_TIP, PlainLabel, plain_tip
from app.words.translate import tr
from core.plain_text import printable

LONGEST = 300
"""Characters of a message that are shown; all of it is in the tooltip."""


RIM = 8
"""Pixels between the banner and the edges of what it lies over."""


class Banner(QWidget):
    """One message at a time, with a button to close it, at the lower edge of another widget.

    It lies over that: what is below it keeps its place and size.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(tr("Dismiss"))
        close.setToolTip(tr("Dismiss"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._text, 1)
        row.addWidget(close)
        over.installEventFilter(self)
        self.hide()

    @property
    def message(self) -> str:
        return "" if self.isHidden() else self._text.text()

    def close_refusal(self) -> None:
        """Dismiss if it is a refusal; others stay until a person has read them."""
        if self.property("tone") == "refusal":
            self.hide()

    def close_note(self) -> None:
        """Dismiss if it is a note, which tells of the board that was there."""
        if self.property("tone") == "note":
            self.hide()

    def tell(self, message: str, tone: str) -> None:
        """Show ``message`` in ``tone``: "note", "refusal" or "error"."""
        self.setProperty("tone", tone)
        style = self.style()
        assert style is not None
        style.unpolish(self)
        style.polish(self)
        # It may hold a file's name or a cell of it: neither is markup, nor commands a screen.
        message = printable(_on_one_line(message), LONGEST_TIP)
        self._text.setText(shortened(message))
        self._text.setToolTip(plain_tip(message))
        self.setAccessibleName(message)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        self.ensurePolished()
        wide = max(self._over.width() - 2 * RIM, 1)
        high = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        self.setGeometry(RIM, self._over.height() - RIM - high, wide, high)


def shortened(message: str) -> str:
    """``message`` on one line and of a length that leaves the board its room."""
    return printable(_on_one_line(message), LONGEST)


def _on_one_line(message: str) -> str:
    """``message`` without line ends and tabs; the thin spaces within numbers stay."""
    return re.sub(r"[ \t-\r\u2028\u2029]+", " ", message).strip()
