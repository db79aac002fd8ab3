"""Small pictures of boards, painted by the board itself, one at a turn of the event loop."""

from PyQt6.QtCore import QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPixmap

from app.board.board import Board
from app.board.board_view import BoardView
from app.paint.painter import checked_pixmap
from app.theme.theme import Theme
from core.runs.record import record
from core.session.edits.new_run import identity_slots
from core.session.look import Look
from core.session.state import State
from core.teaching.demonstrations import Demonstration

SHRUNK = 2
"""How much smaller than the board a picture is: points and stars shrink with it."""

PAUSE = 2
"""Milliseconds between two pictures, in which all else has its turn."""

CLOSENESS = 0.88
"""How much of a picture's height the points may take."""


class Thumbnails(QObject):
    """Paints the pictures that are asked for, and keeps them for as long as the theme is the same.

    Each takes some milliseconds, so that the window stays usable.
    """

    painted = pyqtSignal(str, QPixmap)
    """Id of the demonstration, and its picture."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._queue: list[Demonstration] = []
        self._kept: dict[tuple[str, Theme, QSize], QPixmap] = {}
        self._theme: Theme | None = None
        self._size = QSize()
        self._board: Board | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._paint_next)

    def ask(self, wanted: list[Demonstration], size: QSize, theme: Theme) -> None:
        """Have these painted, in this order; what is there already is handed over at once."""
        if theme != self._theme:
            self._kept.clear()
        self._theme, self._size = theme, size
        self._queue = []
        for demonstration in wanted:
            known = self._kept.get((demonstration.id, theme, size))
            if known is None:
                self._queue.append(demonstration)
            else:
                self.painted.emit(demonstration.id, known)
        if self._queue:
            self._timer.start()

    def stop(self) -> None:
        self._queue = []
        self._timer.stop()

    def _paint_next(self) -> None:
        if not self._queue or self._theme is None:
            self._timer.stop()
            return
        shown = self._queue.pop(0)
        picture = self._painted(shown, self._theme)
        self._kept[shown.id, self._theme, self._size] = picture
        self.painted.emit(shown.id, picture)

    def _painted(self, shown: Demonstration, theme: Theme) -> QPixmap:
        if self._board is None:
            self._board = Board()
        board = self._board
        board.resize(self._size * SHRUNK)
        run = record(shown.recipe)
        half_step = range(len(run))[shown.picture]
        state = State(run, identity_slots(run), half_step, look=Look(axes=False))
        BoardView(board).draw(state, theme)
        board.fit()
        board.wait_for_picture()
        board.zoom_by(CLOSENESS)  # a little room, so that no star is cut
        board.wait_for_picture()
        large = checked_pixmap(board.grab())
        small = large.scaled(
            large.size() / SHRUNK,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(large.devicePixelRatio())
        return small
