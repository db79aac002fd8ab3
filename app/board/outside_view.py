"""What is said where no point is in view: where they are, and how to come back to them."""

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.paint.view import View
from app.theme.theme import Theme
from app.widgets.labels.plain_label import PlainLabel
from app.words.numbers import plural
from app.words.translate import tr
from core.runs.data import Data

STRIP = 44
"""Pixels at the left, or at the top, that the strip of tools takes."""

NEAR = 4.0
"""Pixels beyond the edge from which a point can still be seen."""

ARROWS = {
    (-1, 0): "←", (1, 0): "→", (0, 1): "↑", (0, -1): "↓",
    (-1, 1): "↖", (1, 1): "↗", (-1, -1): "↙", (1, -1): "↘",
    (0, 0): "",
}  # fmt: skip
"""By the way to the points: across (right is 1) and up."""


def way_to_points(view: View, data: Data) -> tuple[int, int] | None:
    """The way from the view to the points: across (right is 1) and up; None where any is in view.

    (0, 0) where they are not all on one side.
    """
    left, bottom = view.place(-NEAR, view.height + NEAR)
    right, top = view.place(view.width + NEAR, -NEAR)
    rows = data.rows_within((left, bottom, right, top), 0)
    if rows is None or not len(data.points):
        return None
    xmin, ymin, xmax, ymax = data.bounds
    return (int(xmin > right) - int(xmax < left), int(ymin > top) - int(ymax < bottom))


def away_words(way: tuple[int, int], count: int) -> str:
    """Where ``count`` points are that are out of view."""
    where = {
        (-1, 0): tr("to the left"),
        (1, 0): tr("to the right"),
        (0, 1): tr("above"),
        (0, -1): tr("below"),
        (-1, 1): tr("above left"),
        (1, 1): tr("above right"),
        (-1, -1): tr("below left"),
        (1, -1): tr("below right"),
        (0, 0): tr("on all sides"),
    }[way]
    said = plural(
        count,
        tr("{n} point is outside the view, {where}."),
        tr("{n} points are outside the view, {where}."),
        where=where,
    )
    return f"{ARROWS[way]} {said}".strip()


class OutsideView(QFrame):
    """A note at the edge of the board that the points are behind, with a button to show them."""

    fit_requested = pyqtSignal()

    def __init__(self, board: QWidget) -> None:
        super().__init__(board)
        self.setObjectName("away")
        self.setAccessibleName(tr("No point is in view"))
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._fit = QPushButton(tr("Fit (F)"))
        self._fit.setObjectName("away_fit")
        self._fit.setAccessibleName(tr("Fit the board"))
        self._fit.setToolTip(tr("Show all points"))
        self._fit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fit.clicked.connect(self.fit_requested)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._fit)
        self._board, self._way, self._rim, self._strip = board, (0, 0), 8, STRIP
        board.installEventFilter(self)
        self.hide()

    def draw(self, way: tuple[int, int] | None, count: int) -> None:
        """Say that ``count`` points are out of view on this side; None hides the note."""
        if way is not None:
            self._way = way
            words = away_words(way, count)
            self._text.setText(words)
            self.setAccessibleDescription(words)
            self._place()
        self.setVisible(way is not None)

    def apply_theme(self, theme: Theme) -> None:
        self._rim, self._strip = theme.px(8), theme.px(STRIP)
        self._row.setContentsMargins(self._rim, theme.px(5), theme.px(5), theme.px(5))
        self._row.setSpacing(self._rim)
        self._place()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        """At the edge, or in the corner, that the points are behind; else at the lower edge."""
        left = top = self._rim
        if self._board.width() >= self._board.height():
            left += self._strip
        else:
            top += self._strip
        room = self._board.width() - left - self._rim, self._board.height() - top - self._rim
        wide = min(self._usual_width(), room[0])
        high = min(max(self.heightForWidth(wide), self.minimumSizeHint().height()), room[1])
        across, up = self._way if self._way != (0, 0) else (0, -1)
        self.setGeometry(
            left + (1 + across) * (room[0] - wide) // 2,
            top + (1 - up) * (room[1] - high) // 2,
            wide,
            high,
        )

    def _usual_width(self) -> int:
        """As wide as its words on one line."""
        self.ensurePolished()
        margins = self._row.contentsMargins()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 2
        beside = margins.left() + margins.right() + self._row.spacing()
        return words + beside + self._fit.sizeHint().width() + 2 * self.frameWidth()
