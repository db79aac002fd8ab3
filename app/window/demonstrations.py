"""The demonstrations: their menu, their gallery, and their cases on the board."""

from functools import partial

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget

from app.board.board import Board
from app.gallery.gallery import Gallery
from app.theme.theme import LIGHT, Theme
from app.window.lab_commands import LabCommands
from app.window.messages import Messages
from app.window.playback import Playback
from app.window.settings import Settings
from app.words.names import group_names
from app.words.translate import tr
from core.session.session import Session
from core.session.state import State
from core.teaching.demonstrations import GROUPS, Case, Demonstration, demonstrations

OPENING = "opening"
"""The demonstration that a fresh window shows."""


def opening_session() -> Session:
    """A session on the default board: a bad start, shown on its way."""
    opening = demonstrations()[OPENING]
    return Session(opening.recipe, opening.half_step)


class Demonstrations(QObject):
    """Opens demonstrations from the menu, from the gallery, and case by case."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        playback: Playback,
        messages: Messages,
        labs: LabCommands,
        board: Board,
        settings: Settings | None,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._playback = window, session, playback
        self._messages, self._labs, self._board = messages, labs, board
        self._settings = settings
        self._seen = set() if settings is None else settings.seen()
        """Ids of the demonstrations whose end has been seen."""
        self._theme = LIGHT
        self._gallery: Gallery | None = None
        self.menu = QMenu(tr("Demonstration by &name"), window)
        self.menu.setObjectName("demonstrations")
        self._fill_menu()
        labs.example_requested.connect(self._on_example_requested)

    def open(self, demonstration: Demonstration) -> None:
        """Show the first case of ``demonstration``, or say why not."""
        self._attempt_case(demonstration, demonstration.cases[0])

    def open_next(self, by: int) -> None:
        """Show the demonstration ``by`` places after the one on the board, or the first or last."""
        shown = sorted(demonstrations().values(), key=lambda each: GROUPS.index(each.group))
        names = [each.id for each in shown]
        name = self._session.state.demonstration
        place = names.index(name) + by if name in names else 0 if by > 0 else -1
        self.open(shown[place % len(shown)])

    def open_case(self, case: Case) -> None:
        """Show another case of the demonstration that is on the board."""
        name = self._session.state.demonstration
        if name is None:
            return  # another board has come meanwhile
        demonstration = demonstrations()[name]
        if case.recipe == self._session.state.chosen:
            self._session.seek(demonstration.half_step)  # once more from its beginning
        else:
            self._attempt_case(demonstration, case)

    def show_gallery(self) -> None:
        if self._gallery is None:
            self._gallery = Gallery(self._window)
            self._gallery.apply_theme(self._theme)
            self._gallery.opened.connect(self._on_opened)
        self._gallery.tell_results(self._seen)
        self._gallery.open_over(self._window)

    def note(self, state: State) -> None:
        """Note that the end of a demonstration is seen."""
        name = state.demonstration
        if name is None or name in self._seen or state.half_step < state.run.last:
            return
        if demonstrations()[name].case_of(state.recipe) is not None:
            self._seen.add(name)
            if self._settings is not None:
                self._settings.remember(seen=",".join(sorted(self._seen)))

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._gallery is not None:
            self._gallery.apply_theme(theme)

    def _attempt_case(self, demonstration: Demonstration, case: Case) -> None:
        self._messages.attempt(partial(self._load, demonstration, case))

    def _load(self, demonstration: Demonstration, case: Case) -> None:
        self._playback.leave_comparing()
        self._labs.close()  # its column is where the demonstration says what to watch
        self._session.load(case.recipe, demonstration.half_step, demonstration=demonstration.id)

    def _on_opened(self, demonstration: Demonstration) -> None:
        self.open(demonstration)
        # Not back to the button that opened the gallery: the space bar is to play.
        self._board.setFocus()

    def _on_example_requested(self, name: str, label: str) -> None:
        """Show a case of a demonstration, and the experiment that has asked for it again."""
        demonstration, lab = demonstrations()[name], self._labs.name
        case = next(case for case in demonstration.cases if case.label == label)
        self._attempt_case(demonstration, case)
        if lab is not None:
            self._labs.open(lab)

    def _on_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.open(demonstrations()[action.data()])

    def _fill_menu(self) -> None:
        groups = {name: QMenu(group_names()[name], self.menu) for name in GROUPS}
        for group in groups.values():
            group.setToolTipsVisible(True)
            self.menu.addMenu(group)
        for demonstration in demonstrations().values():
            action = QAction(tr(demonstration.title), self)
            action.setObjectName(f"demonstration_{demonstration.id}")
            action.setToolTip(tr(demonstration.watch))
            action.setData(demonstration.id)
            action.triggered.connect(self._on_triggered)
            groups[demonstration.group].addAction(action)
