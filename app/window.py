"""The window: the one place that knows both the session and the widgets."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PyQt6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.banner import Banner
from app.clock import Clock
from app.commands import make_actions
from app.dialogs import ShortcutsDialog, about
from app.header import Header
from app.line import Line
from app.menus import Shows, exclusive, fill_menus
from app.opening import OpeningError, ask_for_file, dropped_file, open_file
from app.panels.columns import ChoicesColumn, ReadingColumn
from app.panels.look import switches
from app.settings import Settings
from app.stage.board import Board
from app.theme import THEMES, Theme
from app.transport import Transport
from app.wardrobe import Wardrobe
from app.words import hover_words, refusal, status_of, story_of, tr
from core.demonstrations import Demonstration, demonstrations
from core.distances import Distances
from core.facts import Facts, facts_at
from core.pose import pose_at
from core.session import Session
from core.state import State

BOARD_ZOOM = 1.25
"""How much closer a press of + looks."""

LEAST_MIDDLE = 350
"""Width below which the side columns give way to the board."""

OPENING = "opening"
"""The demonstration that a fresh window shows."""


def opening_session() -> Session:
    """A session on the default board: a bad start, shown on its way."""
    opening = demonstrations()[OPENING]
    return Session(opening.recipe, opening.half_step)


class Window(QMainWindow):
    """Header, choices, board, readings, transport; values go down, wishes come up."""

    def __init__(self, session: Session | None = None, settings: Settings | None = None) -> None:
        super().__init__()
        self.setWindowTitle(tr("Lloydscope"))
        self.setAcceptDrops(True)
        self.session = session or opening_session()
        self._settings = settings
        self._actions = make_actions(self)
        self._wardrobe = self._made_wardrobe()
        self._theme = self._wardrobe.theme
        self._shows = Shows(self)
        self._header = Header(self._actions["open_file"], self._actions["full_screen"])
        fill_menus(self._header.menus, self._actions, self._shows)
        self._choices = ChoicesColumn(self._actions["new_points"], self._actions["new_starts"])
        self._board = Board()
        self._readings = ReadingColumn()
        self._banner = Banner()
        self._status = Line("status_text")
        self._status.setAccessibleName(tr("Status"))
        self._transport = Transport(self._actions)
        self._clock = Clock(self)
        self._facts: Facts | None = None
        self._commands = self._made_commands()
        self._lay_out()
        self._join_wires()
        self._restore()
        self._wardrobe.dress()
        self._board.setFocus()

    # Making

    def _made_wardrobe(self) -> Wardrobe:
        if self._settings is None:
            return Wardrobe(self)
        return Wardrobe(self, self._settings.theme(), self._settings.zoom())

    def _lay_out(self) -> None:
        self._middle = QWidget()
        self._column = QVBoxLayout(self._middle)
        self._column.addWidget(self._banner)
        self._column.addWidget(self._board, 1)
        self._column.addWidget(self._status)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for place, part in enumerate((self._choices, self._middle, self._readings)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(place, int(part is self._middle))
        central = QWidget()
        outer = QVBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._splitter, 1)
        outer.addWidget(self._transport)
        self.setMenuWidget(self._header)
        self.setCentralWidget(central)
        self.resize(1280, 800)

    def _join_wires(self) -> None:
        """Every signal of the window, joined once."""
        for action in self._actions.values():
            action.triggered.connect(self._on_command)
        exclusive(self, [self._actions[f"theme_{name}"] for name in ("system", *THEMES)])
        self._shows.requested.connect(self.open_demonstration)
        self._choices.chosen.connect(self._on_chosen)
        self._choices.settled.connect(self.session.settle)
        self._choices.switched.connect(self._on_switched)
        self._readings.seek_requested.connect(self.session.seek)
        self._transport.seek_requested.connect(self.session.seek)
        self._transport.speed_requested.connect(self.session.set_speed)
        self._board.hovered.connect(self._on_hovered)
        self._clock.ticked.connect(self.session.tick)
        self._wardrobe.changed.connect(self._on_dressed)
        self.session.watch(self.show_state)

    def _made_commands(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        session, board, wardrobe = self.session, self._board, self._wardrobe
        return {
            "open_file": self._ask_for_file,
            "quit": self.close,
            "undo": session.undo,
            "redo": session.redo,
            "new_points": partial(session.new_seed, "data_seed"),
            "new_starts": partial(session.new_seed, "start_seed"),
            "play": session.toggle_play,
            "step_forward": partial(session.step, 1),
            "step_back": partial(session.step, -1),
            "iteration_forward": partial(session.step_iteration, 1),
            "iteration_back": partial(session.step_iteration, -1),
            "go_to_start": partial(session.seek, 0.0),
            "go_to_end": session.seek_end,
            "slower": partial(session.change_speed, -1),
            "faster": partial(session.change_speed, 1),
            "fit": board.fit,
            "zoom_in": partial(board.zoom_by, BOARD_ZOOM),
            "zoom_out": partial(board.zoom_by, 1 / BOARD_ZOOM),
            **{f"toggle_{field}": partial(self._toggle_look, field) for field in switches()},
            **{f"theme_{name}": partial(wardrobe.choose, name) for name in ("system", *THEMES)},
            "interface_larger": partial(wardrobe.zoom_by, 1),
            "interface_smaller": partial(wardrobe.zoom_by, -1),
            "interface_normal": partial(wardrobe.zoom_by, 0),
            "full_screen": self._toggle_presenting,
            "keyboard_shortcuts": self._show_shortcuts,
            "about": partial(about, self),
        }

    def _restore(self) -> None:
        if self._settings is None:
            return
        self.restoreGeometry(self._settings.layout("window"))
        self._splitter.restoreState(self._settings.layout("splitter"))
        self.session.set_look(self._settings.look())
        self.session.set_speed(self._settings.speed())

    # Showing

    def show_state(self, old: State, new: State) -> None:
        """Draw what differs between two states."""
        self._draw_board(new)
        self._transport.draw(new)
        self._readings.draw_position(new)
        elsewhere = new.run is not old.run or new.half_step != old.half_step
        if elsewhere:
            self._draw_half_step(new)
        if new.run is not old.run or new.look != old.look:
            self._draw_choices(new)
        if new.playing != old.playing:
            self._transport.draw_playing(new.playing)
        self._clock.draw(new.moving)

    def _draw_all(self) -> None:
        state = self.session.state
        self._draw_board(state)
        self._transport.draw(state)
        self._transport.draw_playing(state.playing)
        self._readings.draw_position(state)
        self._draw_half_step(state)
        self._draw_choices(state)
        self._clock.draw(state.moving)

    def _draw_board(self, state: State) -> None:
        progress = state.progress if state.look.motion else 1.0
        pose = pose_at(state.run, state.half_step, progress)
        slots = tuple(state.slots[number] for number in pose.numbers)
        self._board.draw(state.run, state.half_step, pose, slots, state.look, self._theme)

    def _draw_half_step(self, state: State) -> None:
        self._facts = facts_at(state.run, state.half_step)
        self._readings.draw(state, self._facts)
        self._say_status()
        at_start, at_end = state.half_step == 0, state.half_step == state.run.last
        for name in ("step_back", "iteration_back", "go_to_start"):
            self._actions[name].setEnabled(not at_start)
        for name in ("step_forward", "iteration_forward", "go_to_end"):
            self._actions[name].setEnabled(not at_end)

    def _draw_choices(self, state: State) -> None:
        self._choices.draw(state)
        for field in switches():
            self._actions[f"toggle_{field}"].setChecked(getattr(state.look, field))
        self._actions["toggle_truth"].setEnabled(state.run.data.truth is not None)
        self._actions["undo"].setEnabled(self.session.can_undo)
        self._actions["redo"].setEnabled(self.session.can_redo)

    def _say_status(self, distances: Distances | None = None) -> None:
        state = self.session.state
        if distances is not None:
            slots = tuple(state.slots[n] for n in state.run.marks[state.half_step].numbers)
            self._status.draw(hover_words(distances, slots))
        elif self._facts is not None:
            self._status.draw(
                status_of(story_of(self._facts, state.recipe, state.slots), self._facts)
            )

    # Wishes

    def open_path(self, path: Path) -> None:
        """Show the points of a file, or say why not; the former board stays then."""
        self._attempt(partial(open_file, self.session, path))
        if self._settings is not None:
            self._settings.remember(folder=str(path.parent))

    def open_demonstration(self, demonstration: Demonstration) -> None:
        """Put a pinned scenario on the board, and say what to watch."""
        self.session.load(demonstration.recipe, demonstration.half_step)
        self._banner.tell(f"{tr(demonstration.title)}: {tr(demonstration.watch)}")

    def choose_theme(self, name: str) -> None:
        """Take the theme "system", "light" or "dark"."""
        self._wardrobe.choose(name)

    @property
    def message(self) -> str:
        """What the banner says, or nothing."""
        return "" if self._banner.isHidden() else self._banner.text

    def close_message(self) -> None:
        """Close the banner."""
        self._banner.hide()

    def tell_error(self, message: str) -> None:
        """Say that something went wrong inside; playing stops, the document is kept."""
        self.session.pause()
        self._banner.tell(tr("Something went wrong: {error}").format(error=message), "error")

    def _attempt(self, command: Callable[[], object]) -> None:
        """Do ``command``; if it is refused, say why and show the choices as they still are."""
        try:
            command()
        except (ValueError, OpeningError) as error:
            self._banner.tell(refusal(error), "error")
            self._draw_choices(self.session.state)

    def _on_command(self) -> None:
        action = self.sender()
        assert action is not None
        self._attempt(self._commands[action.objectName()])

    def _on_chosen(self, field: str, value: object, live: bool) -> None:
        self._attempt(partial(self.session.edit, live=live, **{field: value}))

    def _on_switched(self, field: str, on: bool) -> None:
        self.session.show(**{field: on})

    def _toggle_look(self, field: str) -> None:
        self.session.show(**{field: not getattr(self.session.state.look, field)})

    def _on_hovered(self, distances: Distances | None) -> None:
        self._say_status(distances)

    def _ask_for_file(self) -> None:
        folder = "" if self._settings is None else self._settings.folder()
        if (path := ask_for_file(self, folder)) is not None:
            self.open_path(path)

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._actions.values(), self).open()

    def _toggle_presenting(self) -> None:
        presenting = not self.isFullScreen()
        self._header.setVisible(not presenting)
        self._choices.setVisible(not presenting)
        if presenting:
            self.showFullScreen()
        else:
            self.showNormal()

    def _on_dressed(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self._header, self._choices, self._readings, self._status, self._transport):
            part.dress(theme)
        rim = theme.px(10)
        self._column.setContentsMargins(rim, rim, rim, theme.px(4))
        self._column.setSpacing(theme.px(4))
        self._middle.setMinimumWidth(theme.px(LEAST_MIDDLE))
        self._actions[f"theme_{self._wardrobe.name}"].setChecked(True)
        self._draw_all()

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Esc leaves the presentation."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._toggle_presenting()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files."""
        if event is not None and dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Open the file that was dropped."""
        if event is not None and (path := dropped_file(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Stop the clock and remember the person's taste."""
        self.session.pause()
        self.session.unwatch(self.show_state)
        self._clock.draw(running=False)
        if self._settings is not None:
            self._remember(self._settings)
        super().closeEvent(event)

    def _remember(self, settings: Settings) -> None:
        settings.remember_look(self.session.state.look)
        settings.remember(
            speed=self.session.state.speed,
            theme=self._wardrobe.name,
            zoom=self._wardrobe.zoom,
            layout__window=self.saveGeometry(),
            layout__splitter=self._splitter.saveState(),
        )
