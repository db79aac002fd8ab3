"""A button that may be narrower than its text."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from app.widgets.labels.plain_label import plain_tip

LETTERS = 6
"""Average letters for which there is room at least."""


class ElidedButton(QPushButton):
    """Where it is too narrow, its text ends in an ellipsis, and is in its tooltip."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tip = ""

    def setText(self, text: str | None) -> None:
        super().setText(text)
        self._explain()

    def setToolTip(self, tip: str | None) -> None:
        """Have ``tip`` as the tooltip; the text comes before it where that is cut."""
        self._tip = tip or ""
        self._explain()

    def shown_text(self) -> str:
        """As much of the text as fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        assert style is not None
        room = style.subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        flags = Qt.TextFlag.TextShowMnemonic.value
        elide = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), elide, room.width(), flags)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        hint, metrics = self.sizeHint(), self.fontMetrics()
        text = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        least = min(text, LETTERS * metrics.averageCharWidth())
        return QSize(hint.width() - text + least, hint.height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the button with as much of its text as fits."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown_text()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _explain(self) -> None:
        cut = "" if self.shown_text() == self.text() else self.text().replace("&&", "&")
        super().setToolTip(plain_tip("\n".join(filter(None, (cut, self._tip)))))
