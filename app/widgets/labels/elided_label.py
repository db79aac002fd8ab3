"""A line of text, or a few, that changes often."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.widgets.labels.elided_text import elided_lines
from app.widgets.labels.plain_label import plain_tip
from app.widgets.painted import Painted


class ElidedLabel(Painted, QWidget):
    """A label of one line, or of a few whose room it keeps.

    What does not fit is cut with an ellipsis, and is in its tooltip.

    Unlike a QLabel it never asks for a new layout when the text changes, which
    costs more than all else that is drawn at a half-step, and so never moves its neighbours.
    """

    def __init__(
        self,
        name: str,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        bold: bool = False,
        size: int = 13,
        lines: int = 1,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._alignment = alignment | Qt.AlignmentFlag.AlignVCenter
        self._bold, self._letters, self._lines = bold, size, lines
        self._text = ""
        self._shorter: tuple[str, ...] = ()
        self._widest = ""
        self._hint = ""

    def text(self) -> str:
        return self._text

    def shown_text(self) -> str:
        """What is seen of it at its width."""
        texts = (self._text, *self._shorter)
        return next((text for text in texts if text == self._cut(text)), self._cut(texts[-1]))

    def draw(self, text: str, *shorter: str) -> None:
        """Say ``text``, or where it does not fit, the first that does of those ``shorter``."""
        if (text, shorter) == (self._text, self._shorter):
            return
        self._text, self._shorter = text, shorter
        self.setToolTip(plain_tip(self._hint or text))
        self.setAccessibleDescription(text)
        self.update()

    def explain(self, hint: str) -> None:
        """Have ``hint`` as its tooltip rather than the text, which has its room reserved."""
        self._hint = hint
        self.setToolTip(plain_tip(hint))

    def reserve(self, widest: str) -> None:
        """Be as wide as ``widest`` needs, rather than take what is left."""
        self._widest = widest
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The lines, as wide as was reserved."""
        metrics = self.fontMetrics()
        high = metrics.height() + (self._lines - 1) * metrics.lineSpacing()
        return QSize(metrics.horizontalAdvance(self._widest) + 2, high)

    def _paint(self, painter: QPainter) -> None:
        painter.setFont(self.font())
        painter.setPen(self._theme.colour("quiet"))
        flags = int(self._alignment)
        if self._lines > 1:
            flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        painter.drawText(self.rect(), flags, self.shown_text())

    def _cut(self, text: str) -> str:
        if self._lines > 1:
            return elided_lines(text, self.font(), self.width(), self._lines)
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
