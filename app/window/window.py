"""The window: the one place that knows both the session and the widgets."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PyQt6.QtWidgets import QAbstractButton, QMainWindow, QStackedWidget

from app.background.long_work import LongWork
from app.background.quick_restarts import QuickRestarts
from app.board.touch import Grip, Tool, Touch, TouchPhase
from app.choices.look_switches import switches
from app.compare.controller import CompareController
from app.errors import log
from app.files.open_points import ask_for_file, is_small, note_on, recipe_of, run_of_file, take_drag
from app.gallery.gallery import Gallery
from app.labs.registry import LABS
from app.theme.appearance import Appearance
from app.theme.theme import THEMES, Theme
from app.widgets.banner import Banner
from app.window.availability import abilities, decisive
from app.window.board_page import BoardPage
from app.window.commands import exclusive, make_actions
from app.window.editing import Editing
from app.window.header import Header
from app.window.help import ShortcutsDialog, about
from app.window.menus import DemonstrationMenu, fill_menus
from app.window.playback import Playback
from app.window.remembered_size import RememberedSize
from app.window.settings import Settings
from app.words.notices import refusal
from app.words.translate import tr
from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.background import RefusedError
from core.session.edits.centroid_edits import Place
from core.session.edits.new_run import within_reach
from core.session.session import Session
from core.session.state import State
from core.teaching.demonstrations import Case, Demonstration, demonstrations

OPENING = "opening"
"""The demonstration that a fresh window shows."""


def opening_session() -> Session:
    """A session on the default board: a bad start, shown on its way."""
    opening = demonstrations()[OPENING]
    return Session(opening.recipe, opening.half_step)


class Window(QMainWindow):
    """Header and content around one session; values go down, wishes come up."""

    def __init__(self, session: Session | None = None, settings: Settings | None = None) -> None:
        super().__init__()
        self.setWindowTitle(tr("Lloydscope"))
        self.setAcceptDrops(True)
        self.session = session or opening_session()
        self._settings = settings
        self._actions = make_actions(self)
        self._remembered_size = RememberedSize(self)
        # Before any widget is made: each takes font and colours as it is born.
        self._appearance = self._made_appearance()
        self._demonstrations = DemonstrationMenu(self)
        self._gallery: Gallery | None = None
        self._header = Header(self._actions)
        fill_menus(self._header.menus, self._actions, self._demonstrations.menu)
        self._board_page = BoardPage(self._actions)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._board_page)
        self._compare = CompareController(self, self._actions, self._stack)
        self._playback = Playback(self, self.session, self._board_page.board, self._compare)
        self._long_work = LongWork(self)
        self._quick_restarts = QuickRestarts(self)
        self.session.work_in(self._long_work, self._tell_refusal)
        self._editing = Editing(self, self.session, self._board_page.board, self._actions)
        self._commands = self._made_commands()
        self._shown: State | None = None
        self._before_click: State | None = None
        """The state before the last click on the empty board, which may become a double click."""
        self.setMenuWidget(self._header)
        self.setCentralWidget(self._stack)
        self.resize(1280, 800)
        self._restore()
        self.show_state(None, self.session.state)
        self._join_wires()
        self._on_dressed(self._appearance.theme)
        self._board_page.board.setFocus()

    def _made_appearance(self) -> Appearance:
        appearance = Appearance(self)
        if self._settings is None:
            appearance.apply_theme()
        else:
            appearance.choose(self._settings.theme(), self._settings.zoom())
        return appearance

    def _join_wires(self) -> None:
        """Every signal of the window, joined once."""
        for action in self._actions.values():
            action.triggered.connect(self._on_command)
        exclusive(self, [self._actions[f"theme_{name}"] for name in ("system", *THEMES)])
        self._demonstrations.requested.connect(self.open_demonstration)
        self._board_page.chosen.connect(self._on_chosen)
        self._board_page.settled.connect(self.session.settle)
        self._board_page.switched.connect(self._on_switched)
        self._board_page.seek_requested.connect(self.session.seek)
        self._board_page.speed_requested.connect(self.session.set_speed)
        self._board_page.board.touched.connect(self._on_touched)
        self._board_page.board.double_clicked.connect(self._on_double_clicked)
        self._board_page.lab_chosen.connect(self._on_lab_chosen)
        self._board_page.lab_closed.connect(self._close_lab)
        self._board_page.case_requested.connect(self._on_case_requested)
        self._board_page.lab_busied.connect(self._on_lab_busied)
        self._board_page.select_requested.connect(self.session.select)
        self._board_page.start_requested.connect(self._on_start_requested)
        self._playback.changed.connect(self._on_compared)
        self._compare.adopted.connect(self._on_adopted)
        self._appearance.changed.connect(self._on_dressed)
        self._long_work.progressed.connect(self._board_page.work_bar.draw_share)
        self._board_page.lab_learned.connect(self.session.learn)
        self._quick_restarts.found.connect(self.session.learn)
        self.session.watch(self.show_state)

    def _made_commands(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        appearance = self._appearance
        return {
            "open_file": self._ask_for_file,
            "gallery": self._show_gallery,
            "quit": self.close,
            **self._playback.commands(),
            **self._editing.commands(),
            "cancel_work": self._cancel_work,
            "show_best": self.session.show_best,
            **{name: partial(self._toggle_lab, name) for name in LABS},
            **{f"toggle_{field}": partial(self._toggle_look, field) for field in switches()},
            **{f"theme_{name}": partial(appearance.choose, name) for name in ("system", *THEMES)},
            "interface_larger": partial(self._zoom_by, 1),
            "interface_smaller": partial(self._zoom_by, -1),
            "interface_normal": partial(self._zoom_by, 0),
            "full_screen": self._toggle_presenting,
            "keyboard_shortcuts": self._show_shortcuts,
            "about": partial(about, self),
        }

    # Showing

    def show_state(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; all of it where there was none before."""
        if old is not None and new.run is not old.run:
            self._board_page.banner.close_note()
        # What was shown whole is what to differ from: a drawing that failed half way is not.
        shown, self._shown = self._shown, None
        if shown is None or decisive(new) != decisive(shown):
            self._draw_actions(new)
        self._playback.run_clock()
        self._compare.draw_look(new.look)
        self._board_page.draw(shown, new)
        self._quick_restarts.draw(new)
        self._shown = new

    def _draw_actions(self, state: State) -> None:
        busy = self._board_page.is_lab_busy
        for name, able in abilities(state, self._playback.comparison, is_lab_busy=busy).items():
            self._actions[name].setEnabled(able)
        for field in switches():
            self._actions[f"toggle_{field}"].setChecked(getattr(state.look, field))

    def _on_compared(self) -> None:
        self._actions["compare"].setChecked(self._playback.comparison is not None)
        self._draw_actions(self.session.state)

    def _on_adopted(self, board: State) -> None:
        self._attempt(partial(self._playback.adopt, board))

    # Wishes

    def compare(self, ready: str = "") -> None:
        """Show the board beside others: those it was beside before, or of a set in READY."""
        self._attempt(partial(self._playback.compare, ready))

    def open_path(self, path: Path) -> bool:
        """Show the points of a file, soon if it is large; or say why not: the board stays.

        Returns False where that is known at once.
        """
        return self._attempt(partial(self._open, path.absolute()))

    def open_demonstration(self, demonstration: Demonstration) -> None:
        """Put a pinned scenario on the board; a panel says what to watch."""
        self._attempt(partial(self._open_case, demonstration, demonstration.cases[0]))

    def _open_case(self, demonstration: Demonstration, case: Case) -> None:
        self._playback.leave_comparing()
        self.session.load(case.recipe, demonstration.half_step, demonstration=demonstration.id)

    def choose_theme(self, name: str) -> None:
        """Take the theme "system", "light" or "dark", for this time only."""
        self._appearance.choose(name)

    @property
    def message(self) -> str:
        """What the banner says, or nothing."""
        return self._banner.message

    def wait_for_work(self) -> None:
        """Return when nothing is being worked out any more."""
        self._long_work.wait()
        self._compare.wait()

    def wait_for_picture(self) -> None:
        """Return when all is shown as it is to stay: all points, and the last word on the run."""
        self.wait_for_work()
        self._quick_restarts.wait()
        self._board_page.wait_for_picture()
        if self._compare.page is not None:
            self._compare.page.wait_for_picture()

    def close_message(self) -> None:
        """Close the banner."""
        self._banner.hide()

    def tell_error(self, message: str) -> None:
        """Say that something went wrong inside; playing stops, the document is kept."""
        # First the words and the clock: pausing draws, which may be just what went wrong.
        self._banner.tell(tr("Something went wrong: {error}").format(error=message), "error")
        self._playback.stand_still()

    def stop_playing(self) -> None:
        """Stand still, as after a fault that would come again at every tick."""
        self._playback.stand_still()

    @property
    def _banner(self) -> Banner:
        page = self._compare.page
        return self._board_page.banner if page is None else page.banner

    def _attempt(self, command: Callable[[], object]) -> bool:
        """Do ``command`` and return True; or say why it is refused.

        Whatever goes wrong, the choices are shown as they still are.
        """
        banner = self._banner
        try:
            command()
        except RefusedError as error:
            self._tell_refusal(error)
            return False
        except Exception:
            self._board_page.draw_choices(self.session.state)
            raise
        banner.close_refusal()
        return True

    def _tell_of_k(self, asked: Recipe, run: Run) -> None:
        if note := note_on(run, asked.k):
            self._board_page.banner.tell(note, "note")

    def _tell_refusal(self, error: RefusedError) -> None:
        if self._compare.tell(error):
            return
        log.info("refused: %s", error)
        self._board_page.banner.tell(refusal(error), "refusal")
        self._board_page.draw_choices(self.session.state)

    def _open(self, path: Path) -> None:
        self._playback.leave_comparing()
        recipe = recipe_of(path, self.session.state.chosen)
        work = partial(run_of_file, recipe)
        self.session.load_from(
            recipe, work, is_quick=is_small(path, recipe.k), then=self._tell_of_k
        )
        if self._settings is not None:
            self._settings.remember(folder=str(path.parent))

    def _on_command(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        name = action.objectName()
        self._attempt(self._commands[name])
        if self._settings is not None and name.startswith(("theme_", "interface_")):
            self._settings.remember(theme=self._appearance.name, zoom=self._appearance.zoom)

    def _on_chosen(self, field: str, value: object, live: bool) -> None:
        if live:
            # A slider stops where the data have no more points to give, or K asks for them.
            value = within_reach(self.session.state.run, field, value)
        self._attempt(partial(self.session.edit, live=live, **{field: value}))

    def _on_case_requested(self, case: Case) -> None:
        name = self.session.state.demonstration
        if name is None:
            return  # another board has come meanwhile
        demonstration = demonstrations()[name]
        if case.recipe == self.session.state.chosen:
            self.session.seek(demonstration.half_step)  # once more from its beginning
        else:
            self._attempt(partial(self._open_case, demonstration, case))

    def _on_switched(self, field: str, on: bool) -> None:
        self.session.show(**{field: on})

    def _toggle_look(self, field: str) -> None:
        self.session.show(**{field: not getattr(self.session.state.look, field)})

    def _on_touched(self, touch: Touch) -> None:
        before, hand = self.session.state, self._editing.hand
        is_press = touch.moment is TouchPhase.CLICKED and touch.grip is Grip.BOARD
        self._before_click = before if is_press else None
        is_look = is_press and hand.tool is Tool.LOOK
        try:
            # An experiment may make something of a press on the empty board.
            if not (is_look and self._board_page.press(touch.place)):
                hand.take(touch)
        except RefusedError as error:
            self._tell_refusal(error)
        # What was refused on the way stays told, until the hand does something that is not.
        if self.session.state.run is not before.run:
            self._board_page.banner.close_refusal()

    def _on_double_clicked(self) -> None:
        """Take back what the first of two quick clicks did: a double click only fits the view."""
        before, self._before_click = self._before_click, None
        if before is None:
            return
        if self.session.state.run is not before.run:
            self.session.take_back(before)
        if self.session.state.run is before.run:
            self.session.select(before.selected)

    def _on_start_requested(self, place: Place) -> None:
        self._attempt(partial(self._editing.hand.start_from, place))

    def _toggle_lab(self, name: str) -> None:
        self._playback.leave_comparing()
        self._show_lab(None if self._board_page.lab == name else name)

    def _close_lab(self) -> None:
        self._show_lab(None)

    def _show_lab(self, name: str | None) -> None:
        self._board_page.show_lab(name)
        for each in LABS:
            self._actions[each].setChecked(each == name)

    def _on_lab_busied(self) -> None:
        self._draw_actions(self.session.state)

    def _cancel_work(self) -> None:
        """Give up what the board waits for, or else what the experiment does."""
        if self._playback.at_hand.state.wanted is not None:
            self._playback.at_hand.cancel()
        else:
            self._board_page.cancel_lab()

    def _on_lab_chosen(self, choices: dict[str, object]) -> None:
        self._attempt(partial(self.session.edit, live=False, **choices))

    def _ask_for_file(self) -> None:
        folder = "" if self._settings is None else self._settings.folder()
        if (path := ask_for_file(self, folder)) is not None:
            self._open(path)

    def _show_gallery(self) -> None:
        if self._gallery is None:
            self._gallery = Gallery(self)
            self._gallery.apply_theme(self._appearance.theme)
            self._gallery.opened.connect(self._on_opened)
        self._gallery.open_over(self)

    def _on_opened(self, demonstration: Demonstration) -> None:
        self.open_demonstration(demonstration)
        # Not back to the button that opened the gallery: the space bar is to play.
        self._board_page.board.setFocus()

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._actions.values(), self).open()

    def _zoom_by(self, by: int) -> None:
        self._remembered_size.hold()
        self._appearance.zoom_by(by)
        self._remembered_size.give_back(is_usual=self._appearance.zoom <= 1.0)

    def _toggle_presenting(self) -> None:
        self._remembered_size.hold()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_dressed(self, theme: Theme) -> None:
        self._header.apply_theme(theme)
        self._board_page.apply_theme(theme)
        self._compare.apply_theme(theme)
        if self._gallery is not None:
            self._gallery.apply_theme(theme)
        self._actions[f"theme_{self._appearance.name}"].setChecked(True)

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

    def changeEvent(self, event: QEvent | None) -> None:
        """On the full screen, whoever asked for it, show the board and its readings only."""
        super().changeEvent(event)
        if event is not None and event.type() is QEvent.Type.WindowStateChange:
            self._header.setVisible(not self.isFullScreen())
            screen = self.screen()
            wide = screen.size().width() if screen is not None and self.isFullScreen() else 0
            self._appearance.present(wide)
            self._board_page.present(self.isFullScreen())
            self._compare.present(self.isFullScreen())
            if not self.isFullScreen():
                self._remembered_size.give_back(is_usual=self._appearance.zoom <= 1.0)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """What a person drags the window to is its size from now on."""
        if event is not None and event.spontaneous() and not self.isFullScreen():
            self._remembered_size.forget()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Esc leaves the presentation, and then the comparison."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._toggle_presenting()
        elif event.key() == Qt.Key.Key_Escape and self._compare.page is not None:
            self._playback.leave_comparing()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files."""
        if event is not None:
            take_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:
        """Go on taking them: the keys held may offer something else meanwhile."""
        if event is not None:
            take_drag(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Open the file that was dropped."""
        if event is not None and (path := take_drag(event)) is not None:
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Stop the clock and remember the person's taste."""
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
            self._remember(self._settings)
        super().closeEvent(event)

    # What is remembered

    def _restore(self) -> None:
        if self._settings is None:
            return
        self.restoreGeometry(self._settings.layout("window"))
        self._board_page.splitter.restoreState(self._settings.layout("splitter"))
        self.session.show(**asdict(self._settings.look()))
        self.session.set_speed(self._settings.speed())

    def _remember(self, settings: Settings) -> None:
        if self.isFullScreen():
            self._toggle_presenting()
        settings.remember_look(self.session.state.look)
        settings.remember(
            speed=self.session.state.speed,
            layout__window=self.saveGeometry(),
            layout__splitter=self._board_page.splitter.saveState(),
        )
