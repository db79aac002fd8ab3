"""Commands that a session and a comparison share."""

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
    """A state with a film. Moving along the film is not undone by undo."""

    @property
    @abstractmethod
    def film(self) -> State:
        """The state whose run and position are shown."""

    @abstractmethod
    def _show_film(self, film: State) -> None:
        """Replace the film."""

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
        """Advance by ``seconds`` of real time."""
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
        """Undo the last edit, or cancel the one that is being computed."""

    @abstractmethod
    def redo(self) -> None:
        """Redo the edit that was undone last."""

    @abstractmethod
    def cancel(self) -> None:
        """Cancel the request; the present runs stay."""

    @abstractmethod
    def new_points(self) -> None:
        """Use the next seed for the points."""

    @abstractmethod
    def new_starts(self) -> None:
        """Use the next seed for the initial centroids."""
