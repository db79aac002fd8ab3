"""What a person is told on the first visit: three lines over the board, until they are closed."""

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.board.board import Board
from app.widgets.labels.plain_label import PlainLabel
from app.window.settings import Settings
from app.words.translate import tr

RIM = 8
"""Pixels from the board's edges, and from its strip of tools."""


class Hint(QFrame):
    """A few lines at the top of a board, beside its tools, with a button to close them."""

    def __init__(self, board: QWidget, tools: QWidget, settings: Settings) -> None:
        super().__init__(board)
        self.setObjectName("hint")
        self._board, self._tools, self._settings = board, tools, settings
        lines = (
            tr("Space plays the run, → and ← step through it by half-steps."),
            tr("Drag a centroid, or draw points (D): everything follows."),
            tr("Demonstrations (Ctrl+D) are prepared examples; ? lists all keys."),
        )
        self._text = text = PlainLabel("\n".join(lines))
        text.setObjectName("hint_text")
        text.setWordWrap(True)
        self.setAccessibleName(tr("How to begin"))
        self.setAccessibleDescription(" ".join(lines))
        self._close = close = QToolButton()
        close.setObjectName("hint_close")
        close.setText("✕")
        close.setAccessibleName(tr("Dismiss"))
        close.setToolTip(tr("Dismiss"))
        close.clicked.connect(self._on_closed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.addWidget(text, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        board.installEventFilter(self)
        self._place()
        self.show()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        """At the upper right, clear of the tools, which stand at the left or lie at the top."""
        self.ensurePolished()
        tools = self._tools.geometry()
        left, top = tools.right() + RIM, RIM
        if tools.width() > tools.height():
            left, top = RIM, tools.bottom() + RIM
        wide = max(min(self._board.width() - left - RIM, self._usual_width()), 1)
        high = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        self.setGeometry(self._board.width() - RIM - wide, top, wide, high)

    def _usual_width(self) -> int:
        """As wide as the longest line."""
        advance = self._text.fontMetrics().horizontalAdvance
        words = max(advance(line) for line in self._text.text().splitlines()) + 4
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        beside = margins.left() + margins.right() + gap + self._close.sizeHint().width()
        return words + beside + 2 * self.frameWidth()

    def _on_closed(self) -> None:
        self._settings.remember(welcomed=True)
        self._board.removeEventFilter(self)
        self._board.setFocus()
        self.hide()
        self.deleteLater()


def welcome(window: QWidget, settings: Settings) -> None:
    """Show the hint over the board of ``window``, unless a person has closed it before."""
    board, tools = window.findChild(Board, "board"), window.findChild(QWidget, "tools")
    if board is not None and tools is not None and not settings.is_welcomed():
        Hint(board, tools, settings)
