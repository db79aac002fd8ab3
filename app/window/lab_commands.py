"""The commands of the experiments beside the board."""

from collections.abc import Callable, Mapping
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QAction

from app.labs.lab import Lab
from app.labs.registry import LABS
from app.window.board_page import BoardPage
from app.window.editing import Editor
from app.window.messages import Messages
from app.window.playback import Playback
from core.session.edits.centroid_edits import Place
from core.session.session import Session


class LabCommands(QObject):
    """Opens and closes experiments, and does what is asked for in them."""

    busied = pyqtSignal()
    """An experiment has begun to compute, or has ended."""
    example_requested = pyqtSignal(str, str)
    """As that of `Lab`."""

    def __init__(
        self,
        session: Session,
        page: BoardPage,
        playback: Playback,
        messages: Messages,
        editor: Editor,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(page)
        self._session, self._page, self._playback = session, page, playback
        self._messages, self._editor, self._actions = messages, editor, actions
        page.labs.made.connect(self._on_made)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of the experiments do."""
        return {
            **{name: partial(self._toggle, name) for name in LABS},
            "cancel_work": self._cancel_work,
        }

    @property
    def name(self) -> str | None:
        """The experiment that is open, or None."""
        return self._page.labs.name

    def close(self) -> None:
        """Show the readings again."""
        self._show(None)

    def open(self, name: str) -> None:
        """Show an experiment of LABS."""
        self._show(name)

    def _toggle(self, name: str) -> None:
        self._playback.leave_comparing()
        self._show(None if self._page.labs.name == name else name)

    def _show(self, name: str | None) -> None:
        self._page.show_lab(name)
        for each in LABS:
            self._actions[each].setChecked(each == name)

    def _cancel_work(self) -> None:
        """Stop what the board waits for, or else what the experiment computes."""
        if self._playback.at_hand.state.wanted is not None:
            self._playback.at_hand.cancel()
        else:
            self._page.labs.cancel()

    def _on_made(self, lab: Lab) -> None:
        lab.chosen.connect(self._on_chosen)
        lab.closed.connect(self.close)
        lab.learned.connect(self._session.learn)
        lab.busy_changed.connect(self.busied)
        lab.example_requested.connect(self.example_requested)
        lab.select_requested.connect(self._session.select)
        lab.start_requested.connect(self._on_start_requested)

    def _on_chosen(self, choices: dict[str, object]) -> None:
        self._messages.attempt(partial(self._session.edit, live=False, at_end=True, **choices))

    def _on_start_requested(self, place: Place) -> None:
        self._messages.attempt(partial(self._editor.start_from, place))
