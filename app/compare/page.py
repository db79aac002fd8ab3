"""The page of a comparison: boards, chart, and one transport for all."""

from collections.abc import Mapping
from itertools import pairwise

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction, QResizeEvent
from PyQt6.QtWidgets import (
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from app.board.board import Board
from app.board.touch import Touch
from app.compare.arrangement import GAP, Arrangement, arranged
from app.compare.board_card import BoardCard
from app.compare.chart import CompareChart
from app.compare.top_bar import TopBar
from app.theme.theme import LIGHT, Theme
from app.transport.transport import Transport
from app.widgets.banner import Banner
from app.widgets.progress_card import ProgressCard
from app.words.notices import work_words
from app.words.translate import tr
from core.comparison.compared import FEWEST, Compared

BELOW_STRIPS = 84
"""Pixels from the top of the boards' room to where what is told hides no choices."""


class ComparePage(QWidget):
    """Shows a `Compared` value, and emits what a person asks for."""

    chosen = pyqtSignal(int, str, object)
    """Place of a board, field of its recipe, value."""
    seed_requested = pyqtSignal(int)
    use_requested = pyqtSignal(int)
    removal_requested = pyqtSignal(int)
    board_requested = pyqtSignal()
    touched = pyqtSignal(int, object)
    """The place of a board, and the `Touch` there."""
    set_requested = pyqtSignal(str)
    seek_requested = pyqtSignal(float)
    speed_requested = pyqtSignal(float)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("compare_page")
        self._bar = TopBar(actions["compare"])
        self._cards: list[BoardCard] = []
        self._chart = CompareChart()
        self._room = _Room()
        self.banner = Banner(self._room)
        self._grid = QGridLayout(self._room)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._work_bar = ProgressCard(self._room, actions["cancel_work"], BELOW_STRIPS)
        self.transport = Transport(actions, "compare_")
        self._theme = LIGHT
        self._compared: Compared | None = None
        self._arrangement: tuple[int, Arrangement] | None = None
        self._lay_out()
        self._room.resized.connect(self._arrange)
        self._bar.board_requested.connect(self.board_requested)
        self._bar.set_requested.connect(self.set_requested)
        self._chart.seek_requested.connect(self.seek_requested)
        self.transport.seek_requested.connect(self.seek_requested)
        self.transport.speed_requested.connect(self.speed_requested)

    @property
    def boards(self) -> list[Board]:
        return [card.board for card in self._cards]

    def draw(self, old: Compared | None, new: Compared) -> None:
        """Draw what differs between two values; all of it where there was none before."""
        self._compared = new
        added = self._have_cards(len(new.entries))
        if old is None or (new.entries, new.wanted) != (old.entries, old.wanted):
            self.draw_choices()
        if old is None or (new.wanted, new.done) != (old.wanted, old.done):
            self._work_bar.draw(_work_words(new))
        if old is None or new.film.playing != old.film.playing:
            self.transport.draw_playing(new.film.playing)
        self.transport.draw(new.film)
        best_boards = new.best_boards
        for place, (card, board) in enumerate(zip(self._cards, new.boards, strict=True)):
            card.draw(board, is_best=place in best_boards)
        for card in added:
            card.board.look_like(self._cards[0].board)
        self._chart.draw(new)

    def draw_choices(self) -> None:
        """Show the choices as they are: one that was refused is still in its box."""
        if self._compared is None:
            return
        chosen = self._compared.chosen
        for card, recipe in zip(self._cards, chosen, strict=False):
            card.strip.draw_choices(recipe, removable=len(chosen) > FEWEST)
        self._bar.draw(chosen)

    def draw_share(self, share: float) -> None:
        """Show how far the board that is being computed has come, 0 … 1."""
        if self._compared is not None and self._compared.wanted is not None:
            done, of = self._compared.done, len(self._compared.wanted)
            self._work_bar.draw_share((done + share) / of)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes, and draw all again."""
        self._theme = theme
        for part in (self._bar, self._chart, self.transport, self._work_bar):
            part.apply_theme(theme)
        for card in self._cards:
            card.apply_theme(theme)
        rim = theme.px(10)
        self._column.setContentsMargins(rim, theme.px(6), rim, rim)
        self._column.setSpacing(theme.px(6))
        self._grid.setSpacing(theme.px(GAP))
        self._arrangement = None
        self._arrange()
        if self._compared is not None:
            self.draw(None, self._compared)

    def present(self, presenting: bool) -> None:
        """On the full screen, give the room of the bar to the boards, and show how to come back."""
        self._bar.setVisible(not presenting)
        self.transport.present(presenting)

    def fit(self) -> None:
        """Show all points on every board."""
        for board in self.boards:
            board.fit()

    def zoom_by(self, factor: float) -> None:
        """Zoom all boards at their middles."""
        self.boards[0].zoom_by(factor)

    def wait_for_picture(self) -> None:
        """Return when the next painting shows all points as they are to stay."""
        for board in self.boards:
            board.wait_for_picture()

    def stop(self) -> None:
        """Stop all work, as before the window closes."""
        for board in self.boards:
            board.stop()

    def _lay_out(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._room, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(inner, 1)
        outer.addWidget(self.transport)

    def _have_cards(self, count: int) -> list[BoardCard]:
        """Have as many cards as boards: returns those added at the end; or the last ones go."""
        before = len(self._cards)
        if count == before:
            return []
        while len(self._cards) < count:
            self._cards.append(self._made_card(len(self._cards)))
        while len(self._cards) > count:
            card = self._cards.pop()
            card.board.stop()
            card.hide()
            card.deleteLater()
        self._arrange()
        # Board by board, each after what it is chosen by.
        stops = [stop for card in self._cards for stop in (*card.strip.stops, card.board)]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)
        self._work_bar.raise_()
        return self._cards[before:]

    def _made_card(self, place: int) -> BoardCard:
        card = BoardCard(place)
        card.apply_theme(self._theme)
        strip = card.strip
        strip.chosen.connect(self.chosen)
        strip.seed_requested.connect(self.seed_requested)
        strip.use_requested.connect(self.use_requested)
        strip.removal_requested.connect(self.removal_requested)
        card.board.view_chosen.connect(self._on_view_chosen)
        card.board.touched.connect(self._on_touched)
        return card

    def _on_view_chosen(self) -> None:
        chooser = self.sender()
        assert isinstance(chooser, Board)
        for board in self.boards:
            if board is not chooser:
                board.look_like(chooser)

    def _on_touched(self, touch: Touch) -> None:
        board = self.sender()
        assert isinstance(board, Board)
        if board in self.boards:  # else it is on its way out
            self.touched.emit(self.boards.index(board), touch)

    def _arrange(self) -> None:
        """Place boards and chart so that the boards are as large as they can be."""
        count, zoom = len(self._cards), self._theme.zoom
        if not count:
            return
        way = arranged(count, self._room.width() / zoom, self._room.height() / zoom)
        if (count, way) == self._arrangement:
            return
        self._arrangement = (count, way)
        grid, rows = self._grid, -(-count // way.columns)
        while grid.count():
            grid.takeAt(0)
        for place, card in enumerate(self._cards):
            grid.addWidget(card, *divmod(place, way.columns))
        size = self._theme.px(way.chart_size)
        at_right, below = way.chart == "right", way.chart == "below"
        if at_right:
            grid.addWidget(self._chart, 0, way.columns, rows, 1)
        elif below:
            grid.addWidget(self._chart, rows, 0, 1, way.columns)
        else:
            grid.addWidget(self._chart, rows - 1, count % way.columns)
        for line in range(5):
            grid.setColumnStretch(line, int(line < way.columns))
            grid.setRowStretch(line, int(line < rows))
            grid.setColumnMinimumWidth(line, size * (at_right and line == way.columns))
            grid.setRowMinimumHeight(line, size * (below and line == rows))


class _Room(QWidget):
    """The room for boards and chart."""

    resized = pyqtSignal()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _work_words(compared: Compared) -> str:
    """What is being computed, if anything."""
    wanted = compared.wanted
    if wanted is None:
        return ""
    board = tr("board {n} of {of}").format(n=min(compared.done + 1, len(wanted)), of=len(wanted))
    return f"{work_words(wanted[0])}: {board}"
