"""The column at the right: the readings, or an experiment in their place."""

from collections.abc import Iterator

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QStackedWidget

from app.board.board import Board
from app.labs.lab import Lab
from app.labs.registry import LABS
from app.theme.theme import LIGHT, Theme
from app.widgets.column import SideColumn
from core.session.state import State


class LabDock(QStackedWidget):
    """Shows the readings or one experiment, and draws the experiment's image on the board.

    An experiment is made when it is first asked for.
    """

    made = pyqtSignal(object)
    """A `Lab` was made, and its signals can be connected."""
    changed = pyqtSignal()
    """What the experiment shows on the board, or in the status line, has changed."""

    def __init__(self, readings: SideColumn, board: Board) -> None:
        super().__init__()
        self._readings, self._board = readings, board
        self._theme = LIGHT
        self._labs: dict[str, Lab] = {}
        self.name: str | None = None
        """The name of the open experiment."""
        self.addWidget(readings)
        board.pointed.connect(self._on_pointed)

    @property
    def lab(self) -> Lab | None:
        """The open experiment, if any."""
        return None if self.name is None else self._labs[self.name]

    @property
    def column(self) -> SideColumn:
        """The visible column: the readings or an experiment."""
        return self.lab or self._readings

    @property
    def is_busy(self) -> bool:
        """Whether the open experiment is computing."""
        return self.lab is not None and self.lab.is_busy

    def switch_to(self, name: str | None, state: State | None) -> None:
        """Open an experiment on ``state``, or (None) the readings."""
        if self.lab is not None:
            self.lab.leave()
        if name is not None and name not in self._labs:
            self._make(name)
        self.name = name
        for column in self._columns():
            column.allow_any_width(column is not self.column)
        self.setCurrentWidget(self.column)
        self._draw_sheet()
        if self.lab is not None and state is not None:
            self.lab.open(state)

    def draw(self, state: State) -> None:
        if self.lab is not None:
            self.lab.draw(state)

    def press(self, place: tuple[float, float]) -> bool:
        """Pass on a click on the empty board; returns whether it was used."""
        return self.lab is not None and self.lab.press(place)

    def cancel(self) -> None:
        """Stop the open experiment's computation."""
        if self.lab is not None:
            self.lab.cancel()

    def wait(self) -> None:
        """Return when the open experiment is not computing."""
        if self.lab is not None:
            self.lab.wait()

    def stop(self) -> None:
        """Stop all work, as before the window closes."""
        for lab in self._labs.values():
            lab.stop()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for column in self._columns():
            column.apply_theme(theme)

    def _columns(self) -> Iterator[SideColumn]:
        yield self._readings
        yield from self._labs.values()

    def _make(self, name: str) -> None:
        lab = self._labs[name] = LABS[name]()
        self.made.emit(lab)
        lab.changed.connect(self._draw_sheet)
        lab.apply_theme(self._theme)
        self.addWidget(lab)

    def _draw_sheet(self) -> None:
        lab = self.lab
        if lab is None:
            self._board.draw_sheet(None, None)
        else:
            self._board.draw_sheet(lab.sheet, lab.ghost, lab.rows)
        self.changed.emit()

    def _on_pointed(self, place: tuple[float, float] | None) -> None:
        if self.lab is not None:
            self.lab.set_pointer(place)
