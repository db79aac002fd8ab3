"""The board, or the boards: whom the commands of the film and of undo are for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from app.board.board import Board
from app.compare.controller import CompareController
from app.transport.clock import Clock
from core.session.player import Player
from core.session.session import Session
from core.session.state import State

if TYPE_CHECKING:
    from app.compare.page import ComparePage
    from core.comparison.comparison import Comparison

BOARD_ZOOM = 1.25
"""How much closer a press of + looks."""

COMMANDS: dict[str, Callable[[Player[Any]], object]] = {
    "undo": lambda player: player.undo(),
    "redo": lambda player: player.redo(),
    "new_points": lambda player: player.new_points(),
    "new_starts": lambda player: player.new_starts(),
    "play": lambda player: player.toggle_play(),
    "step_forward": lambda player: player.step(1),
    "step_back": lambda player: player.step(-1),
    "iteration_forward": lambda player: player.step_iteration(1),
    "iteration_back": lambda player: player.step_iteration(-1),
    "go_to_start": lambda player: player.seek(0.0),
    "go_to_end": lambda player: player.seek_end(),
    "slower": lambda player: player.change_speed(-1),
    "faster": lambda player: player.change_speed(1),
}
"""What the actions of the film and of undo do, to the board or to the compared boards."""


class Playback(QObject):
    """Hands commands to the comparison while its page is open, else to the session.

    One clock ticks for whichever it is.
    """

    changed = pyqtSignal()
    """The page was opened or closed, or something on it can be done that could not be before."""

    def __init__(
        self, parent: QObject, session: Session, board: Board, comparing: CompareController
    ) -> None:
        super().__init__(parent)
        self._session, self._board, self._compare = session, board, comparing
        self._clock = Clock(self)
        self._clock.ticked.connect(self._on_ticked)
        comparing.changed.connect(self._on_compared)

    @property
    def at_hand(self) -> Player[Any]:
        """The comparison while its page is open, else the session."""
        return self._compare.comparison or self._session

    @property
    def comparison(self) -> "Comparison | None":
        return self._compare.comparison

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of the film, of undo and of the view do."""
        return {
            **{name: partial(self._do, command) for name, command in COMMANDS.items()},
            "fit": lambda: self._view.fit(),
            "zoom_in": lambda: self._view.zoom_by(BOARD_ZOOM),
            "zoom_out": lambda: self._view.zoom_by(1 / BOARD_ZOOM),
            "compare": self._toggle_comparing,
        }

    def compare(self, ready: str = "") -> None:
        """Show the board beside others: those it was beside before, or of a set in READY.

        Raises RefusedError where there is no such set of boards on these points.
        """
        self._session.settle()
        self._session.seek(self._session.state.half_step)
        self._compare.open(self._session.state)
        if ready and self.comparison is not None:
            self.comparison.take_set(ready)

    def leave_comparing(self) -> None:
        """Show the board again, as it was left, and go on at the speed of the boards."""
        if (comparison := self.comparison) is not None:
            self._compare.leave()
            self._session.set_speed(comparison.state.film.speed)
            self._board.setFocus()

    def adopt(self, board: State) -> None:
        """Make a compared board the main one; raises RefusedError where that cannot be."""
        self.leave_comparing()
        self._session.adopt(board)

    def run_clock(self) -> None:
        """Run the clock while time changes what is shown."""
        self._clock.draw(self.at_hand.film.moving)

    def stand_still(self) -> None:
        """Stop playing, even where drawing that may fail."""
        self.stop_clock()
        self.at_hand.pause()

    def stop_clock(self) -> None:
        """Stop the clock."""
        self._clock.draw(running=False)

    @property
    def _view(self) -> "Board | ComparePage":
        return self._compare.page or self._board

    def _toggle_comparing(self) -> None:
        if self.comparison is None:
            self.compare()
        else:
            self.leave_comparing()

    def _do(self, command: Callable[[Player[Any]], object]) -> None:
        command(self.at_hand)

    def _on_ticked(self, seconds: float) -> None:
        self.at_hand.tick(seconds)

    def _on_compared(self) -> None:
        self.run_clock()
        self.changed.emit()
