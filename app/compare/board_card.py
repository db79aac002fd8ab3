"""One board of a comparison, with its strip above and what happens on it below."""

from dataclasses import replace

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.board.board import Board
from app.board.board_view import BoardView
from app.compare.badges import LETTERS, Score
from app.compare.board_choices import BoardChoices
from app.theme.theme import LIGHT, Theme
from app.widgets.labels.elided_label import ElidedLabel
from app.words.numbers import number
from app.words.story import line_of
from app.words.translate import tr
from core.session.state import State

ROOMY = 380.0
"""Pixels of a board's smaller side from which stars and points have their full size."""

LEAST = (120, 76)
"""Size in pixels that a board may shrink to, where many of them are in a small window."""

LOW = 215
"""Height of a card below which its strip has narrow margins."""

SMALLEST = 0.75
"""Share of that size which they have at least: numbers can still be read."""


class BoardCard(QWidget):
    """A strip, a board, a line that says what happens, and what it costs."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        letter = LETTERS[place]
        self.strip, self.board = BoardChoices(place), Board()
        self._view = BoardView(self.board)
        self.board.setObjectName(f"board_{letter}")
        self.board.setMinimumSize(*LEAST)
        self.board.setAccessibleName(tr("Board {letter}").format(letter=letter))
        self._score = Score(f"score_{letter}")
        self._line = ElidedLabel(f"line_{letter}", size=12)
        self._line.setAccessibleName(tr("What happens on board {letter}").format(letter=letter))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.board, 1)
        self._below = QHBoxLayout()
        self._below.addWidget(self._line, 1)
        self._below.addWidget(self._score)
        self._column.addLayout(self._below)
        self._state: State | None = None
        self._theme = LIGHT
        self._told: tuple[object, ...] = ()
        self._said = ""
        self.board.hovered.connect(self._say)

    def draw(self, state: State, *, is_best: bool) -> None:
        """Show the board at its half-step, with a crown where none is better at the end."""
        self._state = state
        self._score.draw(number(state.run.marks[state.half_step].inertia), is_best)
        if self.property("best") != is_best:
            self.setProperty("best", is_best)
            style = self.style()
            assert style is not None
            style.unpolish(self)
            style.polish(self)
        told = (state.run, state.half_step, state.slots)
        if told != self._told:
            self._told = told
            self._said = line_of(state)
        self._draw_board()
        self._say()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.strip.apply_theme(theme)
        self._line.apply_theme(theme)
        self._score.apply_theme(theme)
        self._fit_height()
        self._column.setContentsMargins(1, 1, 1, 0)
        self._draw_board()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit_height()
        self._draw_board()

    def _fit_height(self) -> None:
        """Give of a low card the most to the board."""
        theme, is_low = self._theme, self.height() < self._theme.px(LOW)
        self.strip.squeeze(is_low)
        above, below = (0, 1) if is_low else (2, 3)
        self._below.setContentsMargins(theme.px(9), theme.px(above), theme.px(9), theme.px(below))

    def _draw_board(self) -> None:
        state = self._state
        if state is None:
            return
        side = min(self.board.width(), self.board.height()) / self._theme.zoom
        size = min(max(side / ROOMY, SMALLEST), 1.0)
        theme = replace(self._theme, zoom=round(self._theme.zoom * size, 2))
        self._view.draw(state, theme)

    def _say(self) -> None:
        self._line.draw(self._view.hover_text() or self._said)
