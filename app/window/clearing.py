"""The commands that take points or centroids away, or all of it."""

from collections.abc import Callable, Mapping
from functools import partial

from PyQt6.QtGui import QAction

from app.window.playback import Playback
from core.runs.recipe import BY_HAND, Recipe
from core.session.edits.point_edits import cleared_centroids, cleared_points
from core.session.session import Session


class Clearing:
    """Clears the board; each command is one edit for undo."""

    def __init__(
        self, session: Session, playback: Playback, actions: Mapping[str, QAction]
    ) -> None:
        self._session, self._playback, self._actions = session, playback, actions

    def commands(self) -> dict[str, Callable[[], object]]:
        return {
            "new_board": self._new_board,
            "clear_points": partial(self._clear, lambda: cleared_points(self._session.state.run)),
            "clear_centroids": partial(self._clear, cleared_centroids),
        }

    def _new_board(self) -> None:
        """An empty board, with the pen in hand; method and policy stay."""
        self._playback.leave_comparing()
        former = self._session.state.chosen
        start = Recipe().start if former.start == BY_HAND else former.start
        self._session.load(Recipe(shape=BY_HAND, k=0, start=start, empty=former.empty))
        self._actions["tool_draw"].trigger()

    def _clear(self, choices: Callable[[], dict[str, object]]) -> None:
        self._session.edit(live=False, at_end=False, **choices())
