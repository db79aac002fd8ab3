"""Files of points: chosen in a dialog, dropped, or named on the command line."""

from functools import partial
from pathlib import Path

from PyQt6.QtWidgets import QWidget

from app.files.open_points import ask_for_file, is_small, recipe_of, run_of_file
from app.window.messages import Messages
from app.window.playback import Playback
from app.window.settings import Settings
from app.words.numbers import plural
from app.words.translate import tr
from core.runs.recipe import FILE, Recipe
from core.runs.run import Run
from core.session.session import Session


class FileOpener:
    """Puts the points of a file on the board."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        playback: Playback,
        messages: Messages,
        settings: Settings | None,
    ) -> None:
        self._window, self._session, self._playback = window, session, playback
        self._messages, self._settings = messages, settings
        self._others = 0
        self._lowered: tuple[int, int] | None = None
        """The K of a file with too few distinct points, and the K that was asked for."""

    def ask(self) -> None:
        """Let a person choose a file; raises RefusedError where it cannot be opened."""
        folder = "" if self._settings is None else self._settings.folder()
        if (path := ask_for_file(self._window, folder)) is not None:
            self._others = 0
            self._open(path)

    def open_path(self, path: Path, others: int = 0) -> bool:
        """Show the points of a file, or say why not; False where that is known at once.

        It is said if so many ``others`` were dropped with it.
        """
        self._others = others
        return self._messages.attempt(partial(self._open, path.absolute()))

    def _open(self, path: Path) -> None:
        self._playback.leave_comparing()
        former = self._session.state.chosen
        is_file = former.shape == FILE and not former.is_placed
        if self._lowered is not None and is_file and former.k == self._lowered[0]:
            # The former file has lowered K, not a person: the next may have points for it.
            former = former.but(k=self._lowered[1])
        recipe = recipe_of(path, former)
        self._session.load_from(
            recipe,
            partial(run_of_file, recipe),
            is_quick=is_small(path, recipe.k),
            then=self._on_opened,
        )
        if self._settings is not None:
            self._settings.remember(folder=str(path.parent))

    def _on_opened(self, asked: Recipe, run: Run) -> None:
        k = run.recipe.k
        self._lowered = None if k == asked.k else (k, asked.k)
        left = plural(
            self._others,
            tr("{n} more file was dropped; one can be open at a time."),
            tr("{n} more files were dropped; one can be open at a time."),
        )
        self._messages.tell_of_file(asked, run, left if self._others else "")
