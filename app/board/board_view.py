"""A state of a session drawn on a board, and the words for the point under the pointer."""

from app.board.board import Board
from app.theme.theme import Theme
from app.words.notices import hover_words
from core.session.pose import pose_at
from core.session.state import State


class BoardView:
    """Draws one `State` after another on a board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._state: State | None = None

    def draw(self, state: State, theme: Theme) -> None:
        """Show ``state`` at its place in the film, in the colours and sizes of ``theme``."""
        self._state = state
        progress = state.progress if state.look.motion else 1.0
        pose = pose_at(state.run, state.half_step, progress)
        self._board.draw(state.run, pose, state.shown_slots, state.look, theme, state.selected_row)

    def hover_text(self) -> str:
        """The point under the pointer, in words; empty where there is none."""
        distances, state = self._board.distances, self._state
        if distances is None or state is None:
            return ""
        cluster = int(state.run[state.half_step].labels[distances.row])
        point = state.run.data.number_of(distances.row)
        return hover_words(distances, point, cluster, state.shown_slots)
