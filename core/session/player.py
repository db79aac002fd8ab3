"""The commands that a board and compared boards have in common: the film, undo, new seeds."""

from abc import abstractmethod
from typing import TypeVar

from core.session.film import (
    at_speed,
    changed_speed,
    iterated,
    paused,
    sought,
    stepped,
    ticked,
    toggled,
)
from core.session.observable import Observable
from core.session.state import State

S = TypeVar("S")


class Player(Observable[S]):
    """A cell with a film. Moving along the film is no edit: undo does not take it back."""

    @property
    @abstractmethod
    def film(self) -> State:
        """The state whose position in its run is what the film shows."""

    @abstractmethod
    def _show_film(self, film: State) -> None:
        """Take ``film`` in place of the present one."""

    # The film

    def step(self, by: int) -> None:
        """Go ``by`` half-steps forward, or back."""
        self._show_film(stepped(self.film, by))

    def step_iteration(self, by: int) -> None:
        """Go to the end of the next iteration, or of the previous one."""
        self._show_film(iterated(self.film, by))

    def seek(self, position: float) -> None:
        """Go to ``position``, counted in half-steps; it may lie between two."""
        self._show_film(sought(self.film, position))

    def seek_end(self) -> None:
        """Go to the end of the run; of compared runs, of the longest."""
        self.seek(self.film.run.last)

    def toggle_play(self) -> None:
        """Play, or pause."""
        self._show_film(toggled(self.film))

    def pause(self) -> None:
        """Stop playing."""
        self._show_film(paused(self.film))

    def tick(self, seconds: float) -> None:
        """Let ``seconds`` of real time go by."""
        self._show_film(ticked(self.film, seconds))

    def change_speed(self, by: int) -> None:
        """Play ``by`` places faster or slower."""
        self._show_film(changed_speed(self.film, by))

    def set_speed(self, speed: float) -> None:
        """Play at ``speed``; ValueError if it is none of SPEEDS."""
        self._show_film(at_speed(self.film, speed))

    # Edits

    @abstractmethod
    def undo(self) -> None:
        """Take back the last edit; one that is still being computed is cancelled."""

    @abstractmethod
    def redo(self) -> None:
        """Make the edit again that was taken back last."""

    @abstractmethod
    def cancel(self) -> None:
        """Stop computing; the runs at hand stay."""

    @abstractmethod
    def new_points(self) -> None:
        """Take the points of the next seed."""

    @abstractmethod
    def new_starts(self) -> None:
        """Take the initial centroids of the next seed."""
