"""What tells the boards of a comparison apart: a letter each, and an ink."""

from collections.abc import Mapping

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.theme.theme import Theme
from app.widgets.labels.plain_label import plain_tip
from app.widgets.painted import Painted
from app.words.translate import tr

LETTERS = "ABCDE"

INKS: Mapping[str, tuple[str, ...]] = {
    "light": ("#2F5D9B", "#B84F00", "#1B7A5A", "#8A3F8F", "#9A3041"),
    "dark": ("#7FA9E3", "#F28B3C", "#5CC9A0", "#D98CDB", "#F2888F"),
}
"""By the name of the theme, the inks of the boards: each stands out from the panel, and the
letter on it from it."""

GOLD = "#F0B429"

CROWN = (
    (-1.0, 0.62), (-1.0, -0.5), (-0.42, 0.06), (0.0, -0.8), (0.42, 0.06), (1.0, -0.5), (1.0, 0.62),
)  # fmt: skip
"""Corners of a crown around (0, 0), 2 wide, y downwards."""


def ink_of(place: int, theme: Theme) -> QColor:
    return QColor(INKS[theme.name][place])


def paint_badge(painter: QPainter, box: QRectF, place: int, theme: Theme) -> None:
    """The letter of a board on a square in its ink."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink_of(place, theme))
    painter.drawRoundedRect(box, 0.22 * box.height(), 0.22 * box.height())
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(round(0.68 * box.height()), 1))
    painter.setFont(font)
    painter.setPen(theme.colour("on_accent"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, LETTERS[place])


def paint_crown(painter: QPainter, middle: QPointF, radius: float, theme: Theme) -> None:
    """A crown, so wide at each side of its ``middle``."""
    pen = QPen(theme.colour("text"), 0.13 * radius)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(GOLD))
    painter.drawPolygon(
        QPolygonF([QPointF(middle.x() + radius * x, middle.y() + radius * y) for x, y in CROWN])
    )


class Badge(Painted, QWidget):
    """The letter of a board."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.setAccessibleName(tr("Board {letter}").format(letter=LETTERS[place]))

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedSize(theme.px(22), theme.px(22))

    def _paint(self, painter: QPainter) -> None:
        paint_badge(painter, QRectF(self.rect()), self._place, self._theme)


class Score(Painted, QWidget):
    """The inertia of a board, with a crown beside it where none is lower."""

    _letters, _bold = 15, True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(tr("Inertia now"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._is_best = "", False

    @property
    def text(self) -> str:
        return self._text

    @property
    def is_best(self) -> bool:
        return self._is_best

    def draw(self, text: str, is_best: bool) -> None:
        if (text, is_best) == (self._text, self._is_best):
            return
        self._text, self._is_best = text, is_best
        said = tr("{inertia}, best").format(inertia=text) if is_best else text
        self.setAccessibleDescription(said)
        self.setToolTip(plain_tip(tr("Inertia: {inertia}").format(inertia=said)))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for any number and the crown, so that nothing moves."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("88 888") + self._theme.px(30), self._theme.px(22))

    def _paint(self, painter: QPainter) -> None:
        theme, metrics = self._theme, self.fontMetrics()
        left = self.width() - metrics.horizontalAdvance(self._text)
        if self._is_best:
            radius = float(theme.px(9))
            paint_crown(painter, QPointF(left - 1.6 * radius, self.height() / 2), radius, theme)
        painter.setPen(theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), flags, self._text)
