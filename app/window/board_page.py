"""The page of the one board: settings, board and readings, and the transport below them."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.board.board import Board
from app.board.board_view import BoardView
from app.board.toolbar import Toolbar
from app.choices.choices import Choices
from app.labs.dock import LabDock
from app.readings.half_step import HalfStepReadings
from app.readings.readings import Readings
from app.theme.theme import LIGHT, Theme
from app.transport.transport import Transport
from app.widgets.banner import Banner
from app.widgets.labels.elided_label import ElidedLabel
from app.widgets.progress_card import ProgressCard
from app.words.notices import work_words
from app.words.translate import tr
from core.session.state import State

LEAST_MIDDLE = 344
"""Width below which the side columns give way to the board."""


class BoardPage(QWidget):
    """Settings, board and readings side by side, the transport below them."""

    def __init__(self, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.board = Board()
        self._view = BoardView(self.board)
        self.banner = Banner(self.board)
        self.work_bar = ProgressCard(self.board, actions["cancel_work"])
        self.choices = Choices(actions["new_points"], actions["new_starts"])
        self.readings = Readings(actions["show_best"])
        self._half_step = HalfStepReadings(self.readings)
        self.labs = LabDock(self.readings, self.board)
        self._status = ElidedLabel("status_text", lines=2)
        self._status.setAccessibleName(tr("Status"))
        self.transport = Transport(actions)
        self._theme = LIGHT
        self._state: State | None = None
        self._widths: list[int] = []
        self._lay_out()
        self._tools = Toolbar(self.board, actions)
        for changed in (self.board.hovered, self._half_step.completed, self.labs.changed):
            changed.connect(self._draw_status)

    def _lay_out(self) -> None:
        self._middle = QWidget()
        self._column = QVBoxLayout(self._middle)
        self._column.addWidget(self.board, 1)
        self._column.addWidget(self._status)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for place, part in enumerate((self.choices, self._middle, self.labs)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(place, int(part is self._middle))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.splitter, 1)
        outer.addWidget(self.transport)

    def draw(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; all of it where there was none before."""
        self._state = new
        self._half_step.draw(old, new)
        if old is None or _choices_of(new) != _choices_of(old):
            self.choices.draw(new)
        if old is None or new.wanted != old.wanted:
            self.work_bar.draw("" if new.wanted is None else work_words(new.wanted))
        if old is None or new.playing != old.playing:
            self.transport.draw_playing(new.playing)
        self.transport.draw(new)
        self._half_step.draw_position(new)
        is_demonstration = new.demonstration is not None
        if old is not None and is_demonstration and new.demonstration != old.demonstration:
            self.board.fit()  # another board, which is shown whole
        self._view.draw(new, self._theme)
        # After the board: what an experiment says of a place is of what is there now.
        self.labs.draw(new)
        self._draw_status()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes, and draw all again."""
        self._theme = theme
        for part in (
            self.choices, self.labs, self._status, self.transport, self.work_bar, self._tools
        ):  # fmt: skip
            part.apply_theme(theme)
        rim = theme.px(10)
        self._column.setContentsMargins(rim, rim, rim, theme.px(4))
        self._column.setSpacing(theme.px(4))
        self._limit_middle()
        if self._state is not None:
            self.draw(None, self._state)

    def show_lab(self, name: str | None) -> None:
        """Put an experiment in place of the readings, or (None) the readings back."""
        if name == self.labs.name:
            return
        left, middle, right = self.splitter.sizes()
        self.labs.switch_to(name, self._state)
        self._limit_middle()
        wide = self.labs.column.sizeHint().width()
        self.splitter.setSizes([left, max(middle + right - wide, 1), wide])

    def present(self, presenting: bool) -> None:
        """Give the room of the left column to the board, and show how to come back."""
        if presenting == self.choices.isHidden():
            return
        if presenting:
            self._widths = self.splitter.sizes()
        self.choices.setVisible(not presenting)
        self.readings.present(presenting)
        self.transport.present(presenting)
        wide = self.labs.column.sizeHint().width()
        presented = [0, max(self.width() - wide, wide), wide]
        self.splitter.setSizes(presented if presenting else self._widths)

    def wait_for_picture(self) -> None:
        """Return when the next painting shows all as it is to stay."""
        self._half_step.wait()
        self.board.wait_for_picture()
        self.labs.wait()

    def stop(self) -> None:
        """Stop all work, as before the window closes."""
        self._half_step.stop()
        self.labs.stop()
        self.board.stop()

    def _limit_middle(self) -> None:
        least = LEAST_MIDDLE if self.labs.lab is None else self.labs.lab.BESIDE
        self._middle.setMinimumWidth(self._theme.px(least))

    def _draw_status(self) -> None:
        words = "" if self.labs.lab is None else self.labs.lab.words
        said = words or self._view.hover_text()
        shown = self._half_step.beside_story if self.labs.lab is None else self._half_step.status
        self._status.draw(*((said,) if said else shown))
        # Who does not see the story and the board hears of all.
        self._status.setAccessibleDescription(said or self._half_step.status[0])


def _choices_of(state: State) -> tuple[object, ...]:
    return state.run, state.chosen, state.look
