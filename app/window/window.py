"""The window: the one place that knows both the session and the widgets."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QEvent, QLocale, Qt
from PyQt6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PyQt6.QtWidgets import QAbstractButton, QMainWindow, QStackedWidget

from app.background.heap import release_free_memory
from app.background.long_work import LongWork
from app.background.quick_restarts import QuickRestarts
from app.choices.look_switches import switches
from app.compare.controller import CompareController
from app.files.open_points import count_of_files, take_drag
from app.theme.appearance import Appearance
from app.theme.theme import THEMES, Theme
from app.window.actions import exclusive, make_actions
from app.window.availability import Availability, decisive
from app.window.board_page import BoardPage
from app.window.clearing import Clearing
from app.window.demonstrations import Demonstrations, opening_session
from app.window.editing import Editing
from app.window.header import Header, fill_menus
from app.window.help import about, show_shortcuts
from app.window.lab_commands import LabCommands
from app.window.messages import Messages
from app.window.open_file import FileOpener
from app.window.playback import Playback
from app.window.presentation import Presentation, first_size, presentation_menu
from app.window.settings import Settings, remember, restore
from app.words.translate import tr
from core.session.background import RefusedError
from core.session.edits.new_run import within_reach
from core.session.session import Session
from core.session.state import State
from core.teaching.demonstrations import Demonstration

NUMBERS = QLocale(QLocale.Language.C)
"""A point before decimals, Latin digits, no separator of thousands."""


class Window(QMainWindow):
    """Header and pages around one session: values go down, requests come up.

    What the commands do is divided into parts: `Playback`, `Editing`, `LabCommands`,
    `Demonstrations`, `FileOpener`, `Presentation` and `Messages`.
    """

    def __init__(self, session: Session | None = None, settings: Settings | None = None) -> None:
        # One notation for numbers, whatever the system's: texts are in English yet.
        QLocale.setDefault(NUMBERS)
        super().__init__()
        self.setWindowTitle(tr("Lloydscope"))
        self.setAcceptDrops(True)
        self.session = session or opening_session()
        self._settings = settings
        self._shown: State | None = None
        self._actions = make_actions(self)
        self._availability = Availability(self._actions)
        # Before any widget is made: each takes font and colours as it is born.
        self._appearance = self._made_appearance()
        self._long_work = LongWork(self)
        self._quick_restarts = QuickRestarts(self)
        self._header = Header(self._actions)
        self._board_page = page = BoardPage(self._actions)
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._compare = CompareController(self, self._actions, self._stack)
        self._make_parts(page)
        self._commands = self._made_commands()
        self.setMenuWidget(self._header)
        self.setCentralWidget(self._stack)
        self.resize(first_size(self.screen()))
        if self._settings is not None:
            restore(self._settings, self, page.splitter, self.session)
        self.show_state(None, self.session.state)
        self._join_wires()
        self._apply_theme(self._appearance.theme)
        page.board.setFocus()

    def _made_appearance(self) -> Appearance:
        appearance = Appearance(self)
        if self._settings is None:
            appearance.apply_theme()
        else:
            appearance.choose(self._settings.theme(), self._settings.zoom())
        return appearance

    def _make_parts(self, page: BoardPage) -> None:
        session, actions = self.session, self._actions
        self._messages = messages = Messages(session, page, self._compare)
        self._playback = playback = Playback(self, session, page.board, self._compare)
        self._editing = Editing(session, page, messages, actions)
        self._labs = LabCommands(session, page, playback, messages, self._editing.editor, actions)
        self._demonstrations = Demonstrations(
            self, session, playback, messages, self._labs, page.board, self._settings
        )
        self._files = FileOpener(self, session, playback, messages, self._settings)
        present = (page.present, self._compare.present)
        self._presentation = Presentation(
            self, self._appearance, self._header, present, page.readings.times_larger
        )
        by_name = self._demonstrations.menu
        fill_menus(self._header.menus, actions, by_name)
        menu = presentation_menu(self, actions, by_name)
        for part in (page.transport, self._compare):
            part.take_menu(menu)
        session.work_in(self._long_work, messages.tell_refusal)

    def _join_wires(self) -> None:
        """Connect every signal that the window itself hears, once."""
        for action in self._actions.values():
            action.triggered.connect(self._on_command)
        exclusive(self, [self._actions[f"theme_{name}"] for name in ("system", *THEMES)])
        page, session = self._board_page, self.session
        page.choices.chosen.connect(self._on_chosen)
        page.choices.settled.connect(session.settle)
        page.choices.switched.connect(self._on_switched)
        page.transport.seek_requested.connect(session.seek)
        page.transport.speed_requested.connect(session.set_speed)
        page.readings.seek_requested.connect(session.seek)
        page.readings.case_requested.connect(self._demonstrations.open_case)
        self._labs.busied.connect(self._draw_actions)
        self._playback.changed.connect(self._draw_actions)
        self._compare.adopted.connect(self._on_adopted)
        self._appearance.changed.connect(self._apply_theme)
        self._long_work.progressed.connect(page.work_bar.draw_share)
        self._quick_restarts.found.connect(session.learn)
        session.watch(self.show_state)

    def _made_commands(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        appearance, presentation = self._appearance, self._presentation
        return {
            "open_file": self._files.ask,
            "gallery": self._demonstrations.show_gallery,
            "next_demonstration": partial(self._demonstrations.open_next, 1),
            "previous_demonstration": partial(self._demonstrations.open_next, -1),
            "quit": self.close,
            **self._playback.commands(),
            **self._editing.commands(),
            **self._labs.commands(),
            **Clearing(self.session, self._playback, self._actions).commands(),
            "show_best": self.session.show_best,
            "more_clusters": partial(self._change_k, 1),
            "fewer_clusters": partial(self._change_k, -1),
            **{f"toggle_{field}": partial(self._toggle_look, field) for field in switches()},
            **{f"theme_{name}": partial(appearance.choose, name) for name in ("system", *THEMES)},
            "interface_larger": partial(presentation.zoom_by, 1),
            "interface_smaller": partial(presentation.zoom_by, -1),
            "interface_normal": partial(presentation.zoom_by, 0),
            "full_screen": presentation.toggle,
            "keyboard_shortcuts": partial(show_shortcuts, self._actions.values(), self),
            "about": partial(about, self),
        }

    # Drawing

    def show_state(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; all of it where there was none before."""
        if old is not None and new.run is not old.run:
            self._board_page.banner.close_note()
        if new.run.is_waiting:
            self._labs.close()  # nothing runs that an experiment could repeat
        # What was shown whole is what to differ from: a drawing that failed half way is not.
        shown, self._shown = self._shown, None
        if shown is None or decisive(new) != decisive(shown):
            self._draw_actions()
        self._playback.run_clock()
        self._compare.draw_look(new.look)
        self._board_page.draw(shown, new)
        self._quick_restarts.draw(new)
        self._demonstrations.note(new)
        self._shown = new

    def _draw_actions(self) -> None:
        state, comparison = self.session.state, self._playback.comparison
        is_lab_busy = self._board_page.labs.is_busy
        self._availability.draw(state, comparison, is_lab_busy=is_lab_busy)

    def _apply_theme(self, theme: Theme) -> None:
        for part in (self._header, self._board_page, self._compare, self._demonstrations):
            part.apply_theme(theme)
        self._actions[f"theme_{self._appearance.name}"].setChecked(True)

    # What others ask of the window

    def compare(self, ready: str = "") -> None:
        """Show the board beside others: those it was beside before, or of a set in READY."""
        self._messages.attempt(partial(self._playback.compare, ready))

    def open_path(self, path: Path) -> bool:
        """Show the points of a file, soon if it is large; or say why not: the board stays.

        Returns False where that is known at once.
        """
        return self._files.open_path(path)

    def open_demonstration(self, demonstration: Demonstration) -> None:
        """Show a demonstration; a panel says what to watch."""
        self._demonstrations.open(demonstration)

    def choose_theme(self, name: str) -> None:
        """Take the theme "system", "light" or "dark", for this time only."""
        self._appearance.choose(name)

    @property
    def message(self) -> str:
        """What the banner says, or nothing."""
        return self._messages.banner.message

    def close_message(self) -> None:
        """Close the banner."""
        self._messages.banner.hide()

    def tell_error(self, message: str) -> None:
        """Say that something went wrong inside; playing stops, the document is kept."""
        # First the words and the clock: pausing draws, which may be just what went wrong.
        self._messages.tell_error(message)
        self._playback.stand_still()

    def stop_playing(self) -> None:
        """Stop, as after a fault that would come again at every tick."""
        self._playback.stand_still()

    def wait_for_work(self) -> None:
        """Return when nothing is computed any more."""
        self._long_work.wait()
        self._compare.wait()

    def wait_for_picture(self) -> None:
        """Return when all is shown as it is to stay: all points, and the final verdict."""
        self.wait_for_work()
        self._quick_restarts.wait()
        self._board_page.wait_for_picture()
        if self._compare.page is not None:
            self._compare.page.wait_for_picture()

    # What a person asks for

    def _on_command(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        name = action.objectName()
        self._messages.attempt(self._commands[name])
        if self._settings is not None and name.startswith(("theme_", "interface_")):
            self._settings.remember(theme=self._appearance.name, zoom=self._appearance.zoom)

    def _on_chosen(self, field: str, value: object, live: bool) -> None:
        if live:
            # A slider stops where the data have no more points to give, or K asks for them.
            value = within_reach(self.session.state.run, field, value)
        self._messages.attempt(
            partial(self.session.edit, live=live, at_end=False, **{field: value})
        )

    def _change_k(self, by: int) -> None:
        k = self.session.state.chosen.k + by
        if k == 0:
            raise RefusedError(tr("The last cluster stays; Clear centroids takes all away."))
        self.session.edit(live=False, at_end=False, k=k)

    def _on_switched(self, field: str, on: bool) -> None:
        self.session.show(**{field: on})

    def _toggle_look(self, field: str) -> None:
        self.session.show(**{field: not getattr(self.session.state.look, field)})

    def _on_adopted(self, board: State) -> None:
        self._messages.attempt(partial(self._playback.adopt, board))

    # Qt's events

    def event(self, event: QEvent | None) -> bool:
        """Leave the space bar to a button that the Tab key has reached."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Space
            and isinstance(self.focusWidget(), QAbstractButton)
        ):
            event.accept()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        # The layout is known from now on, and with it how large the interface can be.
        self._presentation.fit()

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() is QEvent.Type.WindowStateChange:
            self._presentation.take_state()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        # Spontaneous: a person drags the window's edge.
        if event is not None and event.spontaneous():
            self._presentation.take_size()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Esc leaves the presentation, then the comparison, then an experiment.

        The key of a command that cannot be done says why.
        """
        if event is None:
            return
        if why := self._availability.why_not(event):
            self._messages.banner.tell(why, "refusal")
            return
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._presentation.toggle()
        elif event.key() == Qt.Key.Key_Escape and self._compare.page is not None:
            self._playback.leave_comparing()
        elif event.key() == Qt.Key.Key_Escape and self._board_page.labs.lab is not None:
            self._labs.close()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        if event is not None:
            take_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:
        # Again: the keys held may offer something else meanwhile.
        if event is not None:
            take_drag(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        if event is not None and (path := take_drag(event)) is not None:
            self._files.open_path(path, count_of_files(event.mimeData()) - 1)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        self._board_page.board.let_go()
        self.session.pause()
        self.session.unwatch(self.show_state)
        self._compare.stop()
        self._playback.stop_clock()
        self.session.cancel()
        self._long_work.stop()
        self._quick_restarts.stop()
        self._board_page.stop()
        if self._settings is not None:
            if self.isFullScreen():
                self._presentation.toggle()
            remember(self._settings, self, self._board_page.splitter, self.session)
        super().closeEvent(event)
        release_free_memory()
