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

from app.ability import abilities, decisive
from app.banner import Banner
from app.commands import make_actions
from app.compare.comparing import Comparing
from app.content import Content
from app.desk import Desk
from app.dialogs import ShortcutsDialog, about
from app.errors import log
from app.gallery import Gallery
from app.handcraft import Hands
from app.header import Header
from app.kept_size import KeptSize
from app.labour import Labour
from app.labs.table import LABS
from app.menus import DemonstrationMenu, exclusive, fill_menus
from app.opening import ask_for_file, is_small, note_on, recipe_of, run_of_file, take_drag
from app.panels.look import switches
from app.scout import Scout
from app.settings import Settings
from app.stage.touch import Grip, Moment, Tool, Touch
from app.theme import THEMES, Theme
from app.wardrobe import Wardrobe
from app.words import refusal, tr
from core.demonstrations import Case, Demonstration, demonstrations
from core.handiwork import Place
from core.placing import within_reach
from core.recipe import Recipe
from core.run import Run
from core.session import Session
from core.state import State
from core.work import RefusedError

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
        self._kept_size = KeptSize(self)
        # Before any widget is made: each takes font and colours as it is born.
        self._wardrobe = self._dressed_wardrobe()
        self._demonstrations = DemonstrationMenu(self)
        self._gallery: Gallery | None = None
        self._header = Header(self._actions)
        fill_menus(self._header.menus, self._actions, self._demonstrations.menu)
        self._content = Content(self._actions)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._content)
        self._comparing = Comparing(self, self._actions, self._stack)
        self._desk = Desk(self, self.session, self._content.board, self._comparing)
        self._labour = Labour(self)
        self._scout = Scout(self)
        self.session.work_in(self._labour, self._tell_refusal)
        self._hands = Hands(self, self.session, self._content.board, self._actions)
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
        self._on_dressed(self._wardrobe.theme)
        self._content.board.setFocus()

    def _dressed_wardrobe(self) -> Wardrobe:
        wardrobe = Wardrobe(self)
        if self._settings is None:
            wardrobe.dress()
        else:
            wardrobe.choose(self._settings.theme(), self._settings.zoom())
        return wardrobe

    def _join_wires(self) -> None:
        """Every signal of the window, joined once."""
        for action in self._actions.values():
            action.triggered.connect(self._on_command)
        exclusive(self, [self._actions[f"theme_{name}"] for name in ("system", *THEMES)])
        self._demonstrations.requested.connect(self.open_demonstration)
        self._content.chosen.connect(self._on_chosen)
        self._content.settled.connect(self.session.settle)
        self._content.switched.connect(self._on_switched)
        self._content.seek_requested.connect(self.session.seek)
        self._content.speed_requested.connect(self.session.set_speed)
        self._content.board.touched.connect(self._on_touched)
        self._content.board.double_clicked.connect(self._on_double_clicked)
        self._content.lab_chosen.connect(self._on_lab_chosen)
        self._content.lab_closed.connect(self._close_lab)
        self._content.case_requested.connect(self._on_case_requested)
        self._content.lab_busied.connect(self._on_lab_busied)
        self._content.select_requested.connect(self.session.select)
        self._content.start_requested.connect(self._on_start_requested)
        self._desk.changed.connect(self._on_compared)
        self._comparing.adopted.connect(self._on_adopted)
        self._wardrobe.changed.connect(self._on_dressed)
        self._labour.progressed.connect(self._content.work_bar.draw_share)
        self._content.lab_learned.connect(self.session.learn)
        self._scout.found.connect(self.session.learn)
        self.session.watch(self.show_state)

    def _made_commands(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        wardrobe = self._wardrobe
        return {
            "open_file": self._ask_for_file,
            "gallery": self._show_gallery,
            "quit": self.close,
            **self._desk.commands(),
            **self._hands.commands(),
            "cancel_work": self._cancel_work,
            "show_best": self.session.show_best,
            **{name: partial(self._toggle_lab, name) for name in LABS},
            **{f"toggle_{field}": partial(self._toggle_look, field) for field in switches()},
            **{f"theme_{name}": partial(wardrobe.choose, name) for name in ("system", *THEMES)},
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
            self._content.banner.close_note()
        # What was shown whole is what to differ from: a drawing that failed half way is not.
        shown, self._shown = self._shown, None
        if shown is None or decisive(new) != decisive(shown):
            self._draw_actions(new)
        self._desk.run_clock()
        self._comparing.draw_look(new.look)
        self._content.draw(shown, new)
        self._scout.draw(new)
        self._shown = new

    def _draw_actions(self, state: State) -> None:
        busy = self._content.is_lab_busy
        for name, able in abilities(state, self._desk.comparison, is_lab_busy=busy).items():
            self._actions[name].setEnabled(able)
        for field in switches():
            self._actions[f"toggle_{field}"].setChecked(getattr(state.look, field))

    def _on_compared(self) -> None:
        self._actions["compare"].setChecked(self._desk.comparison is not None)
        self._draw_actions(self.session.state)

    def _on_adopted(self, board: State) -> None:
        self._attempt(partial(self._desk.adopt, board))

    # Wishes

    def compare(self, ready: str = "") -> None:
        """Show the board beside others: those it was beside before, or of a set in READY."""
        self._attempt(partial(self._desk.compare, ready))

    def open_path(self, path: Path) -> bool:
        """Show the points of a file, soon if it is large; or say why not: the board stays.

        Returns False where that is known at once.
        """
        return self._attempt(partial(self._open, path.absolute()))

    def open_demonstration(self, demonstration: Demonstration) -> None:
        """Put a pinned scenario on the board; a panel says what to watch."""
        self._attempt(partial(self._open_case, demonstration, demonstration.cases[0]))

    def _open_case(self, demonstration: Demonstration, case: Case) -> None:
        self._desk.leave_comparing()
        self.session.load(case.recipe, demonstration.half_step, demonstration=demonstration.id)

    def choose_theme(self, name: str) -> None:
        """Take the theme "system", "light" or "dark", for this time only."""
        self._wardrobe.choose(name)

    @property
    def message(self) -> str:
        """What the banner says, or nothing."""
        return self._banner.message

    def wait_for_work(self) -> None:
        """Return when nothing is being worked out any more."""
        self._labour.wait()
        self._comparing.wait()

    def wait_for_picture(self) -> None:
        """Return when all is shown as it is to stay: all points, and the last word on the run."""
        self.wait_for_work()
        self._scout.wait()
        self._content.wait_for_picture()
        if self._comparing.page is not None:
            self._comparing.page.wait_for_picture()

    def close_message(self) -> None:
        """Close the banner."""
        self._banner.hide()

    def tell_error(self, message: str) -> None:
        """Say that something went wrong inside; playing stops, the document is kept."""
        # First the words and the clock: pausing draws, which may be just what went wrong.
        self._banner.tell(tr("Something went wrong: {error}").format(error=message), "error")
        self._desk.stand_still()

    def stop_playing(self) -> None:
        """Stand still, as after a fault that would come again at every tick."""
        self._desk.stand_still()

    @property
    def _banner(self) -> Banner:
        page = self._comparing.page
        return self._content.banner if page is None else page.banner

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
            self._content.draw_choices(self.session.state)
            raise
        banner.close_refusal()
        return True

    def _tell_of_k(self, asked: Recipe, run: Run) -> None:
        if note := note_on(run, asked.k):
            self._content.banner.tell(note, "note")

    def _tell_refusal(self, error: RefusedError) -> None:
        if self._comparing.tell(error):
            return
        log.info("refused: %s", error)
        self._content.banner.tell(refusal(error), "refusal")
        self._content.draw_choices(self.session.state)

    def _open(self, path: Path) -> None:
        self._desk.leave_comparing()
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
            self._settings.remember(theme=self._wardrobe.name, zoom=self._wardrobe.zoom)

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
        before, hand = self.session.state, self._hands.hand
        is_press = touch.moment is Moment.CLICKED and touch.grip is Grip.BOARD
        self._before_click = before if is_press else None
        is_look = is_press and hand.tool is Tool.LOOK
        try:
            # An experiment may make something of a press on the empty board.
            if not (is_look and self._content.press(touch.place)):
                hand.take(touch)
        except RefusedError as error:
            self._tell_refusal(error)
        # What was refused on the way stays told, until the hand does something that is not.
        if self.session.state.run is not before.run:
            self._content.banner.close_refusal()

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
        self._attempt(partial(self._hands.hand.start_from, place))

    def _toggle_lab(self, name: str) -> None:
        self._desk.leave_comparing()
        self._show_lab(None if self._content.lab == name else name)

    def _close_lab(self) -> None:
        self._show_lab(None)

    def _show_lab(self, name: str | None) -> None:
        self._content.show_lab(name)
        for each in LABS:
            self._actions[each].setChecked(each == name)

    def _on_lab_busied(self) -> None:
        self._draw_actions(self.session.state)

    def _cancel_work(self) -> None:
        """Give up what the board waits for, or else what the experiment does."""
        if self._desk.at_hand.state.wanted is not None:
            self._desk.at_hand.cancel()
        else:
            self._content.cancel_lab()

    def _on_lab_chosen(self, choices: dict[str, object]) -> None:
        self._attempt(partial(self.session.edit, live=False, **choices))

    def _ask_for_file(self) -> None:
        folder = "" if self._settings is None else self._settings.folder()
        if (path := ask_for_file(self, folder)) is not None:
            self._open(path)

    def _show_gallery(self) -> None:
        if self._gallery is None:
            self._gallery = Gallery(self)
            self._gallery.dress(self._wardrobe.theme)
            self._gallery.opened.connect(self._on_opened)
        self._gallery.open_over(self)

    def _on_opened(self, demonstration: Demonstration) -> None:
        self.open_demonstration(demonstration)
        # Not back to the button that opened the gallery: the space bar is to play.
        self._content.board.setFocus()

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._actions.values(), self).open()

    def _zoom_by(self, by: int) -> None:
        self._kept_size.hold()
        self._wardrobe.zoom_by(by)
        self._kept_size.give_back(is_usual=self._wardrobe.zoom <= 1.0)

    def _toggle_presenting(self) -> None:
        self._kept_size.hold()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_dressed(self, theme: Theme) -> None:
        self._header.dress(theme)
        self._content.dress(theme)
        self._comparing.dress(theme)
        if self._gallery is not None:
            self._gallery.dress(theme)
        self._actions[f"theme_{self._wardrobe.name}"].setChecked(True)

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
            self._wardrobe.present(wide)
            self._content.present(self.isFullScreen())
            self._comparing.present(self.isFullScreen())
            if not self.isFullScreen():
                self._kept_size.give_back(is_usual=self._wardrobe.zoom <= 1.0)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """What a person drags the window to is its size from now on."""
        if event is not None and event.spontaneous() and not self.isFullScreen():
            self._kept_size.forget()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Esc leaves the presentation, and then the comparison."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._toggle_presenting()
        elif event.key() == Qt.Key.Key_Escape and self._comparing.page is not None:
            self._desk.leave_comparing()
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
        self._content.board.let_go()
        self.session.pause()
        self.session.unwatch(self.show_state)
        self._comparing.stop()
        self._desk.stop_clock()
        self.session.cancel()
        self._labour.stop()
        self._scout.stop()
        self._content.stop()
        if self._settings is not None:
            self._remember(self._settings)
        super().closeEvent(event)

    # What is remembered

    def _restore(self) -> None:
        if self._settings is None:
            return
        self.restoreGeometry(self._settings.layout("window"))
        self._content.splitter.restoreState(self._settings.layout("splitter"))
        self.session.show(**asdict(self._settings.look()))
        self.session.set_speed(self._settings.speed())

    def _remember(self, settings: Settings) -> None:
        if self.isFullScreen():
            self._toggle_presenting()
        settings.remember_look(self.session.state.look)
        settings.remember(
            speed=self.session.state.speed,
            layout__window=self.saveGeometry(),
            layout__splitter=self._content.splitter.saveState(),
        )
